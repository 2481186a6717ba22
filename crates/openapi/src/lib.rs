#![doc = include_str!("../README.md")]

mod document;
mod json_schema;
mod pointer;
mod surrogates;
mod yaml;

pub use document::{Document, DocumentError, Position};
pub use pointer::Pointer;
