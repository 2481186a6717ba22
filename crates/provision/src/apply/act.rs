//! The stages of a run, from one to the next.

use crate::prelude::*;

use core::time::Duration;

use super::{
    machine::{Apply, SETTLE, Stage},
    options::Protection,
    stop::Stop,
    work::Work,
};
use crate::{
    Item, Now, Outcome, Record, Request,
    account::{Reading, User},
    dispatch::Tag,
    field::request_body,
    json::ToValue,
    list::EMAIL,
    outcome::OutcomeKind,
    plan::Action,
};

/// The order of actions: what is done before what.
const GROUPS: u8 = 4;

fn group(item: &Item) -> u8 {
    match item.action {
        Some(Action::Create) => 1,
        Some(Action::Delete) => 3,
        _ if item.demotes_admin() => 2,
        _ => 0,
    }
}

/// The longest pause between two readings that confirm.
const LONGEST_PAUSE: Duration = Duration::from_secs(4);

impl Apply {
    /// Goes to the next stage, or begins what the stage allows. Whether anything was done.
    pub(super) fn advance(&mut self, now: Now) -> bool {
        if let Some(stop) = &self.stop
            && !matches!(self.stage, Stage::Ending | Stage::Finished)
        {
            // What was done before a refusal by the service can still be confirmed.
            let next = match stop {
                Stop::QuotaReached | Stop::Forbidden => Stage::Confirming,
                _ => Stage::Ending,
            };
            if self.stage != next {
                if self.dispatch.in_flight() > 0 || !self.records.is_empty() {
                    return false;
                }
                self.stage = next;
                return true;
            }
        }
        match self.stage {
            Stage::Starting => {
                self.begun = true;
                let at = now.wall;
                let plan = self.plan.to_value();
                self.records.push(if self.resumes {
                    Record::Resume { at }
                } else {
                    Record::Plan { at, plan }
                });
                self.durable = true;
                self.reading = Some(Reading::start(
                    self.host.clone(),
                    &mut self.dispatch,
                    Tag::Read,
                ));
                self.stage = Stage::Reading;
                true
            }
            Stage::Reading if self.dispatch.is_idle() => {
                self.account = self
                    .reading
                    .take()
                    .map(|reading| reading.finish())
                    .unwrap_or_default();
                if self.is_other_account() && self.options.keeps(Protection::Identity) {
                    self.stop(Stop::OtherAccount);
                    return true;
                }
                self.settle_open(now);
                self.stage = Stage::Settling;
                true
            }
            Stage::Settling
                if self.dispatch.is_idle() && !self.work.iter().any(Work::is_active) =>
            {
                self.judge(now);
                self.stage = Stage::Acting(0);
                true
            }
            Stage::Acting(group) => self.act(group, now),
            Stage::Confirming => self.confirm(now),
            Stage::Ending => {
                let confirmed =
                    self.last_write.is_none() || !self.options.keeps(Protection::ConfirmVisible);
                // A run that was stopped before its first record has nothing to end.
                if self.begun
                    && self.is_settled()
                    && confirmed
                    && self.stop != Some(Stop::JournalFailed)
                {
                    self.ended = true;
                    self.records.push(Record::End { at: now.wall });
                    self.durable = true;
                }
                self.stage = Stage::Finished;
                true
            }
            Stage::Reading | Stage::Settling | Stage::Finished => false,
        }
    }

    /// Whether the token belongs to another account than the plan. A plan that was made while the
    /// service didn't say whose token it is can be recognized by its users: it has an item for
    /// everybody in its account.
    fn is_other_account(&self) -> bool {
        if self.plan.account.is_some() {
            return self.account.own != self.plan.account;
        }
        let by_guid = self.account.by_guid();
        let is_known =
            |guid: &str| by_guid.contains(guid) || self.account.own.as_deref() == Some(guid);
        let mut items = self.plan.items.iter();
        !items.any(|item| item.guid.as_deref().is_some_and(is_known))
    }

    /// Begins actions of a group, or goes to the next group when it is done.
    fn act(&mut self, current: u8, now: Now) -> bool {
        let waiting: Vec<(usize, Duration)> = self
            .plan
            .items
            .iter()
            .zip(&self.work)
            .enumerate()
            .filter(|(_, (item, _))| group(item) == current)
            .filter_map(|(number, (_, work))| match work {
                Work::Waiting { not_before } => Some((number, *not_before)),
                _ => None,
            })
            .collect();
        if current == GROUPS - 1 && !waiting.is_empty() && !self.may_delete() {
            for (item, _) in waiting {
                self.leave_out(
                    item,
                    Outcome::new(OutcomeKind::NotStarted).with_code("earlier_failure"),
                    now,
                );
            }
            return true;
        }
        let free = self.dispatch.free(now);
        let ready = waiting
            .iter()
            .filter(|(_, not_before)| *not_before <= now.monotonic);
        let chosen: Vec<usize> = ready.take(free).map(|(item, _)| *item).collect();
        for item in &chosen {
            let is_delete = self
                .plan
                .items
                .get(*item)
                .is_some_and(|item| item.action == Some(Action::Delete));
            if is_delete && self.options.keeps(Protection::ReadBeforeDelete) {
                let Some(user_guid) = self.guid(*item) else {
                    continue;
                };
                self.set(*item, Work::Checking);
                self.dispatch
                    .push(Tag::Check(*item), Request::GetUser { user_guid });
            } else {
                self.intend(*item, now);
            }
        }
        if !chosen.is_empty() {
            return true;
        }
        if waiting.is_empty() && !self.work.iter().any(Work::is_active) {
            self.stage = if current + 1 < GROUPS {
                Stage::Acting(current + 1)
            } else {
                Stage::Confirming
            };
            return true;
        }
        // What waits for its time.
        let next = waiting
            .iter()
            .map(|(_, not_before)| *not_before)
            .filter(|at| *at > now.monotonic)
            .min();
        self.confirm_at = next;
        false
    }

    /// Whether deletes may follow what has come before them.
    fn may_delete(&self) -> bool {
        let failed = |work: &Work| {
            let kind = work.outcome().map(|outcome| outcome.outcome);
            matches!(kind, Some(OutcomeKind::Failed | OutcomeKind::Unresolved))
                || *work == Work::Unknown
        };
        let before = self
            .plan
            .items
            .iter()
            .zip(&self.work)
            .filter(|(item, _)| group(item) < GROUPS - 1);
        self.plan.policy.delete_after_failures
            || !self.options.keeps(Protection::DeletesAfterFailures)
            || !before.into_iter().any(|(_, work)| failed(work))
    }

    /// Writes the intent; the request follows when that is durable.
    pub(super) fn intend(&mut self, item: usize, now: Now) {
        self.set(item, Work::Intended);
        self.records.push(Record::Intent { at: now.wall, item });
        self.durable |= self.options.keeps(Protection::DurableIntent);
    }

    /// The outcome of an item is known.
    pub(super) fn conclude(&mut self, item: usize, outcome: Outcome, now: Now) {
        if self.stop != Some(Stop::JournalFailed) {
            self.records.push(Record::Done {
                at: now.wall,
                item,
                outcome: outcome.clone(),
            });
        }
        self.set(item, Work::Final(outcome));
    }

    pub(super) fn guid(&self, item: usize) -> Option<String> {
        self.plan.items.get(item)?.guid.clone()
    }

    /// The request of an item.
    pub(super) fn request(&self, number: usize) -> Option<Request> {
        let item = self.plan.items.get(number)?;
        let body = || {
            let mut body = request_body(&item.after);
            if let Some(email) = item.after.get(EMAIL) {
                body.insert(EMAIL.to_owned(), email.clone());
            }
            body
        };
        if item.action? == Action::Create {
            return Some(Request::CreateUser { body: body() });
        }
        let user_guid = item.guid.clone()?;
        Some(match item.action? {
            Action::Create => return None,
            Action::Edit | Action::Rename => Request::EditUser {
                user_guid,
                body: body(),
            },
            Action::Delete => Request::DeleteUser { user_guid },
            Action::RequireMfa => Request::RequireMfa { user_guid },
            Action::ResendActivation => Request::ResendActivationEmail { user_guid },
        })
    }

    /// Reads the account until its list shows what was done, or until the settle time is over.
    fn confirm(&mut self, now: Now) -> bool {
        let Some(last_write) = self
            .last_write
            .filter(|_| self.options.keeps(Protection::ConfirmVisible))
        else {
            self.stage = Stage::Ending;
            return true;
        };
        if let Some(reading) = self.reading.take_if(|_| self.dispatch.is_idle()) {
            if self.shows_all(&reading.finish()) {
                self.last_write = None;
            } else {
                self.confirm_later(now);
            }
            return true;
        }
        if now.monotonic >= last_write + SETTLE && self.reading.is_none() {
            // No list is expected to lag longer.
            self.last_write = None;
            return true;
        }
        if self.reading.is_some() || self.confirm_at.is_some_and(|at| at > now.monotonic) {
            return false;
        }
        self.confirm_at = None;
        self.reading = Some(Reading::start(
            self.host.clone(),
            &mut self.dispatch,
            Tag::Confirm,
        ));
        true
    }

    /// Reads again after a pause as long as the time since the last write: 1, 1, 2, 4, 4 seconds.
    pub(super) fn confirm_later(&mut self, now: Now) {
        let Some(last_write) = self.last_write else {
            return;
        };
        let waited = now.monotonic.saturating_sub(last_write);
        let pause = waited.clamp(Duration::from_secs(1), LONGEST_PAUSE);
        self.confirm_at = Some((now.monotonic + pause).min(last_write + SETTLE));
    }

    /// Whether a reading shows everything that was done.
    fn shows_all(&self, account: &crate::Account) -> bool {
        let by_guid = account.by_guid();
        let is_complete = account.incomplete.is_none();
        let done = self
            .plan
            .items
            .iter()
            .zip(&self.work)
            .filter_map(|(item, work)| {
                let outcome = work
                    .outcome()
                    .filter(|outcome| outcome.outcome == OutcomeKind::Done)?;
                Some((item, item.guid.as_deref().or(outcome.guid.as_deref())?))
            });
        done.into_iter().all(
            |(item, guid)| match (item.action, account.user(&by_guid, guid)) {
                (Some(Action::Create), user) => user.is_some(),
                (Some(Action::Edit | Action::Rename), Some(user)) => is_as_asked(item, user),
                (Some(Action::Delete), Some(_)) => false,
                // An incomplete reading may have left the user out.
                (Some(Action::Edit | Action::Rename | Action::Delete), None) => is_complete,
                _ => true,
            },
        )
    }
}

/// Whether a user has what an item gives.
pub(super) fn is_as_asked(item: &Item, user: &User) -> bool {
    item.after
        .iter()
        .all(|(column, wanted)| match crate::Field::by_column(column) {
            Some(field) => field.matches(wanted, user.field(column)),
            None => column != EMAIL || item.key() == user.key,
        })
}
