//! Reading, creating, editing and deleting users.

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use super::{documented, store::Account, user::User};
use crate::reply::{Problem, Reply};

impl Account {
    pub(crate) fn get(&mut self, guid: &str) -> Result<Reply, Problem> {
        let user = if self.options.get_lags {
            let found = self.shown().iter().find(|user| user.guid() == guid);
            found.ok_or_else(|| Problem::not_found("User"))?
        } else {
            self.find(guid)?
        };
        let user = user.single();
        Ok(Reply::ok(self.options.show(user)))
    }

    pub(crate) fn create(&mut self, mut fields: Map<String, Value>) -> Result<Reply, Problem> {
        let email = fields
            .get("email")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let pinned = documented::pinned(email)
            .filter(|(guid, _)| self.options.documented && self.position(guid).is_none());
        let (guid, joined_time) = match pinned {
            Some((guid, time)) => (guid.to_owned(), time.to_owned()),
            // Recognisable, and still a UUID in form.
            None => (
                format!("c0de0000-0000-4000-8000-{:012x}", self.created + 1),
                self.clock.now(),
            ),
        };
        let mut user = User::new(guid, joined_time, self.group(None)?);
        if let Some(status) = fields.shift_remove("status") {
            user.set("status", status);
        }
        self.change(&mut user, fields)?;
        self.count_creation()?;
        let reply = Reply {
            status: StatusCode::CREATED,
            body: Some(self.options.show(user.single())),
        };
        self.put(user);
        Ok(reply)
    }

    pub(crate) fn edit(
        &mut self,
        guid: &str,
        changes: Map<String, Value>,
    ) -> Result<Reply, Problem> {
        // On a copy, so that a change that fails half-way changes nothing.
        let mut user = self.find(guid)?.clone();
        self.change(&mut user, changes)?;
        let reply = Reply::ok(self.options.show(user.single()));
        self.put(user);
        Ok(reply)
    }

    /// The guid of the user whom every token belongs to: the first person who is an admin.
    fn current_guid(&self) -> Result<String, Problem> {
        let is_admin = |user: &&User| {
            let slugs = user.at("roles.slug").unwrap_or_default();
            slugs.iter().any(|slug| *slug == "customer_admin")
                && user.get("is_company_api_token") != Some(&Value::Bool(true))
        };
        let found = self.users.iter().find(is_admin);
        let found = found.ok_or_else(|| Problem::not_found("User"))?;
        Ok(found.guid().to_owned())
    }

    pub(crate) fn current(&self) -> Result<Reply, Problem> {
        let guid = self.current_guid()?;
        let mut user = self.options.show(self.find(&guid)?.single());
        user["email_preferences"] = json!({});
        Ok(Reply::ok(user))
    }

    pub(crate) fn edit_current(&mut self, changes: Map<String, Value>) -> Result<Reply, Problem> {
        let guid = self.current_guid()?;
        self.edit(&guid, changes)
    }

    /// The users with the guids in a request's body, on one page.
    pub(crate) fn query(&self, body: &Map<String, Value>) -> Reply {
        let guids = body.get("guid").and_then(Value::as_array);
        let is_asked = |user: &&User| {
            let mut guids = guids.into_iter().flatten();
            guids.any(|guid| guid == user.guid())
        };
        let found = self.users.iter().filter(is_asked);
        let found: Vec<Value> = found.map(|user| self.options.show(user.listed())).collect();
        Reply::ok(json!({
            "links": { "next": null, "previous": null },
            "count": found.len(),
            "results": found,
        }))
    }

    pub(crate) fn delete(&mut self, guid: &str) -> Result<Reply, Problem> {
        self.find(guid)?;
        self.remove(guid);
        Ok(Reply::empty(StatusCode::NO_CONTENT))
    }

    fn count_creation(&mut self) -> Result<(), Problem> {
        let month = self.clock.month();
        if self.this_month.0 != month {
            self.this_month = (month, 0);
        }
        if self.this_month.1 >= self.options.monthly_limit {
            let limit = self.options.monthly_limit;
            let detail = format!("This month's limit of {limit} created users is reached.");
            return Err(Problem::new(StatusCode::PAYMENT_REQUIRED, detail));
        }
        self.this_month.1 += 1;
        self.created += 1;
        self.clock.tick();
        Ok(())
    }
}
