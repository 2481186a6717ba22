//! The lines of a journal.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Outcome, Timestamp};

/// A line of the journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "snake_case", deny_unknown_fields)]
pub enum Record {
    /// A run begins.
    Plan {
        /// When.
        at: Timestamp,
        /// The plan as JSON, with which the run can go on after a crash.
        plan: Value,
    },
    /// A run goes on that was stopped or killed.
    Resume {
        /// When.
        at: Timestamp,
    },
    /// A request is about to be sent.
    Intent {
        /// When.
        at: Timestamp,
        /// The number of the item in the plan, from 0.
        item: usize,
    },
    /// The request had no effect, and the item waits to be done again.
    Retry {
        /// When.
        at: Timestamp,
        /// The number of the item.
        item: usize,
        /// The code of the failure.
        code: String,
    },
    /// It is known what became of an item.
    Done {
        /// When.
        at: Timestamp,
        /// The number of the item.
        item: usize,
        /// What became of it.
        #[serde(flatten)]
        outcome: Outcome,
    },
    /// The run is over.
    End {
        /// When.
        at: Timestamp,
    },
}

impl Record {
    /// When it was written.
    pub fn at(&self) -> Timestamp {
        match self {
            Self::Plan { at, .. }
            | Self::Resume { at }
            | Self::Intent { at, .. }
            | Self::Retry { at, .. }
            | Self::Done { at, .. }
            | Self::End { at } => *at,
        }
    }

    /// Whether a run begins or goes on with it.
    pub(super) fn starts(&self) -> bool {
        matches!(self, Self::Plan { .. } | Self::Resume { .. })
    }

    /// The line, with its end.
    pub fn to_line(&self) -> String {
        let mut line = serde_json::to_string(self).unwrap_or_default();
        line.push('\n');
        line
    }
}
