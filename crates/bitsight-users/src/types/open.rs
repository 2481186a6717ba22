//! Enums that may grow: known values are variants, unknown ones keep their text.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// One of the known values `T`, or another that the service has added since.
///
/// Reads and writes as the plain string. A value that `T` knows is never held as
/// [`Other`](Self::Other), if it was made by [`from`](From::from) or by reading.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Open<T> {
    /// A value that the document lists.
    Known(T),
    /// A value that it doesn't list, as sent.
    Other(String),
}

/// A list of known values; generated code says which types are.
#[doc(hidden)]
pub trait Known: for<'a> TryFrom<&'a str> + fmt::Display {}

impl<T> Open<T> {
    /// The known value, if it is one.
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(known) => Some(known),
            Self::Other(_) => None,
        }
    }
}

impl<T: PartialEq> PartialEq<T> for Open<T> {
    fn eq(&self, other: &T) -> bool {
        self.known() == Some(other)
    }
}

impl<T: fmt::Display> fmt::Display for Open<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(known) => known.fmt(f),
            Self::Other(other) => f.write_str(other),
        }
    }
}

impl<T: Known> From<T> for Open<T> {
    fn from(known: T) -> Self {
        Self::Known(known)
    }
}

impl<T: Known> From<&str> for Open<T> {
    fn from(value: &str) -> Self {
        T::try_from(value).map_or_else(|_| Self::Other(value.to_owned()), Self::Known)
    }
}

impl<T: Known> From<String> for Open<T> {
    fn from(value: String) -> Self {
        T::try_from(&value)
            .ok()
            .map_or(Self::Other(value), Self::Known)
    }
}

impl<T: Serialize> Serialize for Open<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Known(known) => known.serialize(serializer),
            Self::Other(other) => serializer.serialize_str(other),
        }
    }
}

impl<'de, T: Known> Deserialize<'de> for Open<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}
