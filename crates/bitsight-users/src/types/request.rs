//! Reading request types from JSON, with the checks that are made before sending.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{
    error::Error,
    schema::{Object, Viewed},
};

/// A request body or a set of query parameters, such as [`NewUser`](crate::NewUser).
pub trait Request: Sealed + Viewed + Serialize + DeserializeOwned {
    /// Reads it from JSON, with every check that sending it makes, but for values that look misspelt: whether
    /// they may be sent is an option of clients and calls.
    ///
    /// # Errors
    /// [`Code::InvalidArgument`](crate::Code::InvalidArgument), with the
    /// [`field`](Error::field) that is missing, misspelt or invalid.
    fn from_json(value: Value) -> Result<Self, Error> {
        // Whether values that look misspelt may be sent is an option of clients and calls.
        Self::SCHEMA.check_allowing_similar(&value)?;
        // A valid value can be read: the table and the type derive from the same schema.
        serde_json::from_value(value).map_err(|error| Error::argument("", error.to_string()))
    }

    /// Makes the checks that sending it makes.
    ///
    /// # Errors
    /// As [`from_json`](Self::from_json).
    fn check(&self) -> Result<(), Error> {
        Ok(Self::SCHEMA.check(self)?)
    }
}

/// The type's schema; also keeps [`Request`] from being implemented elsewhere.
#[doc(hidden)]
pub trait Sealed {
    /// The schema.
    const SCHEMA: &'static Object;
}
