//! Reading live values and comparing wanted ones with them.

use crate::prelude::*;

use serde_json::{Map, Value};

use super::kind::{Field, Kind};
use crate::json;

impl Field {
    /// What a user of the service has in this field, reduced to what can be compared; null if
    /// the field is absent or of another type.
    pub(crate) fn live(&self, user: &Map<String, Value>) -> Value {
        let value = user.get(self.name).unwrap_or(&Value::Null);
        match &self.kind {
            Kind::Text { .. } | Kind::Choice { .. } => only(value, Value::is_string),
            Kind::Boolean => only(value, Value::is_boolean),
            Kind::Integer => only(value, Value::is_i64),
            Kind::Reference => match value {
                Value::Object(object) => member(object, "guid").cloned().unwrap_or_default(),
                other => only(other, Value::is_string),
            },
            Kind::One { member: name, .. } => {
                let objects = json::elements(value).iter();
                objects
                    .filter_map(|object| member(object.as_object()?, name))
                    .filter(|slug| slug.is_string())
                    .cloned()
                    .collect()
            }
            Kind::Settings {
                name,
                value: setting,
                ..
            } => {
                let objects = json::elements(value).iter();
                let pairs = objects.filter_map(|object| {
                    let object = object.as_object()?;
                    let slug = member(object, name)?.as_str()?;
                    Some((slug, member(object, setting)?.clone()))
                });
                Value::Object(json::object(pairs))
            }
        }
    }

    /// Whether a live value is what is wanted. White space around a text is no difference, and
    /// neither is a setting's type: `true` and `"true"` both switch it on.
    pub(crate) fn matches(&self, wanted: &Value, live: &Value) -> bool {
        match &self.kind {
            Kind::Text { .. } => match (wanted.as_str(), live.as_str()) {
                (Some(wanted), Some(live)) => wanted.trim() == live.trim(),
                _ => wanted == live,
            },
            Kind::One { .. } => matches_one(wanted, live),
            Kind::Settings { .. } => {
                let is_live = |(slug, setting): (&String, &Value)| {
                    live.get(slug)
                        .is_some_and(|live| setting_text(live) == setting_text(setting))
                };
                wanted
                    .as_object()
                    .is_none_or(|wanted| wanted.iter().all(is_live))
            }
            Kind::Boolean | Kind::Integer | Kind::Choice { .. } | Kind::Reference => wanted == live,
        }
    }

    /// The part of a wanted value that differs from the live one, and what is live in its place:
    /// `(before, after)`. `None` if nothing differs.
    pub(crate) fn change(&self, wanted: &Value, live: &Value) -> Option<(Value, Value)> {
        if self.matches(wanted, live) {
            return None;
        }
        let (Kind::Settings { .. }, Some(wanted)) = (&self.kind, wanted.as_object()) else {
            return Some((live.clone(), wanted.clone()));
        };
        let differing = wanted.iter().filter(|(slug, setting)| {
            live.get(slug.as_str()).map(setting_text) != Some(setting_text(setting))
        });
        let (mut before, mut after) = (Map::new(), Map::new());
        for (slug, setting) in differing {
            let live = live.get(slug).cloned().unwrap_or_default();
            before.insert(slug.clone(), live);
            after.insert(slug.clone(), setting.clone());
        }
        Some((Value::Object(before), Value::Object(after)))
    }

    /// Whether a live value is still what it was when a plan was made: `before` of [`change`](Self::change).
    pub(crate) fn still(&self, before: &Value, live: &Value) -> bool {
        match (&self.kind, before.as_object()) {
            (Kind::Settings { .. }, Some(before)) => before
                .iter()
                .all(|(slug, setting)| live.get(slug).unwrap_or(&Value::Null) == setting),
            (Kind::One { .. }, _) => slugs(before).eq(slugs(live)),
            _ => before == live,
        }
    }
}

/// A user can have several roles while a request carries one, which replaces them all. To have the
/// wanted one among others is enough, unless one of the others is the administrator's: a list that
/// says "user" must not leave an administrator in place.
fn matches_one(wanted: &Value, live: &Value) -> bool {
    let Some(wanted) = wanted.as_str() else {
        return false;
    };
    let mut found = false;
    for slug in slugs(live) {
        found |= slug == wanted;
        if slug == super::kind::ADMIN && wanted != super::kind::ADMIN {
            return false;
        }
    }
    found
}

/// The texts of a live value of [`Kind::One`].
pub(crate) fn slugs(live: &Value) -> impl Iterator<Item = &str> {
    json::elements(live).iter().filter_map(Value::as_str)
}

/// A setting as text, the form in which a boolean and its name are the same.
pub(crate) fn setting_text(setting: &Value) -> String {
    match setting {
        Value::String(text) => text.clone(),
        other => json::canonical(other),
    }
}

/// A member of an object. The service's documentation shows a key with a space in front
/// (`" slug"`), so that white space around keys is no difference.
fn member<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    object.get(name).or_else(|| {
        let mut members = object.iter();
        members
            .find(|(key, _)| key.trim() == name)
            .map(|(_, value)| value)
    })
}

fn only(value: &Value, is: fn(&Value) -> bool) -> Value {
    if is(value) {
        value.clone()
    } else {
        Value::Null
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn field(column: &str) -> &'static Field {
        Field::by_column(column).unwrap()
    }

    #[test]
    fn live_values_are_reduced_to_what_can_be_compared() {
        let user = json!({
            "formal_name": "Arnold Brown",
            "group": {"guid": "g", "name": "Analytics Team"},
            "roles": [{"name": "Group Admin", " slug": "customer_group_admin"}],
            "features": [{"slug": "wfh-ro", "value": true, "can_update": false}],
            "is_available_for_contact": null,
        });
        let user = user.as_object().unwrap();
        assert_eq!(field("formal_name").live(user), "Arnold Brown");
        assert_eq!(field("group").live(user), "g");
        assert_eq!(field("role").live(user), json!(["customer_group_admin"]));
        assert_eq!(field("features").live(user), json!({"wfh-ro": true}));
        assert_eq!(field("contact").live(user), Value::Null);
        assert_eq!(field("friendly_name").live(user), Value::Null);
    }

    #[test]
    fn only_the_settings_that_differ_are_changed() {
        let live = json!({"wfh-ro": "true", "fq-access": true, "other": 1});
        let wanted = json!({"wfh-ro": true, "fq-access": false});
        let (before, after) = field("features").change(&wanted, &live).unwrap();
        assert_eq!(before, json!({"fq-access": true}));
        assert_eq!(after, json!({"fq-access": false}));
    }

    #[test]
    fn a_role_among_others_is_enough_unless_an_administrator_would_stay() {
        let role = field("role");
        assert!(role.matches(
            &json!("customer_user"),
            &json!(["vrm_admin", "customer_user"])
        ));
        assert!(!role.matches(
            &json!("customer_user"),
            &json!(["customer_admin", "customer_user"])
        ));
        assert!(role.matches(
            &json!("customer_admin"),
            &json!(["customer_admin", "customer_user"])
        ));
    }
}
