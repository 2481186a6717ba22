//! The journal: what was about to be done and what came of it, one JSON record a line.
//!
//! It is only ever appended to. An intent is durable before its request leaves, so that after a
//! crash every request that may have had an effect is known. A crash can cut the last line short;
//! the next run begins a new line with a `resume` or `plan` record, which tells its reader that
//! the line before may be cut.
//!
//! A journal can hold one run after the other, and then serves as the [`Ledger`] of the account.

mod ledger;
mod read;
mod record;
mod run;

pub(crate) use self::run::Trace;
pub use self::{
    ledger::{Created, Ledger},
    read::{Journal, JournalError},
    record::Record,
    run::Run,
};
