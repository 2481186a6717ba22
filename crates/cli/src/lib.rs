//! `bitsight-users`: administers the users of a Bitsight account from the command line.
//!
//! Commands for single operations come from the document: `generated` has a table of them, `operation`
//! explains its terms, `commands/flags` makes their command lines, and `commands/call` runs them. The other
//! commands are in `commands`. `host` has the parts that differ between the native program and Node.js; the npm
//! package runs the same commands.

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)
)]

mod ask;
mod commands;
mod context;
mod exit;
mod failure;
mod generated;
mod host;
#[cfg(feature = "keyring")]
mod keychain;
mod operation;
mod output;
mod settings;
mod token;

pub use commands::run;
pub use context::report_panics;
#[cfg(target_arch = "wasm32")]
pub use host::{Host, install};
