//! Schemas of requests, and the check of a request against its schema before it is sent.
//!
//! A *schema* is a table that is generated from the document. A request is *valid* if it has every
//! required field, no unknown field, and values of the documented types and bounds; otherwise it has a
//! *violation*, which names the field. The check reads requests through a `View`, so that the same code checks Rust types
//! and JSON from JavaScript, and neither is converted first.
//!
//! There is no JSON Schema validator here, since those that exist are ten times as large as the whole wasm
//! module, which pages download.

mod check;
mod format;
mod table;
mod view;

#[doc(hidden)]
pub use self::{
    format::Format,
    table::{Field, Kind, Object, Violation},
    view::{Elements, Members, View, Viewed},
};

#[cfg(test)]
#[allow(clippy::indexing_slicing, clippy::unwrap_used)] // a test may fail loudly
mod tests;
