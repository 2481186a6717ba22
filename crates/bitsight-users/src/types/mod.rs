//! The objects of the API, in requests and in responses.

pub(crate) mod joined;
pub(crate) mod json;
pub(crate) mod open;
pub(crate) mod patch;
pub(crate) mod quota;
pub(crate) mod request;
pub(crate) mod response;
pub(crate) mod timestamp;
pub(crate) mod unrepresentable;

pub use crate::generated::{client::types::*, requests::*};
