//! What is known of an operation beyond its arguments.

/// An operation of the API.
#[derive(Debug)]
pub(crate) struct Operation {
    /// Its name, `create_user`.
    pub id: &'static str,
    /// `POST`
    pub method: &'static str,
    /// The path, with its parameters in braces: what errors and traces name, since the filled-in
    /// one holds guids.
    pub path: &'static str,
    /// What may be repeated after a failure.
    pub retry: Retry,
}

/// What may be repeated after a failure; `x-retry` in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Retry {
    /// Reads: any failure that may pass.
    Safe,
    /// Doing it twice leaves the same state as doing it once.
    Idempotent,
    /// Only what provably had no effect.
    Once,
    /// As `Once`, and whether it took effect is found out by looking.
    Lookup,
}

impl Retry {
    /// Whether a repeat is harmless even if the first took effect.
    pub fn is_repeatable(self) -> bool {
        matches!(self, Self::Safe | Self::Idempotent)
    }

    /// Whether the operation changes nothing.
    pub fn is_read(self) -> bool {
        self == Self::Safe
    }
}
