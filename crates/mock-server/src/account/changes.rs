//! Applying the fields of a create or edit request to a user.

use axum::http::StatusCode;
use serde_json::{Map, Value};

use super::{
    store::Account,
    user::{User, default_features, role},
};
use crate::reply::Problem;

impl Account {
    /// Applies the fields of a request, which the document has checked already. Null clears a field
    /// that has a natural empty state; other fields can't be cleared.
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
                ("preferred_contact_for_entities", Value::Null) => {
                    user.set(&field, Vec::<Value>::new());
                }
                ("landing_page", value @ Value::String(_))
                | ("preferred_contact_for_entities", value @ Value::Array(_)) => {
                    user.set(&field, value);
                }
                ("friendly_name" | "formal_name" | "email" | "roles", Value::Null) => {
                    return Err(Problem::bad_request(format!("{field}: can't be cleared")));
                }
                ("email", Value::String(email)) => {
                    self.free_email(&email, user.guid())?;
                    user.set("email", email);
                }
                ("friendly_name" | "formal_name", Value::String(name)) => {
                    let name = if self.options.trim_names {
                        name.trim()
                    } else {
                        &name
                    };
                    user.set(&field, name);
                }
                ("roles", Value::Array(roles)) => {
                    let slugs = roles.iter().filter_map(|given| given.get("slug")?.as_str());
                    let slugs: Vec<&str> = slugs.collect();
                    self.check_roles(&slugs)?;
                    user.set("roles", slugs.into_iter().map(role).collect::<Vec<_>>());
                }
                _ => return Err(Problem::bad_request(format!("{field}: can't be set"))),
            }
        }
        Ok(())
    }

    /// Refuses roles that the document doesn't list.
    fn check_roles(&self, slugs: &[&str]) -> Result<(), Problem> {
        if self.options.unknown_roles || self.roles.is_empty() {
            return Ok(());
        }
        let is_unknown = |slug: &&str| !self.roles.iter().any(|known| known == slug);
        match slugs.iter().position(is_unknown) {
            Some(index) => {
                let detail = format!("roles[{index}].slug: there is no such role");
                Err(Problem::bad_request(detail))
            }
            None => Ok(()),
        }
    }

    /// Refuses an email address that another user than `owner` has.
    fn free_email(&self, email: &str, owner: &str) -> Result<(), Problem> {
        let mut others = self.users.iter().filter(|user| user.guid() != owner);
        if self.options.unique_emails && others.any(|user| user.has_email(email)) {
            // Options with another status than an error's are refused.
            let status = StatusCode::from_u16(self.options.taken_status);
            let status = status.unwrap_or(StatusCode::CONFLICT);
            return Err(Problem::new(status, &*self.options.taken_detail));
        }
        Ok(())
    }
}
