//! Headers, methods and statuses of HTTP, in the form of the crate `http`.
//!
//! As much of that crate as reqwest, progenitor's client and this project use in the module. It has no hash table for
//! headers, no table of the names that HTTP defines, and no parser of URIs: a call has some ten headers, and URLs are
//! parsed by JavaScript.

mod error;
pub mod header;
mod method;
pub mod request;
pub mod response;
mod status;
mod text;

pub use error::Error;
pub use header::{HeaderMap, HeaderName, HeaderValue};
pub use method::Method;
pub use request::{Request, Uri};
pub use response::Response;
pub use status::StatusCode;

/// The version of HTTP, which JavaScript doesn't tell. So no value of it exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {}
