//! The canonical form of JSON: what hashes are taken of.

use crate::prelude::*;

use serde_json::{Map, Value};

/// The canonical form of a value, as RFC 8785 defines it: no white space, keys in the order of their UTF-16 code units.
/// The numbers here are whole, so that its rules for fractions don't matter.
pub fn canonical(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

/// The canonical form of an object without one of its members.
pub(crate) fn canonical_without(object: &Value, name: &str) -> String {
    let mut out = String::new();
    if let Value::Object(members) = object {
        write_members(members, Some(name), &mut out);
    }
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Array(values) => {
            out.push('[');
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(value, out);
            }
            out.push(']');
        }
        Value::Object(members) => write_members(members, None, out),
        Value::String(text) => write_string(text, out),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Null => out.push_str("null"),
        Value::Number(number) => out.push_str(&number.to_string()),
    }
}

fn write_members(members: &Map<String, Value>, without: Option<&str>, out: &mut String) {
    let members: Vec<_> = members.iter().collect();
    let order = crate::order::of(&members, &|(one, _), (other, _)| {
        one.encode_utf16().cmp(other.encode_utf16())
    });
    out.push('{');
    let mut first = true;
    for (key, value) in order {
        if Some(key.as_str()) == without {
            continue;
        }
        if !first {
            out.push(',');
        }
        first = false;
        write_string(key, out);
        out.push(':');
        write(value, out);
    }
    out.push('}');
}

/// serde_json escapes as RFC 8785 wants it.
fn write_string(text: &str, out: &mut String) {
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_are_sorted_and_nothing_is_between_them() {
        let value = json!({"b": [1, {"z": null, "y": "é\n\u{1}"}], "a": true});
        assert_eq!(
            canonical(&value),
            "{\"a\":true,\"b\":[1,{\"y\":\"é\\n\\u0001\",\"z\":null}]}"
        );
    }

    #[test]
    fn keys_are_in_the_order_of_utf_16() {
        // U+10000 is written with surrogates, which come before U+FFFD.
        let value = json!({"\u{fffd}": 1, "\u{10000}": 2});
        assert_eq!(canonical(&value), "{\"\u{10000}\":2,\"\u{fffd}\":1}");
    }
}
