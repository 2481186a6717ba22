//! A snapshot of an account.

use crate::prelude::*;

use serde_json::Value;

use super::user::User;
use crate::{
    json::{ToValue, elements},
    order::{self, Index},
    plan::hash,
};

/// A snapshot of an account.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Account {
    /// The service's address, as the host names it.
    pub host: String,
    /// The guid of the user whom the token belongs to; `None` if the service doesn't say, which
    /// is to be expected of company tokens.
    pub own: Option<String>,
    /// The users, company tokens and contacts included.
    pub users: Vec<User>,
    /// The access groups; `None` if they couldn't be read.
    pub groups: Option<Vec<Group>>,
    /// How many more users may become active; `None` if unknown or without limit.
    pub seats: Option<u64>,
    /// Why there may be users who are missing here; `None` if the snapshot is complete.
    pub incomplete: Option<String>,
}

/// An access group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Identifies the group.
    pub guid: String,
    /// Its name, which needn't be unique.
    pub name: String,
}

impl Account {
    /// Reads a snapshot that was kept as JSON:
    /// `{"host": "", "current_user": {}, "users": [], "groups": {}, "quota": {}, "incomplete": null}`,
    /// where the parts are what the service returned.
    pub fn from_json(snapshot: &Value) -> Self {
        let part = |name: &str| snapshot.get(name).unwrap_or(&Value::Null);
        let users = elements(part("users")).iter();
        let mut account = Self {
            host: part("host").as_str().unwrap_or_default().to_owned(),
            own: guid(part("current_user")),
            users: users.filter_map(User::from_json).collect(),
            groups: groups(part("groups")),
            seats: seats(part("quota")),
            incomplete: part("incomplete").as_str().map(str::to_owned),
        };
        let given = elements(part("users")).len();
        if given != account.users.len() && account.incomplete.is_none() {
            account.incomplete = Some("a user has no guid".to_owned());
        }
        account
    }

    /// The SHA-256 of what plans depend on.
    pub(crate) fn hash(&self) -> String {
        let users = order::of(&self.users, &|one, other| one.guid.cmp(&other.guid));
        let users = users.into_iter().map(User::digest);
        let groups = self.groups.as_ref().map_or(Value::Null, |groups| {
            let pairs = groups
                .iter()
                .map(|group| Value::Array(vec![group.guid.to_value(), group.name.to_value()]));
            Value::Array(pairs.collect())
        });
        hash::of_json(&Value::Array(vec![
            self.host.to_value(),
            self.own.to_value(),
            Value::Array(users.collect()),
            groups,
            self.seats.to_value(),
            self.incomplete.to_value(),
        ]))
    }

    /// The places of users by guid.
    pub(crate) fn by_guid(&self) -> Index {
        Index::of(self.users.iter().map(|user| user.guid.as_str()))
    }

    /// The places of people by key, and of company tokens by key. The first stands for all with one key.
    pub(crate) fn by_key(&self) -> (Index, Index) {
        let (mut people, mut tokens) = (Index::default(), Index::default());
        for (place, user) in self.users.iter().enumerate().rev() {
            let index = if user.company_token {
                &mut tokens
            } else {
                &mut people
            };
            index.insert(user.key.as_str(), place);
        }
        (people, tokens)
    }

    /// The user whom an index names.
    pub(crate) fn user(&self, index: &Index, name: &str) -> Option<&User> {
        self.users.get(index.get(name)?)
    }

    /// How many administrators can log in.
    pub fn active_admins(&self) -> usize {
        self.users
            .iter()
            .filter(|user| user.is_active_admin())
            .count()
    }
}

pub(super) fn guid(user: &Value) -> Option<String> {
    user.get("guid").and_then(Value::as_str).map(str::to_owned)
}

/// The groups of an answer of the service.
pub(super) fn groups(answer: &Value) -> Option<Vec<Group>> {
    let groups = answer.get("groups")?.as_array()?;
    let group = |group: &Value| {
        let name = group
            .get("name")
            .and_then(Value::as_str)
            .unwrap_or_default();
        Some(Group {
            guid: guid(group)?,
            name: name.to_owned(),
        })
    };
    Some(groups.iter().filter_map(group).collect())
}

/// The free seats of an answer of the service.
pub(super) fn seats(answer: &Value) -> Option<u64> {
    // What the service sends for "no limit".
    const UNLIMITED: u64 = 99_999;
    if answer.get("total_active_quota").and_then(Value::as_u64) == Some(UNLIMITED) {
        return None;
    }
    let remaining = answer.get("remaining_active_quota")?.as_i64()?;
    let remaining = u64::try_from(remaining).unwrap_or(0);
    (remaining != UNLIMITED).then_some(remaining)
}
