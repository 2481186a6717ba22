//! A field of an edit: left as it is, cleared, or set.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The effect of an edit on a field. The three differ in the JSON that is sent: absent, `null`, a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Patch<T> {
    /// Not sent: the field stays as it is.
    #[default]
    Unset,
    /// Sent as `null`: the field is cleared, if the service allows that.
    Null,
    /// Sent as this value, which may be an empty list.
    Set(T),
}

impl<T> Patch<T> {
    /// Whether the field is left out.
    pub fn is_unset(&self) -> bool {
        matches!(self, Self::Unset)
    }
}

impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            // An unset field is skipped by its object. On its own it has no form in JSON; `null` is the nearest.
            Self::Unset | Self::Null => serializer.serialize_none(),
            Self::Set(value) => serializer.serialize_some(value),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(|value| value.map_or(Self::Null, Self::Set))
    }
}
