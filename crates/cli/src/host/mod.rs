//! The parts that differ between the native program and Node.js: files, streams, questions, signals, the journal and
//! the HTTP client. The rest of the crate is the same for both.

#[cfg(not(target_arch = "wasm32"))]
mod native;
#[cfg(target_arch = "wasm32")]
mod node;

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use self::native::{
    client, confirm, help_width, interrupt, is_terminal, line, open_journal, progress, raw_stdout,
    read, secret, stderr, stdin, stdout, terminal_width, variable, write,
};
#[cfg(target_arch = "wasm32")]
pub use self::node::{Host, install};
#[cfg(target_arch = "wasm32")]
pub(crate) use self::node::{
    client, confirm, help_width, interrupt, is_terminal, line, open_journal, progress, raw_stdout,
    read, secret, stderr, stdin, stdout, terminal_width, variable, write,
};

/// For reading without a limit.
pub(crate) const ALL: u64 = u64::MAX;

/// A stream of the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stream {
    /// Its input.
    In = 0,
    /// Its results.
    Out = 1,
    /// Its messages.
    Err = 2,
}

/// Who may read a file that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Readers {
    /// Its owner alone: the file holds personal data.
    Owner,
    /// Whoever the system's defaults allow.
    Default,
}

/// Whether a person can be asked.
pub(crate) fn can_ask() -> bool {
    is_terminal(Stream::In) && is_terminal(Stream::Err)
}
