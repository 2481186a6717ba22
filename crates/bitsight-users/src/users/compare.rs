//! The comparison of a user with the request to create one.

use serde_json::Value;

use crate::{platform::find, types::json};

/// The user to be created, as the caller asked for it.
pub(super) struct Asked<'a> {
    /// The request body. Only a look-up needs all of it.
    body: &'a str,
    email: String,
}

impl<'a> Asked<'a> {
    /// Reads a request body. One that can't be read is never sent.
    pub fn new(body: Option<&'a str>) -> Self {
        let body = body.unwrap_or_default();
        let email = match only_email(body) {
            Some(email) => Some(email.to_owned()),
            None => json::string(body, "email"),
        };
        Self {
            body,
            email: email.unwrap_or_default(),
        }
    }

    pub fn email(&self) -> &str {
        &self.email
    }

    /// An email alone.
    pub fn of_email(email: &str) -> Self {
        Self {
            body: "",
            email: email.trim().to_owned(),
        }
    }

    /// Whether a user has the email that was asked for.
    pub fn has_email(&self, user: &Value) -> bool {
        is_same_email(&self.email, text(user, "email"))
    }

    /// The same of a user's JSON; `None` if it can't be read.
    pub fn json_has_email(&self, user: &str) -> Option<bool> {
        if only_email(user) == Some(&self.email) {
            return Some(true);
        }
        match json::string(user, "email") {
            Some(email) => Some(is_same_email(&self.email, &email)),
            // Valid JSON without an email is another answer than the one that was asked for.
            None => json::is_json(user).then_some(false),
        }
    }

    /// Whether a user agrees with the request in every field that was set.
    pub fn is(&self, user: &Value) -> bool {
        self.differences(user).is_empty()
    }

    /// The fields of the request in which a user differs from it. Those that weren't set aren't compared.
    pub fn differences(&self, user: &Value) -> Vec<String> {
        let asked: Value = serde_json::from_str(self.body).unwrap_or_default();
        let fields = asked.as_object().into_iter().flatten();
        let different = fields.filter(|(name, asked)| {
            let is = user.get(*name).unwrap_or(&Value::Null);
            !match name.as_str() {
                "email" => self.has_email(user),
                // Requests hold the group's guid, responses an object.
                "group" => is.get("guid") == Some(asked),
                // Users can have further roles and features, such as those of other products.
                "roles" => has_all(is, asked, &["slug"]),
                "features" => has_all(is, asked, &["slug", "value"]),
                _ => is_same(is, asked),
            }
        });
        different.map(|(name, _)| name.clone()).collect()
    }
}

/// The value of the one field `email` in a user's JSON, by text search: parsing a request and a response once more
/// would take a tenth of a create's instructions. `None` if it takes a parser to know.
fn only_email(user: &str) -> Option<&str> {
    const NAME: &str = "\"email\"";
    let value = user.get(find(user, NAME)? + NAME.len()..)?;
    if find(value, NAME).is_some() {
        return None;
    }
    let value = value.trim_ascii_start().strip_prefix(':')?;
    let value = value.trim_ascii_start().strip_prefix('"')?;
    let (email, _) = value.split_once('"')?;
    // What an escape stands for is the parser's to say.
    (!email.as_bytes().contains(&b'\\')).then_some(email)
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
    fn an_email_is_found_with_and_without_a_parser() {
        let asked = Asked::new(Some(r#"{"email":"a@example.com"}"#));
        for (user, has) in [
            (r#"{"guid":"1","email":"a@example.com"}"#, Some(true)),
            (r#"{"email" : "a@example.com"}"#, Some(true)),
            (r#"{"email":"A@example.com"}"#, Some(true)),
            (r#"{"email":"\u0061@example.com"}"#, Some(true)),
            (r#"{"note":"email","email":"a@example.com"}"#, Some(true)),
            (
                r#"{"note":"\"email\"","email":"a@example.com"}"#,
                Some(true),
            ),
            (r#"{"email":"aa@example.com"}"#, Some(false)),
            (r#"{"email":"a@example.com.us"}"#, Some(false)),
            (r#"{"email":null}"#, Some(false)),
            ("{}", Some(false)),
            ("<html>", None),
        ] {
            assert_eq!(asked.json_has_email(user), has, "{user}");
        }
    }

    #[test]
    fn the_email_that_was_asked_for_is_read_with_and_without_a_parser() {
        for (body, email) in [
            (
                r#"{"formal_name":"A","email":"a@example.com"}"#,
                "a@example.com",
            ),
            (r#"{"email":"a\"b@example.com"}"#, "a\"b@example.com"),
            (r#"{"email":"\u0061@example.com"}"#, "a@example.com"),
            (
                r#"{"formal_name":"email","email":"a@example.com"}"#,
                "a@example.com",
            ),
            (r#"{"formal_name":"email"}"#, ""),
            ("", ""),
        ] {
            assert_eq!(Asked::new(Some(body)).email(), email, "{body}");
        }
    }

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
        assert_eq!(
            asked.differences(&user("Arnold Green", false)),
            ["formal_name", "is_available_for_contact"]
        );
    }
}
