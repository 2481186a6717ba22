//! Canonical JSON and SHA-256.
//!
//! Canonical means RFC 8785: no white space, keys in the order of their UTF-16 code units. The
//! numbers here are whole, so that its rules for fractions don't matter. `serde_json` sorts keys
//! or keeps their order, depending on what else is built with it; hence the sorting here.

use serde_json::Value;
use sha2::{Digest, Sha256};

/// The SHA-256 of bytes, in hexadecimal.
pub(crate) fn of(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digest = Sha256::digest(bytes);
    let digit = |nibble: u8| {
        DIGITS
            .get(usize::from(nibble))
            .copied()
            .map_or('0', char::from)
    };
    digest
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

/// The SHA-256 of a value's canonical form.
pub(crate) fn of_json(value: &Value) -> String {
    of(canonical(value).as_bytes())
}

/// The canonical form of a value.
pub(crate) fn canonical(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
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
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by(|(one, _), (other, _)| one.encode_utf16().cmp(other.encode_utf16()));
            out.push('{');
            for (index, (key, value)) in members.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_string(key, out);
                out.push(':');
                write(value, out);
            }
            out.push('}');
        }
        Value::String(text) => write_string(text, out),
        Value::Null | Value::Bool(_) | Value::Number(_) => out.push_str(&value.to_string()),
    }
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
    fn the_hash_is_that_of_the_standard() {
        assert_eq!(
            of(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
