//! The objects of the API: those that are sent, and those that come back.

pub use crate::generated::{client::types::*, requests::*};
