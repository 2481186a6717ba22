//! The parts that differ between the native program and Node.js: files, streams, questions, signals, the journal and
//! the HTTP client. The rest of the crate is the same for both.

mod parts;

#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(target_arch = "wasm32")]
mod node;

pub(crate) use self::parts::{ALL, Readers, Stream};

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use self::native::{
    client, confirm, help_width, interrupt, is_same_file, is_terminal, line, open_journal,
    progress, raw_stdout, read, secret, stderr, stdin, stdout, terminal_width, variable, write,
};
#[cfg(target_arch = "wasm32")]
pub use self::node::{Host, install};
#[cfg(target_arch = "wasm32")]
pub(crate) use self::node::{
    client, confirm, help_width, interrupt, is_same_file, is_terminal, line, open_journal,
    progress, raw_stdout, read, secret, stderr, stdin, stdout, terminal_width, variable, write,
};

/// Whether a person can be asked.
pub(crate) fn can_ask() -> bool {
    is_terminal(Stream::In) && is_terminal(Stream::Err)
}
