//! The client `bitsight-users` for JavaScript.
//!
//! Carries requests in and outcomes out, and decides nothing: policy is the client's. Meant to be
//! used through the npm package, which loads it.

mod cancel;
mod client;
mod outcome;
mod pager;
mod panics;
mod request;

pub use cancel::abort;
pub use client::Client;
pub use pager::Pager;
