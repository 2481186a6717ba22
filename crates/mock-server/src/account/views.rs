//! What the account shows beside its users: the quota, the companies they look at, the access groups.

use serde_json::{Map, Value, json};

use super::{lifecycle::ACTIVATED, store::Account, user::User};
use crate::reply::{Problem, Reply};

/// Fields of a seed's company that responses don't show.
const NOT_SHOWN: [&str; 3] = ["folder", "days_ago", "views"];

impl Account {
    pub(crate) fn quota(&self) -> Reply {
        let total = self.users.len();
        let is_active = |user: &&User| user.text("status") == ACTIVATED;
        let active = self.users.iter().filter(is_active).count();
        let quota = self.total_active_quota;
        Reply::ok(json!({
            "active_user_count": active,
            "inactive_user_count": total - active,
            "total_user_count": total,
            "remaining_active_quota": quota.saturating_sub(active as u64),
            "total_active_quota": quota,
        }))
    }

    /// The companies of the seed: every user has looked at the same ones.
    pub(crate) fn company_views(
        &self,
        guid: &str,
        query: &Map<String, Value>,
    ) -> Result<Reply, Problem> {
        self.find(guid)?;
        let number = |company: &Map<String, Value>, key: &str| {
            company.get(key).and_then(Value::as_u64).unwrap_or_default()
        };
        let days_back = query
            .get("days_back")
            .and_then(Value::as_u64)
            .unwrap_or(u64::MAX);
        let limit = query
            .get("limit")
            .and_then(Value::as_u64)
            .unwrap_or(u64::MAX);
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let folder = query.get("folder");
        let mut found: Vec<_> = self
            .companies
            .iter()
            .filter(|company| folder.is_none() || company.get("folder") == folder)
            .filter(|company| number(company, "days_ago") <= days_back)
            .collect();
        let shown = |companies: &[&Map<String, Value>]| -> Vec<Value> {
            companies
                .iter()
                .take(limit)
                .map(|company| show(company))
                .collect()
        };
        found.sort_by_key(|company| number(company, "days_ago"));
        let recent = shown(&found);
        found.sort_by_key(|company| std::cmp::Reverse(number(company, "views")));
        let top = shown(&found);
        Ok(Reply::ok(
            json!({ "most_recently_viewed": recent, "top_viewed": top }),
        ))
    }

    pub(crate) fn access_groups(&self) -> Reply {
        let groups = self
            .groups
            .iter()
            .map(|group| Value::Object(self.counted(group)));
        Reply::ok(json!({
            "groups": groups.collect::<Vec<_>>(),
            "default_group": self.default_group,
        }))
    }

    pub(crate) fn access_group(
        &self,
        guid: &str,
        query: &Map<String, Value>,
    ) -> Result<Reply, Problem> {
        let has_guid = |group: &&Map<String, Value>| group.get("guid") == Some(&guid.into());
        let found = self.groups.iter().find(has_guid);
        let mut group = self.counted(found.ok_or_else(|| Problem::not_found("Access group"))?);
        if query.get("expand").is_some_and(|expand| expand == "users") {
            let guid = Value::from(guid);
            let members = self.members(&guid).map(|user| {
                let name = user.get("formal_name");
                json!({ "guid": user.guid(), "formal_name": name, "email": user.text("email") })
            });
            group.insert("users".to_owned(), members.collect());
        }
        Ok(Reply::ok(Value::Object(group)))
    }

    fn members(&self, guid: &Value) -> impl Iterator<Item = &User> {
        let is_in = move |value: &Value| value.get("guid") == Some(guid);
        let users = self.users.iter();
        users.filter(move |user| user.get("group").is_some_and(is_in))
    }

    /// A group as responses show it.
    fn counted(&self, group: &Map<String, Value>) -> Map<String, Value> {
        let mut group = group.clone();
        let guid = group.get("guid").cloned().unwrap_or_default();
        let members = self.members(&guid).count();
        group.insert("user_count".to_owned(), members.into());
        let is_default = guid == self.default_group.as_str();
        group.insert("is_default".to_owned(), is_default.into());
        group
    }
}

fn show(company: &Map<String, Value>) -> Value {
    let fields = company
        .iter()
        .filter(|(name, _)| !NOT_SHOWN.contains(&name.as_str()));
    Value::Object(
        fields
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect(),
    )
}
