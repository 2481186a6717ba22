//! Whether a user is the one that was asked for.

use serde_json::{Map, Value};

/// The user to be created, as the caller asked for it.
pub(super) struct Asked(Map<String, Value>);

impl Asked {
    /// Reads a request body. One that can't be read is never sent.
    pub fn new(body: Option<&str>) -> Self {
        let body = body.and_then(|body| serde_json::from_str(body).ok());
        Self(body.unwrap_or_default())
    }

    pub fn email(&self) -> &str {
        self.0
            .get("email")
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// Whether a user has the email that was asked for.
    pub fn has_email(&self, user: &Value) -> bool {
        is_same_email(self.email(), text(user, "email"))
    }

    /// Whether a user is what was asked for, in every field that was set.
    pub fn is(&self, user: &Value) -> bool {
        self.0.iter().all(|(name, asked)| {
            let is = user.get(name).unwrap_or(&Value::Null);
            match name.as_str() {
                "email" => self.has_email(user),
                // Requests hold the group's guid, responses an object.
                "group" => is.get("guid") == Some(asked),
                // Users can have further roles and features, such as those of other products.
                "roles" => has_all(is, asked, &["slug"]),
                "features" => has_all(is, asked, &["slug", "value"]),
                _ => is_same(is, asked),
            }
        })
    }
}

/// Addresses are compared without case and without white space around them: users log in with them.
fn is_same_email(one: &str, other: &str) -> bool {
    one.trim().eq_ignore_ascii_case(other.trim())
}

/// Whether two values are the same. Services trim names, and fold white space within them.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::String(one), Value::String(other)) => {
            one.split_whitespace().eq(other.split_whitespace())
        }
        _ => one == other,
    }
}

/// Whether a list has an element for each that was asked for, with the same values in `fields`.
fn has_all(list: &Value, asked: &Value, fields: &[&str]) -> bool {
    let has = |asked: &Value| {
        let is_same = |element: &Value| {
            fields
                .iter()
                .all(|field| element.get(field) == asked.get(field))
        };
        list.as_array().is_some_and(|list| list.iter().any(is_same))
    };
    asked.as_array().is_some_and(|asked| asked.iter().all(has))
}

fn text<'a>(object: &'a Value, name: &str) -> &'a str {
    object.get(name).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_the_service_adds_or_trims_makes_no_other_user() {
        let asked = Asked::new(Some(
            r#"{"email":"Arnold@actorsfilms.us","formal_name":" Arnold  Brown ","group":"g",
                "roles":[{"slug":"customer_user"}],"is_available_for_contact":true}"#,
        ));
        let user = |name: &str, contact: bool| {
            json!({
                "email": " arnold@actorsfilms.us", "formal_name": name, "group": { "guid": "g" },
                "roles": [{ "slug": "vrm_admin" }, { "slug": "customer_user", "name": "User" }],
                "is_available_for_contact": contact, "guid": "1",
            })
        };
        assert!(asked.is(&user("Arnold Brown", true)));
        assert!(!asked.is(&user("Arnold Green", true)));
        assert!(!asked.is(&user("Arnold Brown", false)));
    }
}
