//! JSON pointers (RFC 6901).

use std::{
    borrow::{Borrow, Cow},
    fmt,
    ops::Deref,
};

use percent_encoding::percent_decode_str;

/// A JSON pointer, such as `/paths/~1v2~1users/get`. It dereferences to its text, which
/// `serde_json::Value::pointer` takes.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(String);

impl Pointer {
    /// The pointer to the whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// The pointer that a reference within a document stands for: `#/components/schemas/User`.
    /// A reference is a URI, so that characters in it can be percent-encoded.
    /// `None` for a reference into another document, and for one by an anchor (`#user`).
    pub fn of_reference(reference: &str) -> Option<Self> {
        let text = reference.strip_prefix('#')?;
        if !(text.is_empty() || text.starts_with('/')) {
            return None;
        }
        let text = percent_decode_str(text).decode_utf8().ok()?;
        Some(Self(text.into_owned()))
    }

    /// The pointer to a member of the object at this one. The key is escaped.
    #[must_use]
    pub fn key(mut self, key: &str) -> Self {
        self.0.push('/');
        if key.contains(['~', '/']) {
            self.0.push_str(&key.replace('~', "~0").replace('/', "~1"));
        } else {
            self.0.push_str(key);
        }
        self
    }

    /// The pointer to a member of a member, and so on: [`key`](Self::key) for each.
    #[must_use]
    pub fn keys<'k>(self, keys: impl IntoIterator<Item = &'k str>) -> Self {
        keys.into_iter().fold(self, Self::key)
    }

    /// The pointer to an element of the array at this one.
    #[must_use]
    pub fn index(self, index: usize) -> Self {
        Self(format!("{}/{index}", self.0))
    }

    /// The pointer to the object or array that holds what this one points to; `None` for the root.
    pub fn parent(&self) -> Option<Self> {
        let (parent, _) = self.0.rsplit_once('/')?;
        Some(Self(parent.to_owned()))
    }

    /// The keys and indices from the root on, unescaped.
    pub fn steps(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.0.split('/').skip(1).map(|step| {
            if step.contains('~') {
                Cow::Owned(step.replace("~1", "/").replace("~0", "~"))
            } else {
                Cow::Borrowed(step)
            }
        })
    }

    /// The pointer as the value of a `$ref`.
    pub fn to_reference(&self) -> String {
        format!("#{}", self.0)
    }

    /// The text, with its keys escaped.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A pointer whose keys are already escaped.
impl From<&str> for Pointer {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl Deref for Pointer {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Pointer {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_escaped_and_come_back_as_they_were() {
        let pointer = Pointer::root()
            .keys(["paths", "/v2/~users", "parameters"])
            .index(3);
        assert_eq!(pointer.as_str(), "/paths/~1v2~1~0users/parameters/3");
        let steps: Vec<_> = pointer.steps().collect();
        assert_eq!(steps, ["paths", "/v2/~users", "parameters", "3"]);
        // `~01` is `~1`, and not a slash.
        let pointer = Pointer::root().key("~1");
        assert_eq!(pointer.as_str(), "/~01");
        assert_eq!(pointer.steps().collect::<Vec<_>>(), ["~1"]);
    }

    #[test]
    fn parents_end_at_the_root() {
        let pointer = Pointer::from("/a/b");
        let parent = pointer.parent();
        assert_eq!(parent, Some(Pointer::from("/a")));
        assert_eq!(parent.and_then(|a| a.parent()), Some(Pointer::root()));
        assert_eq!(Pointer::root().parent(), None);
        assert_eq!(Pointer::root().steps().count(), 0);
    }

    #[test]
    fn only_references_within_the_document_have_a_pointer() {
        let reference = "#/components/schemas/User";
        let pointer = Pointer::of_reference(reference);
        assert_eq!(pointer, Some(Pointer::from("/components/schemas/User")));
        assert_eq!(
            pointer.map(|pointer| pointer.to_reference()).as_deref(),
            Some(reference)
        );
        assert_eq!(Pointer::of_reference("#"), Some(Pointer::root()));
        let encoded = Pointer::of_reference("#/paths/~1users~1%7Bid%7D");
        assert_eq!(encoded, Some(Pointer::from("/paths/~1users~1{id}")));
        assert_eq!(Pointer::of_reference("other.yaml#/User"), None);
        assert_eq!(Pointer::of_reference("#user"), None);
    }
}
