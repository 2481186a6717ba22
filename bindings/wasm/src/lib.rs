//! The client `bitsight-users` for JavaScript.
//!
//! Converts requests and outcomes, and decides nothing: policy belongs to the client. Use it through the npm package,
//! which loads it.

mod cancel;
mod client;
mod outcome;
mod pager;
mod panics;
mod request;

pub use cancel::abort;
pub use client::Client;
pub use pager::Pager;
