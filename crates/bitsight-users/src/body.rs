//! A success body: the decoded value, and the JSON that it was read from.

use serde::{Deserialize, Deserializer, de::DeserializeOwned, de::Error as _};
use serde_json::value::RawValue;

/// A decoded value beside the exact JSON text that the service sent.
#[derive(Clone, Debug)]
pub struct Body<T> {
    /// The text, as it was sent.
    pub raw: Box<RawValue>,
    /// The same, decoded.
    pub value: T,
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Body<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let value = serde_json::from_str(raw.get()).map_err(D::Error::custom)?;
        Ok(Self { raw, value })
    }
}
