//! Why a run stopped.

use serde::Serialize;

/// Why a run stopped before everything was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Stop {
    /// The token isn't valid (401).
    Unauthorized,
    /// The token may not do any of it (403 for everything).
    Forbidden,
    /// The account's quota is reached (402).
    QuotaReached,
    /// The service kept refusing for the rate (429).
    RateLimited,
    /// The account couldn't be read.
    Unreadable,
    /// The token belongs to another account than the plan.
    OtherAccount,
    /// The journal can't be written.
    JournalFailed,
    /// Somebody interrupted it.
    Interrupted,
}

impl Stop {
    /// The word for it in reports.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Unauthorized => "unauthorized",
            Self::Forbidden => "forbidden",
            Self::QuotaReached => "quota_reached",
            Self::RateLimited => "rate_limited",
            Self::Unreadable => "account_unreadable",
            Self::OtherAccount => "other_account",
            Self::JournalFailed => "journal_failed",
            Self::Interrupted => "interrupted",
        }
    }
}
