//! The objects of the API: those that are sent, and those that come back.

pub(crate) mod open;
pub(crate) mod patch;
pub(crate) mod request;
pub(crate) mod response;
pub(crate) mod timestamp;

pub use crate::generated::{client::types::*, requests::*};
