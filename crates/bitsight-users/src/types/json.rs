//! JSON as text: parts of a document as they were written.
//!
//! Decoding into types is left to what needs the values. It brings the printing of any value, floating-point numbers
//! included, for its error messages, which would make the WebAssembly module a twentieth larger.

use serde::de::IgnoredAny;
use serde_json::{Deserializer, Value};

use super::unrepresentable;

/// The value of a text, without parts that [`Value`] can't hold; null if it can't be read.
pub(crate) fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| {
        let text = unrepresentable::without(text);
        text.and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default()
    })
}

/// Whether a text is JSON.
pub(crate) fn is_json(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// The texts of the elements of an array; `None` if it is none.
pub(crate) fn elements(array: &str) -> Option<impl Iterator<Item = &str>> {
    array.trim_ascii_start().strip_prefix('[').map(Parts)
}

/// The text of a member of an object. If several have the name, it is the last one, as for `JSON.parse`.
pub(crate) fn member<'a>(object: &'a str, name: &str) -> Option<&'a str> {
    find(object, name).map(|(value, _)| value)
}

/// An object with the value of a member replaced.
pub(crate) fn with_member(object: &str, name: &str, value: &str) -> Option<String> {
    let (old, end) = find(object, name)?;
    let before = object.get(..end.checked_sub(old.len())?)?;
    let behind = object.get(end..)?;
    Some(format!("{before}{value}{behind}"))
}

/// The text of a member, and where it ends in the object.
fn find<'a>(object: &'a str, name: &str) -> Option<(&'a str, usize)> {
    let mut parts = Parts(object.trim_ascii_start().strip_prefix('{')?);
    let mut found = None;
    while let (Some(key), Some(value)) = (parts.next(), parts.next()) {
        if is_key(key, name) {
            found = Some((value, object.len() - parts.0.len()));
        }
    }
    found
}

/// The value of a member that is a string.
pub(crate) fn string(object: &str, name: &str) -> Option<String> {
    match value(member(object, name)?) {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// The value of a member that is an integer.
pub(crate) fn integer(object: &str, name: &str) -> Option<i64> {
    let value: Value = serde_json::from_str(member(object, name)?).ok()?;
    value.as_i64()
}

fn is_key(text: &str, name: &str) -> bool {
    let quoted = text
        .strip_prefix('"')
        .and_then(|text| text.strip_suffix('"'));
    quoted == Some(name)
        // An escape can stand for any character.
        || (text.as_bytes().contains(&b'\\')
            && serde_json::from_str::<Value>(text).is_ok_and(|key| key.as_str() == Some(name)))
}

/// The values of an array, or the keys and values of an object in turn, from behind its bracket on.
struct Parts<'a>(&'a str);

impl<'a> Iterator for Parts<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let text = self.0.trim_start_matches([' ', '\t', '\r', '\n', ',', ':']);
        let mut values = Deserializer::from_str(text).into_iter::<IgnoredAny>();
        values.next()?.ok()?;
        let (part, rest) = text.split_at_checked(values.byte_offset())?;
        self.0 = rest;
        Some(part)
    }
}

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::unwrap_used)] // a test may fail loudly
mod tests {
    use super::*;

    const PAGE: &str = r#" { "count" : 2,"links":{"next":null},
        "results": [ {"guid":"a","n":[1.50,{"x":"]}\""}]} , {"g\u0075id":"b"},7, true ] , "count":-3 }"#;

    #[test]
    fn parts_are_as_they_were_written() {
        let results = member(PAGE, "results").unwrap();
        let results: Vec<_> = elements(results).unwrap().collect();
        assert_eq!(
            results,
            [
                r#"{"guid":"a","n":[1.50,{"x":"]}\""}]}"#,
                r#"{"g\u0075id":"b"}"#,
                "7",
                "true"
            ]
        );
        assert_eq!(string(results[0], "guid").as_deref(), Some("a"));
        assert_eq!(string(results[1], "guid").as_deref(), Some("b"));
        assert_eq!(member(PAGE, "links"), Some(r#"{"next":null}"#));
        let shorter = with_member(PAGE, "links", "7").unwrap();
        assert_eq!(shorter, PAGE.replace(r#"{"next":null}"#, "7"));
        assert_eq!(with_member(PAGE, "guid", "7"), None);
        assert_eq!(integer(PAGE, "count"), Some(-3));
    }

    #[test]
    fn what_is_missing_or_of_another_type_is_none() {
        assert_eq!(member(PAGE, "guid"), None);
        assert_eq!(string(PAGE, "count"), None);
        assert_eq!(integer(PAGE, "results"), None);
        assert!(elements(PAGE).is_none());
        for text in ["", "[1]", "7", "{", r#"{"a"}"#, "null"] {
            assert_eq!(member(text, "a"), None, "{text}");
        }
        assert!(is_json(PAGE) && !is_json("{") && !is_json("") && !is_json("1 2"));
        assert_eq!(elements("[]").unwrap().count(), 0);
    }
}
