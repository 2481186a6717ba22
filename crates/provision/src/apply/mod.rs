//! Applying a plan: a state machine that says what to do next.
//!
//! A run goes through stages. It *reads* the account again; it *settles* what was under way when
//! an earlier host died; it *judges* preconditions and guards by the fresh reading; it *acts*, in
//! four groups one after the other (edits, creates, demotions of administrators, deletes); and it
//! *confirms* that the account's list shows what was done, because a list that lags would make the
//! next plan wrong.
//!
//! The rules that keep it from doing harm:
//!
//! - An intent is durable in the journal before its request leaves.
//! - A creation whose outcome isn't known is never sent again. It is looked for by email, with all
//!   filters, over the settle time; what isn't found by then is *unresolved*.
//! - An action whose precondition doesn't hold any more is *drifted*, and skipped.
//! - No delete follows a failure, unless the policy says so; and each user is read once more
//!   directly before the delete.

mod act;
mod answer;
mod judge;
mod machine;
mod options;
mod settle;
mod start;
mod step;
mod stop;
mod work;

#[cfg(feature = "simulate")]
pub use self::options::Protection;
pub use self::{
    machine::Apply,
    options::ApplyOptions,
    start::StartError,
    step::{Event, Step},
    stop::Stop,
};
pub(crate) use self::{machine::SETTLE_SECONDS, work::Work};
