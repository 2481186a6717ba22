//! JSON paths such as `$.roles[0].slug`, and JSON pointers.

/// The path of a property of the object at `path`.
pub(super) fn property(path: &str, name: &str) -> String {
    if is_plain(name) {
        format!("{path}.{name}")
    } else {
        // Debug's escapes are JSON's for everything that a field name plausibly holds.
        format!("{path}[{name:?}]")
    }
}

/// The path of an element of the array at `path`.
pub(super) fn element(path: &str, index: usize) -> String {
    format!("{path}[{index}]")
}

/// A key as it is written in a JSON pointer.
pub(super) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// A step of a JSON pointer as it was before [`escape`].
pub(super) fn unescape(step: &str) -> String {
    step.replace("~1", "/").replace("~0", "~")
}

fn is_plain(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name
            .chars()
            .all(|each| each.is_ascii_alphanumeric() || each == '_')
}
