//! JSON paths such as `$.roles[0].slug`.

/// The path of a property of the object at `path`.
pub(crate) fn property(path: &str, name: &str) -> String {
    if is_plain(name) {
        format!("{path}.{name}")
    } else {
        // Debug's escapes are JSON's for everything that a field name plausibly holds.
        format!("{path}[{name:?}]")
    }
}

/// The path of an element of the array at `path`.
pub(crate) fn element(path: &str, index: usize) -> String {
    format!("{path}[{index}]")
}

fn is_plain(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name
            .chars()
            .all(|each| each.is_ascii_alphanumeric() || each == '_')
}
