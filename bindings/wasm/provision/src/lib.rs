//! Provisioning for JavaScript: the decisions of `bitsight-users-provision`.
//!
//! Everything crosses as text: lists and journals as bytes, the rest as JSON. The npm package sends the requests, keeps
//! the journal and measures the time. Use it through `bitsight-users/provision`, which loads this module.

#![no_std]

extern crate alloc;

mod account;
mod error;
mod journal;
mod run;
mod text;

pub use account::{Account, Reader};
pub use journal::{describe, unfinished};
pub use run::Run;

#[global_allocator]
static ALLOCATOR: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

/// A panic traps, as one of the standard library does here, but no message is made for it: nobody would see it, and the
/// code and the texts for messages take 4 KB of the download.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}
