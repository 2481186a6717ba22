//! Makes the users of a Bitsight account match a list of people: all decisions, and no I/O.
//!
//! A [`List`] says who shall be in the account, an [`Account`] is a snapshot of who is, and a
//! [`Policy`] says what may be done about the difference. From the three comes a [`Plan`]: every
//! action with what must be so for it to be right, and for everybody else the reason why nothing
//! is done. Guards refuse plans that would do much harm.
//!
//! [`Apply`] carries a plan out. It is a state machine: a host asks it for the next [`Step`]
//! (write this to the journal, send that request, wait, done) and hands back what came of it. It
//! reads no clock, sends nothing and starts nothing itself, so that every crash, fault and race
//! can be played in memory, from a seed. The module `simulate` (feature `simulate`) does that.
//!
//! The [`Journal`] makes a run survive its host: an intent is durable before its request leaves,
//! and whatever was under way when the host died is settled by looking, never by sending again.
//!
//! ```
//! use bitsight_users_provision::{Account, Ledger, List, Plan, Policy, Status};
//! use serde_json::json;
//!
//! let list = List::from_csv(b"email,formal_name,friendly_name,role\n\
//!     arnold@actorsfilms.us,Arnold Brown,Arnold,customer_user\n")?;
//! let account = Account::from_json(&json!({
//!     "host": "https://api.bitsighttech.com/ratings",
//!     "users": [{"guid": "g1", "email": "admin@example.com", "status": "Activated",
//!                "roles": [{"slug": "customer_admin"}]}],
//! }));
//! let now = "2026-11-30T08:00:00Z".parse()?;
//! let plan = Plan::new(&list, &account, &Policy::default(), &Ledger::default(), now)?;
//! assert_eq!(plan.count(Status::Planned), 1);
//! println!("{plan}");
//! # Ok::<(), Box<dyn core::error::Error>>(())
//! ```

#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)
)]

extern crate alloc;

mod account;
mod apply;
mod dispatch;
mod field;
mod generated;
mod journal;
pub mod json;
mod key;
mod list;
mod nearest;
mod order;
mod outcome;
mod plan;
mod policy;
mod prelude;
mod report;
mod request;
mod text;
mod time;
mod timestamp;

pub mod audit;
pub mod export;
pub mod schemas;
// Users in the simulation are JSON that it made itself.
#[allow(clippy::indexing_slicing)]
#[cfg(feature = "simulate")]
pub mod simulate;

pub use account::{Account, AccountReader, Group, ReadError, ReadStep, User};
pub use apply::{Apply, ApplyOptions, Event, StartError, Step, Stop};
pub use dispatch::RequestId;
pub use field::{CellError, Field, Fields, Kind};
pub use journal::{Created, Journal, JournalError, Ledger, Record, Run};
pub use key::Key;
pub use list::{Format, List, ListError, Problem, ProblemCode, Row, RowState};
pub use outcome::{Outcome, OutcomeKind};
pub use plan::{Action, Item, Plan, PlanError, Precondition, Reason, Refusal, Risk, Status};
pub use policy::{Policy, PolicyError, Scope};
pub use report::{Counts, Report, ReportRow};
pub use request::{Answer, Effect, Failure, Request};
pub use time::Now;
pub use timestamp::{Timestamp, TimestampError};
