//! What passes between a run and its host: steps one way, events the other.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{Answer, Report, Request, RequestId};

/// What the host is to do next.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// Append this to the journal, and report [`Event::Written`] once it is there to stay. Until
    /// then there are no other steps than to wait.
    Write {
        /// Whole lines.
        text: String,
        /// Whether it has to survive a crash of the machine before the next step (fsync).
        durable: bool,
    },
    /// Send this request, and go on without waiting for its answer.
    Send {
        /// To be handed back with the answer.
        id: RequestId,
        /// What to send.
        request: Request,
    },
    /// Wait for an answer, or for so long if that is sooner.
    Wait {
        /// The longest time; `None` if only an answer helps.
        #[serde(with = "crate::time::milliseconds::optional", rename = "for_ms")]
        duration: Option<Duration>,
    },
    /// Nothing is left to do.
    Done {
        /// What became of everything.
        report: Box<Report>,
    },
}

/// What happened since the last step.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// Nothing but time.
    Continue,
    /// The journal holds what the last [`Step::Write`] said.
    Written,
    /// The journal couldn't be written. Nothing more is sent.
    WriteFailed,
    /// A request was answered, or failed.
    Answered {
        /// The request.
        id: RequestId,
        /// What came of it.
        answer: Answer,
    },
    /// Somebody wants to stop: finish what is under way. A second time: leave at once.
    Interrupt,
}

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
