//! The plan: everything that is to be done, decided before anything is done.
//!
//! A plan is canonical JSON with its own hash. It names the account and the moment it was made
//! for, expires after a day, and is used once. Nothing is decided while it is applied except to
//! leave things out.

mod display;
mod guards;
pub(crate) mod hash;
mod item;
mod planner;
mod rows;
mod scope;
mod sealed;

#[cfg(feature = "simulate")]
pub(crate) use self::planner::plan_without;
pub use self::{
    guards::Refusal,
    item::{Action, Item, Precondition, Reason, Risk, Status},
    sealed::{Plan, PlanError},
};
pub(crate) use self::{
    guards::{Facts, judge},
    planner::{created_this_month, in_scope, matched},
};
