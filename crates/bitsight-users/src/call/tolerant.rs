//! Decoding of bodies that are not as documented.
//!
//! A body is decoded as it is. Only if that fails is it repaired: an optional field whose value has
//! another JSON type than documented is removed, so that it reads as absent, and the rest is kept. If
//! the field that can't be decoded is a required one, the object that holds it is removed in the same
//! way. A body whose own required fields are missing stays unreadable.
//!
//! Before that, parts that Rust can't represent are replaced (`types::unrepresentable`).

use serde::de::DeserializeOwned;
use serde_json::{Error, Value};
use serde_path_to_error::{Path, Segment};

use crate::types::unrepresentable;

/// How many repairs one body may need. Each decodes the body once more, and repairs the same deviation
/// everywhere, so that this is many more than a service that has changed would need.
const REPAIRS: usize = 100;

/// Decodes a body.
///
/// # Errors
/// What is wrong with the body as it came, if it can't be repaired.
pub(crate) fn from_str<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    representable(text, |text| {
        serde_json::from_str(text).or_else(|error| repaired(text, error).map(|(value, _)| value))
    })
}

/// Decodes a body, and returns it as JSON without what had to be removed.
///
/// # Errors
/// As [`from_str`].
pub(crate) fn repair<T: DeserializeOwned>(text: &str) -> Result<Value, Error> {
    representable(text, |text| match serde_json::from_str::<T>(text) {
        Ok(_) => serde_json::from_str(text),
        Err(error) => repaired::<T>(text, error).map(|(_, value)| value),
    })
}

/// Reads a text. If it isn't JSON to serde_json, reads it without the parts that Rust can't represent.
fn representable<T>(text: &str, read: impl Fn(&str) -> Result<T, Error>) -> Result<T, Error> {
    match read(text) {
        Err(error) if error.is_syntax() => match unrepresentable::without(text) {
            Some(text) => read(&text),
            None => Err(error),
        },
        result => result,
    }
}

fn repaired<T: DeserializeOwned>(text: &str, error: Error) -> Result<(T, Value), Error> {
    // Text that isn't JSON has no fields.
    let value = serde_json::from_str(text).ok();
    let value = value.filter(|_| error.is_data());
    value.and_then(repaired_value).ok_or(error)
}

/// Decodes a value without what can't be decoded, and returns it. `None` if something required is missing.
pub(crate) fn repaired_value<T: DeserializeOwned>(mut value: Value) -> Option<(T, Value)> {
    for _ in 0..REPAIRS {
        match serde_path_to_error::deserialize::<_, T>(&value) {
            Ok(decoded) => return Some((decoded, value)),
            Err(failure) => {
                if !remove(&mut value, failure.path()) {
                    break;
                }
            }
        }
    }
    None
}

/// Removes the field that a path leads to, or the closest one around it. Returns whether there was one.
fn remove(value: &mut Value, path: &Path) -> bool {
    let segments: Vec<_> = path.iter().collect();
    let field = segments
        .iter()
        .rposition(|segment| matches!(segment, Segment::Map { .. }));
    let Some((Segment::Map { key }, parents)) =
        field.and_then(|at| segments.get(..=at)?.split_last())
    else {
        return false;
    };
    let Some(removed) = object_at(value, parents).and_then(|object| object.remove(key)) else {
        return false;
    };
    if is_scalar(&removed) {
        // The same field of the other elements of a list is wrong in the same way.
        remove_alike(value, parents, key, &removed);
    }
    true
}

type Object = serde_json::Map<String, Value>;

fn object_at<'a>(value: &'a mut Value, path: &[&Segment]) -> Option<&'a mut Object> {
    let mut found = value;
    for segment in path {
        found = match segment {
            Segment::Map { key } => found.get_mut(key)?,
            Segment::Seq { index } => found.get_mut(index)?,
            // Of enums, which have no fields here.
            Segment::Enum { .. } | Segment::Unknown => return None,
        };
    }
    found.as_object_mut()
}

/// Removes a field from all objects that a path leads to, whatever its indices, where the field has a
/// value of the same type.
fn remove_alike(value: &mut Value, path: &[&Segment], key: &str, removed: &Value) {
    let Some((first, rest)) = path.split_first() else {
        if let Some(object) = value.as_object_mut()
            && object
                .get(key)
                .is_some_and(|other| is_alike(other, removed))
        {
            object.remove(key);
        }
        return;
    };
    match (first, value) {
        (Segment::Map { key: name }, Value::Object(object)) => {
            if let Some(inner) = object.get_mut(name) {
                remove_alike(inner, rest, key, removed);
            }
        }
        (Segment::Seq { .. }, Value::Array(elements)) => {
            for element in elements {
                remove_alike(element, rest, key, removed);
            }
        }
        _ => {}
    }
}

fn is_scalar(value: &Value) -> bool {
    !value.is_object() && !value.is_array()
}

/// Whether two scalars have the same type. A number is decoded by whether it has a fraction and by its
/// sign.
fn is_alike(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            (one.is_i64(), one.is_u64()) == (other.is_i64(), other.is_u64())
        }
        _ => std::mem::discriminant(one) == std::mem::discriminant(other),
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::unwrap_used)] // a test may fail loudly
mod tests {
    use serde::Deserialize;
    use serde_json::{Map, json};

    use super::*;

    #[derive(Debug, Default, Deserialize, PartialEq)]
    struct Group {
        guid: String,
        name: Option<String>,
        #[serde(flatten)]
        extra: Map<String, Value>,
    }

    #[derive(Debug, Default, Deserialize, PartialEq)]
    struct User {
        guid: String,
        group: Option<Group>,
        logins: Option<i64>,
        roles: Option<Vec<Group>>,
        #[serde(flatten)]
        extra: Map<String, Value>,
    }

    fn user(fields: Value) -> Result<User, Error> {
        from_str(&fields.to_string())
    }

    #[test]
    fn an_optional_field_of_another_type_reads_as_absent() {
        let plain = User {
            guid: "1".to_owned(),
            ..User::default()
        };
        for odd in [
            json!({ "guid": "1", "logins": "many" }),
            json!({ "guid": "1", "logins": 1.5, "group": "g" }),
            json!({ "guid": "1", "logins": u64::MAX, "group": [], "roles": {} }),
            // The group's guid is required, so that there is no group without it.
            json!({ "guid": "1", "group": { "guid": 5 } }),
            json!({ "guid": "1", "group": { "name": "G" } }),
            json!({ "guid": "1", "roles": [{ "guid": "r" }, "admin"] }),
        ] {
            assert_eq!(user(odd.clone()).unwrap(), plain, "{odd}");
        }
        let named = user(json!({ "guid": "1", "group": { "guid": "g", "name": 5, "new": 1 } }));
        let group = named.unwrap().group.unwrap();
        assert_eq!((group.guid.as_str(), group.name), ("g", None));
        assert_eq!(group.extra["new"], 1);
    }

    #[test]
    fn what_is_required_is_not_invented() {
        for missing in [json!({}), json!({ "guid": null }), json!({ "guid": 1 })] {
            assert!(user(missing).is_err());
        }
        let error = user(json!({ "guid": 1, "logins": "many" })).unwrap_err();
        assert!(error.to_string().contains("expected a string"), "{error}");
        assert!(from_str::<User>("{").unwrap_err().is_eof());
    }

    #[test]
    fn a_key_that_is_repeated_counts_by_its_last_value() {
        let twice: User = from_str(r#"{"guid":"1","guid":"2","logins":1,"logins":2}"#).unwrap();
        assert_eq!((twice.guid.as_str(), twice.logins), ("2", Some(2)));
    }

    #[test]
    fn the_same_deviation_in_a_long_list_takes_one_repair() {
        let groups: Vec<Value> = (0..10_000)
            .map(|n| json!({ "guid": n.to_string(), "name": if n % 2 == 0 { json!(n) } else { json!("N") } }))
            .collect();
        let read = user(json!({ "guid": "1", "roles": groups })).unwrap();
        let named = read
            .roles
            .unwrap()
            .into_iter()
            .filter(|group| group.name.is_some());
        assert_eq!(named.count(), 5_000);
    }
}
