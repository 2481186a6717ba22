//! Headers.

mod map;
mod name;
mod value;

pub use map::{Entry, HeaderMap, OccupiedEntry, VacantEntry};
pub use name::{
    ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HeaderName, RETRY_AFTER, USER_AGENT,
};
pub use value::{HeaderValue, ToStrError};

/// Why a text is no value of a header.
pub type InvalidHeaderValue = crate::Error;
