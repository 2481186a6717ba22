//! The parts that differ between native programs and JavaScript: requests under way, and where the journal is kept.

#[cfg(not(target_arch = "wasm32"))]
mod lock;
#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(target_arch = "wasm32")]
mod wasm;

#[cfg(not(target_arch = "wasm32"))]
pub use self::native::JournalFile;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use self::native::{Requests, call_options};
#[cfg(target_arch = "wasm32")]
pub use self::wasm::JournalFile;
#[cfg(target_arch = "wasm32")]
pub(crate) use self::wasm::{Requests, call_options};
