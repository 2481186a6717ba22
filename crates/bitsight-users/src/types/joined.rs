//! Lists in messages.

/// The texts, with a separator between them. `join` of the standard library is compiled once for each type of text, at
/// 1.2 KB each.
pub(crate) fn joined<T: AsRef<str>>(texts: &[T], separator: &str) -> String {
    let mut joined = String::new();
    for text in texts {
        if !joined.is_empty() {
            joined.push_str(separator);
        }
        joined.push_str(text.as_ref());
    }
    joined
}
