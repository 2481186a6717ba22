//! The state of a run, and the step that comes next.

use crate::prelude::*;

use core::time::Duration;

use super::{
    options::{ApplyOptions, Protection},
    step::{Event, Step},
    stop::Stop,
    work::{Look, Work},
};
use crate::{
    Account, Ledger, Now, Outcome, Plan, Record, Report,
    account::Reading,
    dispatch::{Dispatch, Tag},
};

/// How long the account's list may lag behind, in seconds. Seconds of lag have been seen; this
/// leaves room for ten times as many.
pub(crate) const SETTLE_SECONDS: i64 = 30;
pub(super) const SETTLE: Duration = Duration::from_secs(30);

/// Applies a plan, step by step.
pub struct Apply {
    pub(super) plan: Plan,
    pub(super) options: ApplyOptions,
    pub(super) host: String,
    pub(super) stage: Stage,
    pub(super) dispatch: Dispatch,
    pub(super) reading: Option<Reading>,
    pub(super) account: Account,
    /// What earlier runs in the journal did, this one included.
    pub(super) ledger: Ledger,
    /// One for each item of the plan.
    pub(super) work: Vec<Work>,
    /// Items whose outcome is known since the host last asked.
    pub(super) news: Vec<usize>,
    /// Records to be written, of which the host is writing the first few.
    pub(super) records: Vec<Record>,
    pub(super) writing: usize,
    pub(super) durable: bool,
    /// Whether the journal's last line has no end.
    pub(super) open_line: bool,
    /// Whether the journal has the beginning of this run, or is about to.
    pub(super) begun: bool,
    /// Whether a `resume` record or a whole plan begins this part of the journal.
    pub(super) resumes: bool,
    pub(super) stop: Option<Stop>,
    /// How often each item was sent without effect.
    pub(super) attempts: Vec<u32>,
    /// For each item whether a request may have had an effect, and is to be sent again because that
    /// does no harm.
    pub(super) possible: Vec<bool>,
    pub(super) interrupts: u32,
    /// Writes that succeeded, and refusals of permission before the first one did.
    pub(super) successes: u32,
    pub(super) forbidden: u32,
    /// When the last write took effect, as far as this host knows.
    pub(super) last_write: Option<Duration>,
    /// When to read the account again to confirm.
    pub(super) confirm_at: Option<Duration>,
    pub(super) leave: bool,
    /// Whether the journal says that the run is over.
    pub(super) ended: bool,
    pub(super) now: Now,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Starting,
    Reading,
    Settling,
    Acting(u8),
    Confirming,
    Ending,
    Finished,
}

impl Apply {
    /// Takes what happened, and says what to do next.
    pub fn next(&mut self, now: Now, event: Event) -> Step {
        self.now = now;
        self.take(event, now);
        loop {
            if self.leave {
                return self.done();
            }
            if self.writing > 0 {
                return Step::Wait { duration: None };
            }
            if !self.records.is_empty() {
                return self.write();
            }
            if let Some((id, request)) = self.dispatch.next(now) {
                return Step::Send { id, request };
            }
            if !self.advance(now) {
                break;
            }
        }
        if self.stage == Stage::Finished {
            return self.done();
        }
        let confirm = self.confirm_at.map(|at| at.saturating_sub(now.monotonic));
        let duration = [self.dispatch.wait(now), confirm]
            .into_iter()
            .flatten()
            .min();
        Step::Wait { duration }
    }

    /// The plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The items whose outcome became known since the last call, for showing progress.
    pub fn take_news(&mut self) -> Vec<(usize, Outcome)> {
        let news = core::mem::take(&mut self.news);
        news.into_iter()
            .filter_map(|item| Some((item, self.work.get(item)?.outcome()?.clone())))
            .collect()
    }

    /// The report as far as things have come.
    pub fn report(&self) -> Report {
        Report::of_run(&self.plan, &self.work, self.stop.as_ref(), self.ended)
    }

    pub(super) fn done(&mut self) -> Step {
        Step::Done {
            report: Box::new(self.report()),
        }
    }

    pub(super) fn take(&mut self, event: Event, now: Now) {
        match event {
            Event::Continue => {}
            Event::Written => self.written(),
            Event::WriteFailed => {
                self.writing = 0;
                self.stop(Stop::JournalFailed);
            }
            Event::Answered { id, answer } => {
                if let Some((tag, answer)) = self.dispatch.answer(id, answer, now) {
                    self.answered(tag, answer, now);
                }
                if self.dispatch.is_exhausted() {
                    self.stop(Stop::RateLimited);
                }
            }
            Event::Interrupt => {
                self.interrupts += 1;
                self.stop(Stop::Interrupted);
                self.leave |= self.interrupts > 1;
            }
        }
    }

    /// The step that writes what there is to write.
    pub(super) fn write(&mut self) -> Step {
        let mut text = String::new();
        if self.open_line && self.options.keeps(Protection::NewLine) {
            text.push('\n');
        }
        for record in &self.records {
            text.push_str(&record.to_line());
        }
        self.writing = self.records.len();
        Step::Write {
            text,
            durable: core::mem::take(&mut self.durable),
        }
    }

    /// What was intended may be sent now.
    pub(super) fn written(&mut self) {
        self.open_line = false;
        let written: Vec<Record> = self
            .records
            .drain(..core::mem::take(&mut self.writing))
            .collect();
        for record in written {
            let Record::Intent { item, .. } = record else {
                continue;
            };
            if self.stop.is_some() {
                self.not_sent(item);
            } else if let Some(request) = self.request(item) {
                self.set(item, Work::Sent);
                self.dispatch.push(Tag::Write(item), request);
            }
        }
    }

    /// Takes an intent back that the journal holds.
    pub(super) fn not_sent(&mut self, item: usize) {
        self.set_waiting(item);
        if !self.is_possible(item) {
            let at = self.now.wall;
            self.records.push(Record::Retry {
                at,
                item,
                code: "not_sent".to_owned(),
            });
        }
    }

    /// The item isn't done now; unless an earlier request did it, which nobody knows.
    pub(super) fn set_waiting(&mut self, item: usize) {
        let unknown = self.stop.is_some() && self.is_possible(item);
        self.set(
            item,
            if unknown {
                Work::Unknown
            } else {
                Work::WAITING
            },
        );
    }

    /// Begins nothing more.
    pub(super) fn stop(&mut self, stop: Stop) {
        self.stop.get_or_insert(stop);
        self.confirm_at = None;
        for tag in self.dispatch.cancel_waiting() {
            match tag {
                Tag::Check(item) => self.set_waiting(item),
                Tag::Write(item) => self.not_sent(item),
                // The next run looks again.
                Tag::Look(item) | Tag::Compare(item) => self.set(item, Work::Unknown),
                Tag::Read(_) | Tag::Confirm(_) => {}
            }
        }
        for item in self.items_where(|work| matches!(work, Work::Waiting { .. })) {
            self.set_waiting(item);
        }
        let journal_failed = self.stop == Some(Stop::JournalFailed);
        let unwritten = self.records.split_off(self.writing);
        for record in unwritten {
            match record {
                Record::Intent { item, .. } => self.set_waiting(item),
                _ if journal_failed => {}
                record => self.records.push(record),
            }
        }
    }

    pub(super) fn set(&mut self, item: usize, work: Work) {
        if work.outcome().is_some() {
            self.news.push(item);
        }
        if let Some(slot) = self.work.get_mut(item) {
            *slot = work;
        }
    }

    /// Whether a request for the item may have had an effect.
    pub(super) fn is_possible(&self, item: usize) -> bool {
        self.possible.get(item).copied().unwrap_or(false)
    }

    /// A request for the item may have had an effect.
    pub(super) fn set_possible(&mut self, item: usize) {
        if let Some(possible) = self.possible.get_mut(item) {
            *possible = true;
        }
    }

    pub(super) fn items_where(&self, test: impl Fn(&Work) -> bool) -> Vec<usize> {
        self.work
            .iter()
            .enumerate()
            .filter(|(_, work)| test(work))
            .map(|(item, _)| item)
            .collect()
    }

    pub(super) fn look_mut(&mut self, item: usize) -> Option<&mut Look> {
        match self.work.get_mut(item) {
            Some(Work::Looking(look)) => Some(look),
            _ => None,
        }
    }

    /// Whether the outcome of every action is known.
    pub(super) fn is_settled(&self) -> bool {
        self.work
            .iter()
            .all(|work| matches!(work, Work::None | Work::Final(_)))
    }
}
