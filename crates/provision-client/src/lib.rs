#![doc = include_str!("../README.md")]

/// The code of the guide is tested with this crate.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/provisioning.md")]
mod guide {}

mod account;
mod error;
mod platform;
mod run;
mod send;

pub use account::{now, read_account};
pub use error::RunError;
pub use platform::JournalFile;
pub use run::{Interrupt, Run};
