//! The terms that both hosts use.

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
