//! One user, kept as the JSON that the API shows, so that a seed can hold any value.

use serde_json::{Map, Value, json};

/// Fields that only `list_users` is documented to show.
const LISTED_ONLY: [&str; 3] = [
    "landing_page",
    "preferred_contact_for_entities",
    "mfa_status",
];

/// A user's fields, in the documented order.
#[derive(Clone, Debug)]
pub(crate) struct User(Map<String, Value>);

impl User {
    /// A newly added user.
    pub(crate) fn new(guid: String, joined_time: String, group: Value) -> Self {
        let fields = json!({
            "guid": guid,
            "friendly_name": "",
            "formal_name": "",
            "email": "",
            "group": group,
            "landing_page": "DEFAULT",
            "status": "Created",
            "last_login_time": null,
            "joined_time": joined_time,
            "roles": [role("customer_user")],
            "is_available_for_contact": false,
            "is_company_api_token": false,
            "features": default_features(),
            "preferred_contact_for_entities": [],
            "mfa_status": "Not Enabled",
        });
        match fields {
            Value::Object(fields) => Self(fields),
            _ => Self(Map::new()),
        }
    }

    /// As `list_users` shows the user.
    pub(crate) fn listed(&self) -> Value {
        Value::Object(self.0.clone())
    }

    /// As all other operations show the user.
    pub(crate) fn single(&self) -> Value {
        let fields = self
            .0
            .iter()
            .filter(|(name, _)| !LISTED_ONLY.contains(&name.as_str()));
        Value::Object(
            fields
                .map(|(name, value)| (name.clone(), value.clone()))
                .collect(),
        )
    }

    pub(crate) fn guid(&self) -> &str {
        self.text("guid")
    }

    /// A field that holds text; empty if it doesn't.
    pub(crate) fn text(&self, field: &str) -> &str {
        self.0
            .get(field)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    pub(crate) fn get(&self, field: &str) -> Option<&Value> {
        self.0.get(field)
    }

    pub(crate) fn set(&mut self, field: &str, value: impl Into<Value>) {
        self.0.insert(field.to_owned(), value.into());
    }

    pub(crate) fn has_email(&self, email: &str) -> bool {
        self.text("email").to_lowercase() == email.to_lowercase()
    }

    /// Whether the user is the preferred contact for a company.
    pub(crate) fn is_preferred_contact(&self) -> bool {
        let entities = self.0.get("preferred_contact_for_entities");
        let entities = entities.and_then(Value::as_array);
        entities.is_some_and(|entities| !entities.is_empty())
    }

    /// All values at a path such as `status` or `roles.slug`, which goes into each element of an
    /// array. `None` if there is no such field.
    pub(crate) fn at(&self, path: &str) -> Option<Vec<&Value>> {
        let mut parts = path.split('.');
        let mut found = vec![self.0.get(parts.next()?)?];
        for part in parts {
            let elements = found.into_iter().flat_map(|value| match value {
                Value::Array(elements) => elements.iter().collect(),
                other => vec![other],
            });
            found = elements.filter_map(|element| element.get(part)).collect();
            if found.is_empty() {
                return None;
            }
        }
        Some(found)
    }

    /// Sets features one by one; those that aren't mentioned stay.
    pub(crate) fn set_features(&mut self, settings: &[Value]) {
        let Some(Value::Array(features)) = self.0.get_mut("features") else {
            return;
        };
        for setting in settings {
            let (slug, value) = (&setting["slug"], &setting["value"]);
            match features.iter_mut().find(|feature| feature["slug"] == *slug) {
                Some(Value::Object(feature)) => {
                    feature.insert("value".to_owned(), value.clone());
                }
                _ => features.push(json!({ "slug": slug, "value": value, "can_update": true })),
            }
        }
    }
}

/// The features that every user has: switched off, and up to the user.
pub(crate) fn default_features() -> Value {
    json!([{ "slug": "wfh-ro", "value": false, "can_update": true }])
}

/// A role as responses show it.
pub(crate) fn role(slug: &str) -> Value {
    json!({ "name": role_name(slug), "slug": slug })
}

/// The name of a role. The list of roles is open: unknown ones are named after their slug.
fn role_name(slug: &str) -> String {
    let words = slug.strip_prefix("customer_").unwrap_or(slug).split('_');
    let capitalised = words.map(|word| {
        let mut letters = word.chars();
        let first = letters
            .next()
            .map(|letter| letter.to_uppercase().to_string());
        first.unwrap_or_default() + letters.as_str()
    });
    capitalised.collect::<Vec<_>>().join(" ")
}
