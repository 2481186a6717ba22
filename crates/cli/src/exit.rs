//! Exit codes, by which scripts decide without reading any output.

use bitsight_users_provision::{OutcomeKind, Plan, Reason, Refusal, Report, Stop};

/// The exit codes of all commands; docs/command-line.md lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done, or nothing to do.
    Done = 0,
    /// An error.
    Error = 1,
    /// Wrong usage.
    Usage = 2,
    /// A guard refused something.
    Guard = 3,
    /// No valid token.
    Unauthenticated = 4,
    /// Somebody changed users since the plan was made; everything else was done.
    Drift = 5,
    /// Some rows failed.
    Failed = 6,
    /// Nobody knows whether something took effect.
    Unresolved = 7,
    /// A limit of the service defers something.
    Deferred = 8,
    /// Changes are pending.
    Pending = 10,
    /// Interrupted, as shells report it: 128 and the number of the signal.
    Interrupted = 130,
}

impl Exit {
    /// The code of a plan.
    pub(crate) fn of_plan(plan: &Plan) -> Self {
        Self::of_refusals(&plan.refusals)
    }

    /// The code of a run, by the worst outcome.
    pub(crate) fn of_report(report: &Report) -> Self {
        let any = |outcome| report.count(outcome) > 0;
        match report.stopped {
            Some(Stop::Interrupted) => return Self::Interrupted,
            _ if any(OutcomeKind::Unresolved) => return Self::Unresolved,
            Some(Stop::Unauthorized) => return Self::Unauthenticated,
            Some(Stop::QuotaReached | Stop::RateLimited) => return Self::Deferred,
            // The plan is for the account of another token.
            Some(Stop::OtherAccount) => return Self::Guard,
            Some(_) => return Self::Error,
            None => {}
        }
        if any(OutcomeKind::Failed) || any(OutcomeKind::Conflict) || any(OutcomeKind::NotStarted) {
            Self::Failed
        } else if any(OutcomeKind::Blocked) {
            Self::Guard
        } else if any(OutcomeKind::Deferred) {
            Self::Deferred
        } else if any(OutcomeKind::Drifted) {
            Self::Drift
        } else {
            Self::Done
        }
    }

    fn of_refusals(refusals: &[Refusal]) -> Self {
        // Actions that these two refuse are only put off.
        let defers = |refusal: &Refusal| matches!(refusal.guard, Reason::Seats | Reason::Month);
        match refusals {
            [] => Self::Done,
            refusals if refusals.iter().all(defers) => Self::Deferred,
            _ => Self::Guard,
        }
    }
}
