//! `bitsight-users`: administers the users of a Bitsight account from the command line.
//!
//! Commands for single operations come from the document: `generated` has a table of them, `operation`
//! explains its terms, and `commands/call` runs them. The other commands are in `commands`.

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
#[cfg(feature = "keyring")]
mod keychain;
mod operation;
mod output;
mod settings;
mod token;

use std::process::ExitCode;

fn main() -> ExitCode {
    // The payload of a panic could hold anything that the program has read.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic
            .location()
            .map(ToString::to_string)
            .unwrap_or_default();
        context::say(&format!("error: a defect of this program, at {place}"));
    }));
    ExitCode::from(commands::run(std::env::args_os().collect()) as u8)
}
