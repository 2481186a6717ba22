//! Reads the OpenAPI document of `bitsight-users` and generates what derives from it.
//!
//! [`rust`] and [`typescript`] turn a [`Document`] into sources.

mod generate;
mod model;
mod operations;
mod read;
mod references;
mod requests;
mod responses;
mod rules;
mod shapes;
mod typescript;
mod view;

pub use bitsight_users_openapi::{Document, DocumentError};
pub use generate::{File, rust, typescript};
