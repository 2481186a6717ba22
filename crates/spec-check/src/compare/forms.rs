//! The form of values: times as they are documented, guids as UUIDs.

use crate::document::schema::Schema;
use crate::finding::{Difference, Findings, Kind};

/// Reports a time that isn't of the documented form.
pub(crate) fn time(
    findings: &mut Findings<'_>,
    source: &str,
    schema: &Schema<'_>,
    text: &str,
    path: &str,
) {
    if schema.is_called("Timestamp") && !matches(text, "dddd-dd-ddTdd:dd:ddZ") {
        findings.add(Difference {
            kind: Kind::FormUndocumented,
            path,
            expected: "a time of the documented form YYYY-MM-DDTHH:MM:SSZ".to_owned(),
            found: format!("{text:?}"),
            source,
            pointer: schema.place(),
        });
    }
}

/// Reports a guid that doesn't look like a UUID.
pub(crate) fn guid(
    findings: &mut Findings<'_>,
    source: &str,
    schema: &Schema<'_>,
    name: &str,
    text: &str,
    path: &str,
) {
    let is_guid = name == "guid" || name.ends_with("_guid");
    if is_guid && !matches(text, "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh") {
        findings.add(Difference {
            kind: Kind::GuidNotUuid,
            path,
            expected: "a guid in the form of a UUID".to_owned(),
            found: format!("{text:?}"),
            source,
            pointer: schema.place(),
        });
    }
}

/// `d` stands for a digit, `h` for a hexadecimal one, anything else for itself.
fn matches(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text
            .chars()
            .zip(form.chars())
            .all(|(each, form)| match form {
                'd' => each.is_ascii_digit(),
                'h' => each.is_ascii_hexdigit(),
                form => each == form,
            })
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn forms_are_matched_exactly() {
        let time = "dddd-dd-ddTdd:dd:ddZ";
        assert!(matches("2020-02-02T20:20:20Z", time));
        assert!(!matches("2020-05-18T17:57:54.400803Z", time));
        assert!(!matches("2024-04-01 12:34:56", time));
        assert!(matches("1b-F", "hh-h"));
        assert!(!matches("1b-g", "hh-h"));
    }
}
