#![doc = include_str!("../README.md")]

mod document;
mod json_schema;
mod pointer;
mod position;
mod surrogates;
mod yaml;

pub use document::{Document, DocumentError};
pub use pointer::Pointer;
pub use position::Position;
