//! One run of a journal, and where its items stand.

use crate::prelude::*;

use crate::{Outcome, Plan, Timestamp};

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
