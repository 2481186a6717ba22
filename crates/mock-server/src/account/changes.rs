//! What requests and seeds may say about a user, put into the user.

use serde_json::{Map, Value, json};

use super::{
    Account, Problem, User,
    user::{default_features, role},
};

impl Account {
    /// Applies the fields of a create or edit request, which the document has checked already.
    /// Null clears a field that has a natural empty state; others can't be cleared.
    pub(super) fn change(
        &self,
        user: &mut User,
        changes: Map<String, Value>,
    ) -> Result<(), Problem> {
        for (field, value) in changes {
            match (field.as_str(), value) {
                ("group", Value::Null) => user.set("group", self.group(None)?),
                ("group", Value::String(guid)) => user.set("group", self.group(Some(&guid))?),
                ("is_available_for_contact" | "is_company_api_token", Value::Null) => {
                    user.set(&field, false);
                }
                ("is_available_for_contact" | "is_company_api_token", value @ Value::Bool(_)) => {
                    user.set(&field, value);
                }
                ("features", Value::Null) => user.set("features", default_features()),
                ("features", Value::Array(settings)) => user.set_features(&settings),
                ("friendly_name" | "formal_name" | "email" | "roles", Value::Null) => {
                    return Err(Problem::bad_request(format!("{field}: can't be cleared")));
                }
                ("email", Value::String(email)) => {
                    self.free_email(&email, Some(user.guid()))?;
                    user.set("email", email);
                }
                ("friendly_name" | "formal_name", value @ Value::String(_)) => {
                    user.set(&field, value);
                }
                ("roles", Value::Array(roles)) => {
                    let roles = roles.iter().filter_map(|given| given.get("slug")?.as_str());
                    user.set("roles", roles.map(role).collect::<Vec<_>>());
                }
                _ => return Err(Problem::bad_request(format!("{field}: can't be set"))),
            }
        }
        Ok(())
    }

    /// The group with this guid, or the default group, as it stands in a user.
    pub(super) fn group(&self, guid: Option<&str>) -> Result<Value, Problem> {
        let guid = guid.unwrap_or(&self.default_group);
        let has_guid = |group: &&Map<String, Value>| group.get("guid") == Some(&guid.into());
        match self.groups.iter().find(has_guid) {
            Some(group) => Ok(json!({ "guid": guid, "name": group.get("name") })),
            None => Err(Problem::bad_request("group: there is no such access group")),
        }
    }

    /// A user from a seed: what it says as it says it, and the usual values for the rest. A `group`
    /// may be a guid, and roles may lack their names, as in requests.
    pub(super) fn seeded(
        &mut self,
        index: usize,
        mut fields: Map<String, Value>,
    ) -> Result<User, String> {
        let number = index + 1;
        let joined_time = match fields.get("joined_time") {
            Some(_) => String::new(),
            None => self.behaviour.clock.now(),
        };
        if let Some(Value::String(guid)) = fields.get("group") {
            let group = self.group(Some(guid)).map_err(|problem| problem.detail)?;
            fields.insert("group".to_owned(), group);
        }
        if let Some(Value::Array(roles)) = fields.get_mut("roles") {
            for given in roles {
                let slug = given.get("slug").and_then(Value::as_str).map(str::to_owned);
                if let (Some(slug), None) = (slug, given.get("name")) {
                    *given = role(&slug);
                }
            }
        }
        let group = self.group(None).map_err(|problem| problem.detail)?;
        let guid = format!("5eed0000-0000-4000-8000-{number:012x}");
        let mut user = User::new(guid, joined_time, group);
        user.set("friendly_name", format!("User {number}"));
        user.set("formal_name", format!("Seeded User {number}"));
        user.set("email", format!("user{number}@example.com"));
        for (field, value) in fields {
            user.set(&field, value);
        }
        if user.guid().is_empty() {
            return Err("the guid must be a text that isn't empty".to_owned());
        }
        Ok(user)
    }
}
