//! The client `bitsight-users` for JavaScript.
//!
//! Converts requests and outcomes, and decides nothing: policy belongs to the client. Use it through the npm package,
//! which loads it.

mod cancel;
mod client;
#[cfg(test)]
mod exports;
mod outcome;
mod pager;
mod panics;
mod request;

pub use cancel::abort;
pub use client::Client;
pub use pager::Pager;

/// A small allocator: that of the standard library takes 2 KB more of the download.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
