//! Values of the service as the texts of cells.

use serde_json::Value;

/// The text of a value. An object is shown by its identity: for people by name, for programs by
/// their short name or guid.
pub(super) fn text(value: &Value, for_people: bool) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| text(item, for_people)).collect();
            items.join(",")
        }
        Value::Object(members) => {
            let member = |name: &str| {
                members
                    .get(name)
                    .filter(|value| !value.is_null())
                    .map(|value| text(value, for_people))
            };
            if let (Some(slug), Some(setting)) = (member("slug"), member("value")) {
                return format!("{slug}={setting}");
            }
            let order = if for_people {
                ["slug", "name", "guid"]
            } else {
                ["slug", "guid", "name"]
            };
            order
                .iter()
                .find_map(|name| member(name))
                .unwrap_or_else(|| value.to_string())
        }
        other => other.to_string(),
    }
}

/// On one line, and without characters that could control a terminal or end a cell.
pub(super) fn one_line(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\r' | '\t' => ' ',
        // Control characters, and those that reverse the direction of what follows.
        c if c.is_control()
            || matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') =>
        {
            '\u{fffd}'
        }
        c => c,
    };
    text.chars().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn objects_are_shown_by_what_identifies_them() {
        let group = json!({"guid": "g1", "name": "Analytics Team"});
        assert_eq!(text(&group, true), "Analytics Team");
        assert_eq!(text(&group, false), "g1");
        let roles = json!([{"name": "User", "slug": "customer_user"}, {"slug": "vrm_admin"}]);
        assert_eq!(text(&roles, true), "customer_user,vrm_admin");
        let features = json!([{"slug": "wfh-ro", "value": true, "can_update": false}]);
        assert_eq!(text(&features, true), "wfh-ro=true");
        assert_eq!(text(&json!({"other": 1}), true), "{\"other\":1}");
        assert_eq!(text(&json!(null), true), "");
    }

    #[test]
    fn a_name_cannot_control_the_terminal() {
        assert_eq!(
            one_line("a\tb\nc\u{1b}[2Jd\u{202e}e"),
            "a b c\u{fffd}[2Jd\u{fffd}e"
        );
    }
}
