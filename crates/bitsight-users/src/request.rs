//! What callers fill in, as a trait: read from JSON with the checks that sending makes.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{Error, rules, rules::Viewed};

/// A request body or a set of query parameters, such as [`NewUser`](crate::NewUser).
pub trait Request: Sealed + Viewed + Serialize + DeserializeOwned {
    /// Reads it from JSON, with every check that sending it makes.
    ///
    /// # Errors
    /// [`Code::InvalidArgument`](crate::Code::InvalidArgument), with the
    /// [`field`](Error::field) that is missing, misspelt, or not as it must be.
    fn from_json(value: Value) -> Result<Self, Error> {
        Self::RULES.check(&value)?;
        // What the rules let pass, the type reads: both derive from the same schema.
        serde_json::from_value(value).map_err(|error| Error::argument("", error.to_string()))
    }

    /// Makes the checks that sending it makes.
    ///
    /// # Errors
    /// As [`from_json`](Self::from_json).
    fn check(&self) -> Result<(), Error> {
        Ok(Self::RULES.check(self)?)
    }
}

/// Where the rules are found; also keeps [`Request`] from being implemented elsewhere.
#[doc(hidden)]
pub trait Sealed {
    /// The rules.
    const RULES: &'static rules::Object;
}
