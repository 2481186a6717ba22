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
