//! Reads the OpenAPI document of `bitsight-users` and generates what derives from it.
//!
//! The document is read once, into a [`Document`] that knows where everything stands in the file.
//! With the feature `generate`, [`rust`] and [`typescript`] turn it into sources.

mod document;
mod json_schema;
mod yaml;

#[cfg(feature = "generate")]
mod generate;
#[cfg(feature = "generate")]
mod model;
#[cfg(feature = "generate")]
mod operations;
#[cfg(feature = "generate")]
mod read;
#[cfg(feature = "generate")]
mod references;
#[cfg(feature = "generate")]
mod requests;
#[cfg(feature = "generate")]
mod responses;
#[cfg(feature = "generate")]
mod rules;
#[cfg(feature = "generate")]
mod shapes;
#[cfg(feature = "generate")]
mod typescript;
#[cfg(feature = "generate")]
mod view;

pub use document::{Document, DocumentError, Position};
#[cfg(feature = "generate")]
pub use generate::{File, rust, typescript};
