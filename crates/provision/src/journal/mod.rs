//! The journal: what was about to be done and what came of it, one JSON record a line.
//!
//! It is only ever appended to. An intent is durable before its request leaves, so that after a
//! crash every request that may have had an effect is known. A crash can cut the last line short;
//! the next run begins a new line with a `resume` or `plan` record, which tells its reader that
//! the line before may be cut.
//!
//! A journal can hold one run after the other, and then serves as the [`Ledger`] of the account.

mod ledger;

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use self::ledger::{Created, Ledger};
use crate::{Effect, Plan, Timestamp, plan::Status, report::OutcomeKind};

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

/// What became of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The outcome.
    pub outcome: OutcomeKind,
    /// The user's guid, where it is known only now.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub guid: Option<String>,
    /// Why, as the code of a failure, of a guard, or of a circumstance.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub code: Option<String>,
    /// Whether the request took effect, where the outcome alone doesn't say.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub effect: Option<Effect>,
}

impl Outcome {
    pub(crate) fn new(outcome: OutcomeKind) -> Self {
        Self {
            outcome,
            guid: None,
            code: None,
            effect: None,
        }
    }

    pub(crate) fn with_code(mut self, code: impl Into<String>) -> Self {
        self.code = Some(code.into());
        self
    }

    pub(crate) fn with_guid(mut self, guid: Option<String>) -> Self {
        self.guid = guid;
        self
    }

    pub(crate) fn with_effect(mut self, effect: Effect) -> Self {
        self.effect = Some(effect);
        self
    }
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
    fn starts(&self) -> bool {
        matches!(self, Self::Plan { .. } | Self::Resume { .. })
    }

    /// The line, with its end.
    pub fn to_line(&self) -> String {
        let mut line = serde_json::to_string(self).unwrap_or_default();
        line.push('\n');
        line
    }
}

/// A journal that was read.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    runs: Vec<Run>,
    /// Whether the last line has no end, so that the next record must begin a new one.
    pub(crate) open_line: bool,
}

/// One run of a journal.
#[derive(Clone, Debug)]
pub struct Run {
    /// The plan.
    pub plan: Plan,
    /// Whether it is over.
    pub ended: bool,
    /// What is known of each item, by its number.
    pub(crate) items: Vec<Trace>,
}

/// What the journal says of an item.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Trace {
    /// Nothing, or that a request had no effect.
    #[default]
    Untouched,
    /// A request was about to be sent, and nobody knows whether it was.
    Intended(Timestamp),
    /// It is known what became of it.
    Done(Timestamp, Outcome),
}

/// A journal that can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub message: String,
}

impl fmt::Display for JournalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {} of the journal: {}", self.line, self.message)
    }
}

impl std::error::Error for JournalError {}

impl Journal {
    /// Reads a journal, from its first byte.
    ///
    /// # Errors
    /// When a line is damaged that no crash can have cut short.
    pub fn read(bytes: &[u8]) -> Result<Self, JournalError> {
        let mut journal = Self {
            runs: Vec::new(),
            open_line: bytes.last().is_some_and(|byte| *byte != b'\n'),
        };
        let mut cut: Option<usize> = None;
        let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
        for (index, line) in lines.iter().enumerate() {
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let number = index + 1;
            let fault = |line, message: String| Err(JournalError { line, message });
            let record = match serde_json::from_slice::<Record>(line) {
                Ok(record) => record,
                // Perhaps cut by a crash: what follows it decides. A crash can hit the record
                // after it as well.
                Err(_) if may_be_cut(line) => {
                    cut.get_or_insert(number);
                    continue;
                }
                Err(error) => return fault(number, error.to_string()),
            };
            if let Some(damaged) = cut.take().filter(|_| !record.starts()) {
                return fault(
                    damaged,
                    "it is no record, and the run went on after it".to_owned(),
                );
            }
            if let Err(message) = journal.take(record) {
                return fault(number, message);
            }
        }
        Ok(journal)
    }

    fn take(&mut self, record: Record) -> Result<(), String> {
        if let Record::Plan { plan, .. } = record {
            let plan = Plan::from_value(&plan).map_err(|error| error.to_string())?;
            let items = vec![Trace::default(); plan.items.len()];
            self.runs.push(Run {
                plan,
                ended: false,
                items,
            });
            return Ok(());
        }
        let run = self
            .runs
            .last_mut()
            .ok_or("the journal doesn't begin with a plan")?;
        let (item, trace) = match record {
            Record::Plan { .. } => return Ok(()),
            // An ended run goes on when somebody asks for what stayed unresolved.
            Record::Resume { .. } => {
                run.ended = false;
                return Ok(());
            }
            Record::End { .. } => {
                run.ended = true;
                return Ok(());
            }
            Record::Intent { at, item } => (item, Trace::Intended(at)),
            Record::Retry { item, .. } => (item, Trace::Untouched),
            Record::Done { at, item, outcome } => (item, Trace::Done(at, outcome)),
        };
        let planned = run
            .plan
            .items
            .get(item)
            .is_some_and(|item| item.status == Status::Planned);
        let slot = run.items.get_mut(item).filter(|_| planned);
        *slot.ok_or_else(|| format!("the plan has no action {item}"))? = trace;
        Ok(())
    }

    /// The runs, in order.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// The run that isn't over, if the last one isn't.
    pub fn unfinished(&self) -> Option<&Run> {
        self.runs.last().filter(|run| !run.ended)
    }

    pub(crate) fn into_last_run(mut self) -> Option<Run> {
        self.runs.pop()
    }

    /// What all runs together did.
    pub fn ledger(&self) -> Ledger {
        Ledger::of(&self.runs)
    }
}

/// Whether the line is the beginning of a record. Some file systems fill up with NULs what they
/// didn't get to write.
fn may_be_cut(line: &[u8]) -> bool {
    const START: &[u8] = b"{\"record\":\"";
    let written = line.split(|byte| *byte == 0).next().unwrap_or_default();
    written.iter().zip(START).all(|(one, other)| one == other)
}
