//! Reading a journal.

use crate::prelude::*;

use core::fmt;

use super::{
    ledger::Ledger,
    record::Record,
    run::{Run, Trace},
};
use crate::{Plan, plan::Status};

/// A journal that was read.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    runs: Vec<Run>,
    /// Whether the last line has no end, so that the next record must begin a new one.
    pub(crate) open_line: bool,
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

impl core::error::Error for JournalError {}

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
            let record = match Record::read(line) {
                Ok(record) => record,
                // Perhaps cut by a crash: what follows it decides. A crash can hit the record
                // after it as well.
                Err(_) if may_be_cut(line) => {
                    cut.get_or_insert(number);
                    continue;
                }
                Err(message) => return fault(number, message),
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
            let plan = Plan::checked(&plan).map_err(|error| error.to_string())?;
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
