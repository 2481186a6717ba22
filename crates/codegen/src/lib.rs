//! Reads the OpenAPI document of `bitsight-users` and generates what derives from it.
//!
//! [`rust`] and [`typescript`] turn a [`Document`] into sources.

mod generate;
mod model;
mod read;
mod write;

pub use bitsight_users_openapi::{Document, DocumentError};
pub use generate::{File, cli, provision, rust, typescript};
