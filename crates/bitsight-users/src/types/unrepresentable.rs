//! JSON that Rust's types can't hold.
//!
//! A string in JSON can have an escape for half of a surrogate pair, which is no character, and a number
//! can be larger than a 64-bit float. They are replaced, so that they make no body unreadable: the former
//! by the replacement character U+FFFD, the latter by null. The npm package does the same in
//! `module/json.ts`; tests/json.json has examples for both.

use serde::de::IgnoredAny;
use serde_json::Value;

/// The escape for the replacement character.
const REPLACEMENT: &str = "\\ufffd";

/// The length of an escape such as `\ud83d`.
const ESCAPE: usize = 6;

/// A JSON text without such parts; `None` if it has none.
pub(crate) fn without(text: &str) -> Option<String> {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    let mut is_string = false;
    while let Some(first) = rest.chars().next() {
        let (length, replacement) = match first {
            '\\' if is_string => escape(rest),
            '"' => {
                is_string = !is_string;
                (1, None)
            }
            '-' | '0'..='9' if !is_string => number(rest),
            _ => (first.len_utf8(), None),
        };
        let (part, after) = rest.split_at_checked(length)?;
        kept.push_str(replacement.unwrap_or(part));
        rest = after;
    }
    (kept != text).then_some(kept)
}

/// The length of the escape that a text begins with, and what to replace it by. A surrogate pair counts as
/// one escape.
fn escape(text: &str) -> (usize, Option<&'static str>) {
    match surrogate(text) {
        Some(0xD800..0xDC00) if is_low(text.get(ESCAPE..)) => (2 * ESCAPE, None),
        Some(_) => (ESCAPE, Some(REPLACEMENT)),
        None => {
            // A backslash and one character, or the end of a text that isn't JSON.
            let escaped = text.chars().nth(1).map_or(0, char::len_utf8);
            (1 + escaped, None)
        }
    }
}

fn is_low(text: Option<&str>) -> bool {
    matches!(text.and_then(surrogate), Some(0xDC00..0xE000))
}

/// The surrogate whose escape a text begins with.
fn surrogate(text: &str) -> Option<u16> {
    let hex = text.get(..ESCAPE)?.strip_prefix("\\u")?;
    let unit = u16::from_str_radix(hex, 16).ok()?;
    (0xD800..0xE000).contains(&unit).then_some(unit)
}

/// The length of the number that a text begins with, and what to replace it by.
fn number(text: &str) -> (usize, Option<&'static str>) {
    let is_part = |character: char| matches!(character, '0'..='9' | '.' | 'e' | 'E' | '+' | '-');
    let length = text.find(|character| !is_part(character));
    let length = length.unwrap_or(text.len());
    let number = text.get(..length).unwrap_or_default();
    // Not parsed by std, which would enlarge the WebAssembly module by a second parser of numbers.
    let is_too_large = serde_json::from_str::<IgnoredAny>(number).is_ok()
        && serde_json::from_str::<Value>(number).is_err();
    (length, is_too_large.then_some("null"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)] // a test may fail loudly
mod tests {
    use super::*;

    #[test]
    fn halves_of_pairs_and_numbers_beyond_floats_are_replaced() {
        for (text, wanted) in [
            (r#"["\ud83d\ude00"]"#, None),
            (r#"["\\ud83d", "\"1e400", "\u00e9"]"#, None),
            (r#"[1e308, -1, 0.5E+3, 12345678901234567890]"#, None),
            (r#"["\ud83d"]"#, Some(r#"["\ufffd"]"#)),
            (
                r#"{"\uDE00":"a\ud83d\ud83d\ude00"}"#,
                Some(r#"{"\ufffd":"a\ufffd\ud83d\ude00"}"#),
            ),
            (r#"["\\\ud83d\\ude00"]"#, Some(r#"["\\\ufffd\\ude00"]"#)),
            (
                r#"{"a":1e400,"b":[-1E+400]}"#,
                Some(r#"{"a":null,"b":[null]}"#),
            ),
        ] {
            assert_eq!(without(text).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn texts_that_are_not_json_end_somehow() {
        for text in ["\"\\", "\"\\u", "\"\\ud83", "-", "\\é", "\"\\é", "é\"é"] {
            assert_eq!(without(text), None, "{text}");
        }
    }
}
