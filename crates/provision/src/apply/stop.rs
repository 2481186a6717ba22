//! Why a run stopped.

use crate::json::words;

words! {
    /// Why a run stopped before everything was done.
    #[derive(Clone, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum Stop {
        /// The token isn't valid (401).
        Unauthorized = "unauthorized",
        /// The token may not do any of it (403 for everything).
        Forbidden = "forbidden",
        /// The account's quota is reached (402).
        QuotaReached = "quota_reached",
        /// The service kept refusing for the rate (429).
        RateLimited = "rate_limited",
        /// The account couldn't be read.
        Unreadable = "unreadable",
        /// The token belongs to another account than the plan.
        OtherAccount = "other_account",
        /// The journal can't be written.
        JournalFailed = "journal_failed",
        /// Somebody interrupted it.
        Interrupted = "interrupted",
    }
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
