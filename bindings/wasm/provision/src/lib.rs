//! Provisioning for JavaScript: the decisions of `bitsight-users-provision`.
//!
//! Everything crosses as text: lists and journals as bytes, the rest as JSON. The npm package sends the requests, keeps
//! the journal and measures the time. Use it through `bitsight-users/provision`, which loads this module.

mod account;
mod error;
mod journal;
mod run;
mod text;

pub use account::{Account, Reader};
pub use journal::{describe, unfinished};
pub use run::Run;
