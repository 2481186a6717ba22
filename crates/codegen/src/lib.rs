//! Reads the OpenAPI document of `bitsight-users` and generates what derives from it.
//!
//! The document is read once, into a [`Document`] that knows where everything stands in the file.
//! With the feature `generate`, [`generate`] turns it into Rust and TypeScript sources.

mod document;
mod json_schema;
mod yaml;

pub use document::{Document, DocumentError, Position};
