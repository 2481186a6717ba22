//! Why a plan couldn't be applied.

use std::{fmt, io};

use bitsight_users_provision::{JournalError, Report, StartError};

/// Why a plan couldn't be applied.
#[derive(Debug)]
#[non_exhaustive]
pub enum RunError {
    /// The plan or the journal doesn't allow it. Nothing was sent.
    Start(StartError),
    /// The journal file can't be opened, locked or read.
    File(io::Error),
    /// The journal can't be written any more. Nothing was sent after that; the next run finds out what became of
    /// requests whose outcome is not in the journal.
    Unwritten {
        /// Why it can't be written.
        error: io::Error,
        /// What was done until then.
        report: Box<Report>,
    },
    /// The journal's content is damaged.
    Journal(JournalError),
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start(error) => error.fmt(f),
            Self::File(error) => write!(f, "the journal file: {error}"),
            Self::Unwritten { error, .. } => write!(f, "the journal can't be written: {error}"),
            Self::Journal(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for RunError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Start(error) => Some(error),
            Self::File(error) | Self::Unwritten { error, .. } => Some(error),
            Self::Journal(error) => Some(error),
        }
    }
}

impl From<StartError> for RunError {
    fn from(error: StartError) -> Self {
        Self::Start(error)
    }
}

impl From<io::Error> for RunError {
    fn from(error: io::Error) -> Self {
        Self::File(error)
    }
}
