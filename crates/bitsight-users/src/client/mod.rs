//! The client and its options.

mod builder;
mod checks;
pub(crate) mod handle;
pub(crate) mod options;
pub mod settings;

pub(crate) mod observer;
pub(crate) mod redact;
pub(crate) mod token;

pub(crate) use self::handle::Shared;
pub use self::{builder::ClientBuilder, handle::Client, options::CallOptions};
