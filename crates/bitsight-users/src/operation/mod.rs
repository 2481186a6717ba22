//! What the document says of each operation, as tables, and what an operation is called with.
//!
//! The tables are generated. All that tells operations apart is in them, so that one piece of code
//! checks, sends and repeats every operation.

mod endpoint;
mod input;
mod table;

pub use endpoint::Endpoint;
pub use input::{Arguments, Body, Input, Query};
pub use table::{Expected, Operation, PathKind, PathParameter, Retry, Success};
