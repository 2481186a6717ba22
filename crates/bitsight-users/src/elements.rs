//! The elements of a page, each as the text that it was sent as.
//!
//! Serde's own way to such texts brings code into the wasm module that a page would download.

use serde::de::IgnoredAny;
use serde_json::Value;

/// The elements of a page that was found to be as documented; none if it wasn't.
pub(crate) fn elements(page: &str) -> Vec<&str> {
    let mut elements = Vec::new();
    read(page, &mut elements);
    elements
}

fn read<'a>(page: &'a str, elements: &mut Vec<&'a str>) -> Option<()> {
    let mut rest = after(page, '{')?;
    loop {
        let (name, behind) = value(rest)?;
        rest = after(behind, ':')?;
        let name: Value = serde_json::from_str(name).ok()?;
        if name.as_str() == Some("results") {
            break;
        }
        rest = after(value(rest)?.1, ',')?;
    }
    rest = after(rest, '[')?;
    loop {
        let (element, behind) = value(rest)?;
        elements.push(element);
        rest = after(behind, ',')?;
    }
}

/// The text behind a character, white space before that passed over.
fn after(text: &str, expected: char) -> Option<&str> {
    text.trim_ascii_start().strip_prefix(expected)
}

/// The value that a text begins with, and what is behind it.
fn value(text: &str) -> Option<(&str, &str)> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    values.next()?.ok()?;
    let (value, behind) = text.split_at_checked(values.byte_offset())?;
    Some((value.trim_ascii(), behind))
}

#[cfg(test)]
mod tests {
    use super::elements;

    #[test]
    fn elements_are_as_they_were_sent_and_what_is_no_page_has_none() {
        let page = r#" {"count":1, "a": {"results":[0]}, "r\u0065sults" : [ {"b":1.50, "a":"\u00e9,]"} ,2, []],"links":{}}"#;
        let sent = [r#"{"b":1.50, "a":"\u00e9,]"}"#, "2", "[]"];
        assert_eq!(elements(page), sent);
        for text in [
            "",
            "[]",
            "{}",
            "5",
            "\"a\"",
            "null",
            r#"{"results":{}}"#,
            r#"{"results":[]}"#,
        ] {
            assert!(elements(text).is_empty(), "{text}");
        }
    }
}
