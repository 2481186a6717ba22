//! A table of each operation of the document, and the arguments of an operation.
//!
//! The tables are generated. They hold all differences between operations, so that the same code checks,
//! sends and repeats every operation.

mod endpoint;
mod input;
mod table;

pub use endpoint::Endpoint;
pub use input::{Arguments, Body, Input, Query};
pub use table::{Expected, Operation, PathKind, PathParameter, Retry, Success};
