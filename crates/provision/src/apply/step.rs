//! What passes between a run and its host: steps one way, events the other.

use crate::prelude::*;

use core::time::Duration;

use serde_json::Value;

use crate::{
    Answer, Report, Request, RequestId,
    json::{ToValue, object, serialize},
    time,
};

/// What the host is to do next.
#[derive(Clone, Debug, PartialEq)]
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
        duration: Option<Duration>,
    },
    /// Nothing is left to do.
    Done {
        /// What became of everything.
        report: Box<Report>,
    },
}

impl ToValue for Step {
    fn to_value(&self) -> Value {
        let (step, members) = match self {
            Self::Write { text, durable } => (
                "write",
                vec![("text", text.to_value()), ("durable", durable.to_value())],
            ),
            Self::Send { id, request } => (
                "send",
                vec![("id", id.to_value()), ("request", request.to_value())],
            ),
            Self::Wait { duration } => ("wait", vec![("for_ms", time::milliseconds(*duration))]),
            Self::Done { report } => ("done", vec![("report", report.to_value())]),
        };
        let members = [("step", step.into())].into_iter().chain(members);
        Value::Object(object(members))
    }
}

serialize!(Step);

/// What happened since the last step.
#[derive(Clone, Debug, PartialEq)]
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
