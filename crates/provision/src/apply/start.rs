//! Starting a run, or going on with one.

use crate::prelude::*;

use core::fmt;

use super::{
    machine::{Apply, Stage},
    options::{ApplyOptions, Protection},
    work::Work,
};
use crate::{
    Account, Journal, JournalError, Now, Plan, Run, dispatch::Dispatch, journal::Trace,
    outcome::OutcomeKind, plan::Status,
};

/// Why a plan isn't applied.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StartError {
    /// The plan was applied already.
    Used,
    /// The plan is older than a day.
    Expired,
    /// The journal holds a run of another plan that isn't over.
    Unfinished {
        /// The hash of that plan.
        plan: String,
    },
    /// The journal holds no run that isn't over.
    NothingToResume,
    /// The plan is for another service.
    OtherHost {
        /// The plan's host.
        plan: String,
    },
    /// The journal can't be read.
    Journal(JournalError),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Used => f.write_str("the plan was applied already, and a plan is used once; plan again"),
            Self::Expired => f.write_str("the plan is older than a day; plan again"),
            Self::Unfinished { .. } => f.write_str("the journal holds a run of another plan that isn't over; resume that run first, or settle it"),
            Self::NothingToResume => f.write_str("the journal holds no run that isn't over"),
            Self::OtherHost { plan } => write!(f, "the plan was made for {plan}"),
            Self::Journal(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for StartError {}

impl Apply {
    /// Begins to apply a plan, or goes on with it if the journal's last run is one of this plan.
    /// The journal is given with all its bytes; empty if there is none. The host is the address
    /// that the requests go to.
    ///
    /// # Errors
    /// When the plan may not be applied. Nothing has been sent or written then.
    pub fn start(
        plan: Plan,
        host: &str,
        journal: &[u8],
        options: ApplyOptions,
        now: Now,
    ) -> Result<Self, StartError> {
        let journal = Journal::read(journal).map_err(StartError::Journal)?;
        let used = journal
            .runs()
            .iter()
            .any(|run| run.plan.hash == plan.hash && run.ended);
        if used && options.keeps(Protection::PlanOnce) && !options.resend_unresolved {
            return Err(StartError::Used);
        }
        if let Some(run) = journal.unfinished() {
            if run.plan.hash == plan.hash {
                return Self::go_on(journal, host, options, now);
            }
            return Err(StartError::Unfinished {
                plan: run.plan.hash.clone(),
            });
        }
        if used
            && options.resend_unresolved
            && journal
                .runs()
                .last()
                .is_some_and(|run| run.plan.hash == plan.hash)
        {
            return Self::go_on(journal, host, options, now);
        }
        if plan.expires <= now.wall {
            return Err(StartError::Expired);
        }
        let items = vec![Trace::Untouched; plan.items.len()];
        let run = Run {
            plan,
            ended: false,
            items,
        };
        Self::new(run, &journal, host, options, (false, now))
    }

    /// Goes on with the journal's last run, which isn't over.
    ///
    /// # Errors
    /// When there is none. Nothing has been sent or written then.
    pub fn resume(
        host: &str,
        journal: &[u8],
        options: ApplyOptions,
        now: Now,
    ) -> Result<Self, StartError> {
        let journal = Journal::read(journal).map_err(StartError::Journal)?;
        if journal.unfinished().is_none() {
            return Err(StartError::NothingToResume);
        }
        Self::go_on(journal, host, options, now)
    }

    /// A run that is over, for its report; `None` if the journal has none of this plan.
    pub fn finished(plan: &Plan, journal: &[u8]) -> Option<Self> {
        let journal = Journal::read(journal).ok()?;
        let run = journal
            .runs()
            .iter()
            .rev()
            .find(|run| run.plan.hash == plan.hash && run.ended)?
            .clone();
        let now = Now {
            wall: run.plan.created,
            monotonic: core::time::Duration::ZERO,
        };
        let host = run.plan.host.clone();
        let mut apply =
            Self::new(run, &journal, &host, ApplyOptions::default(), (true, now)).ok()?;
        apply.stage = Stage::Finished;
        apply.ended = true;
        Some(apply)
    }

    fn go_on(
        journal: Journal,
        host: &str,
        mut options: ApplyOptions,
        now: Now,
    ) -> Result<Self, StartError> {
        let before = journal.clone();
        let Some(run) = journal.into_last_run() else {
            return Err(StartError::NothingToResume);
        };
        // What has begun is settled; nothing is begun by a plan that is too old.
        options.settle_only |= run.plan.expires <= now.wall;
        Self::new(run, &before, host, options, (true, now))
    }

    fn new(
        run: Run,
        journal: &Journal,
        host: &str,
        options: ApplyOptions,
        (resumes, now): (bool, Now),
    ) -> Result<Self, StartError> {
        let plan = run.plan;
        if plan.host != host {
            return Err(StartError::OtherHost { plan: plan.host });
        }
        let work = plan
            .items
            .iter()
            .zip(&run.items)
            .map(|(item, trace)| match trace {
                _ if item.status != Status::Planned => Work::None,
                Trace::Untouched => Work::WAITING,
                Trace::Intended(_) => Work::Unknown,
                Trace::Done(_, outcome)
                    if outcome.outcome == OutcomeKind::Unresolved && options.resend_unresolved =>
                {
                    Work::Unknown
                }
                Trace::Done(_, outcome) => Work::Final(outcome.clone()),
            });
        let work: Vec<Work> = work.collect();
        let is_done = |work: &Work| {
            let outcome = work.outcome().map(|outcome| outcome.outcome);
            outcome == Some(OutcomeKind::Done)
        };
        // When an earlier host did something isn't known on this host's clock.
        let last_write = work.iter().any(is_done).then_some(now.monotonic);
        Ok(Self {
            ledger: journal.ledger(),
            host: host.to_owned(),
            plan,
            options,
            stage: Stage::Starting,
            dispatch: Dispatch::new(),
            reading: None,
            account: Account::default(),
            news: Vec::new(),
            records: Vec::new(),
            writing: 0,
            durable: false,
            open_line: journal.open_line,
            begun: false,
            resumes,
            stop: None,
            attempts: vec![0; work.len()],
            possible: vec![false; work.len()],
            work,
            interrupts: 0,
            successes: 0,
            forbidden: 0,
            last_write,
            confirm_at: None,
            leave: false,
            ended: false,
            now,
        })
    }
}
