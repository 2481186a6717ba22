//! What answers mean for the items that they are about.

use crate::prelude::*;

use core::time::Duration;

use serde_json::Value;

use super::{act::is_as_asked, machine::Apply, options::Protection, stop::Stop, work::Work};
use crate::{
    Answer, Effect, Failure, Item, Now, Outcome, Record, User,
    dispatch::{ReadTag, Tag, backoff},
    outcome::OutcomeKind,
    plan::Action,
};

/// The client's code for a success that isn't the documented one.
const UNEXPECTED: &str = "unexpected_status";
/// How often an action is sent that had no effect.
const ATTEMPTS: u32 = 5;
/// After so many refusals of permission and no success, the token may do nothing.
const FORBIDDEN: u32 = 3;

impl Apply {
    pub(super) fn answered(&mut self, tag: Tag, answer: Answer, now: Now) {
        if let (Tag::Look(item) | Tag::Compare(item), Answer::Failure(failure)) = (tag, &answer)
            && let Some(stop) = stop_after(failure)
        {
            // The next run finds out what became of the item.
            self.set(item, Work::Unknown);
            return self.stop(stop);
        }
        match tag {
            Tag::Read(read) => self.take_reading(read, answer, Tag::Read, now),
            Tag::Confirm(read) => self.take_reading(read, answer, Tag::Confirm, now),
            Tag::Check(item) => self.checked(item, answer, now),
            Tag::Write(item) => self.sent(item, answer, now),
            Tag::Look(item) => self.looked(item, &answer, now),
            Tag::Compare(item) => self.compared(item, answer, now),
        }
    }

    fn take_reading(&mut self, read: ReadTag, answer: Answer, tag: fn(ReadTag) -> Tag, now: Now) {
        let Some(reading) = &mut self.reading else {
            return;
        };
        let Err(error) = reading.take(read, answer, &mut self.dispatch, tag) else {
            return;
        };
        if tag(read) == Tag::Confirm(read) {
            // Everything is done; it is only not known yet whether the list shows it.
            self.reading = None;
            self.dispatch.cancel_waiting();
            return self.confirm_later(now);
        }
        let status = error.failure.status;
        self.stop(match status {
            Some(401) => Stop::Unauthorized,
            Some(403) => Stop::Forbidden,
            Some(429) => Stop::RateLimited,
            _ => Stop::Unreadable,
        });
    }

    /// The user was read directly before the delete.
    fn checked(&mut self, item: usize, answer: Answer, now: Now) {
        let user = match answer {
            Answer::Success { body } => self
                .plan
                .items
                .get(item)
                .and_then(|item| item_user(item, body.as_ref())),
            Answer::Failure(failure) if failure.status == Some(404) => {
                return self.gone(item, now);
            }
            Answer::Failure(failure) => {
                if failure.is_unauthorized() {
                    self.set(item, Work::WAITING);
                    return self.stop(Stop::Unauthorized);
                }
                let outcome = Outcome::new(OutcomeKind::Failed)
                    .with_code(failure.code)
                    .with_effect(Effect::None);
                return self.leave_out(item, outcome, now);
            }
        };
        let precondition = self
            .plan
            .items
            .get(item)
            .and_then(|item| item.precondition.as_ref());
        if user.is_some()
            && precondition.is_none_or(|precondition| precondition.holds(user.as_ref()))
        {
            // The delete would leave after a pause, which is no longer directly after the reading.
            if self.stop.is_some() || self.dispatch.is_paused(now) {
                self.set_waiting(item)
            } else {
                self.intend(item, now)
            }
        } else {
            self.conclude(
                item,
                Outcome::new(OutcomeKind::Drifted).with_code("precondition"),
                now,
            );
        }
    }

    /// The action itself was answered.
    fn sent(&mut self, number: usize, answer: Answer, now: Now) {
        let Some(action) = self.plan.items.get(number).and_then(|item| item.action) else {
            return;
        };
        match answer {
            Answer::Success { body } => {
                self.successes += 1;
                self.last_write = Some(now.monotonic);
                let item = self.plan.items.get(number);
                match item.and_then(|item| shown(item, action, body.as_ref())) {
                    Some(outcome) => self.conclude(number, outcome, now),
                    None if action == Action::Create => self.look_for(number, true, false, now),
                    None => self.lost(number, action, UNEXPECTED, now),
                }
            }
            Answer::Failure(failure) => match failure.effect {
                Effect::None => self.without_effect(number, action, failure, now),
                Effect::Possible => {
                    self.last_write = Some(now.monotonic);
                    self.lost(number, action, &failure.code, now);
                }
            },
        }
    }

    /// Nobody knows whether the request took effect.
    fn lost(&mut self, item: usize, action: Action, code: &str, now: Now) {
        match action {
            Action::Create if !self.options.keeps(Protection::NoBlindRepeat) => {
                self.again(item, code, now)
            }
            Action::Create => self.look_for(item, false, false, now),
            Action::Edit | Action::Rename | Action::Delete => {
                self.set_possible(item);
                self.compare(item);
            }
            // To require it twice is to require it.
            Action::RequireMfa => {
                self.set_possible(item);
                self.again(item, code, now);
            }
            Action::ResendActivation if !self.options.keeps(Protection::EmailOnce) => {
                self.again(item, code, now)
            }
            Action::ResendActivation => {
                let outcome = Outcome::new(OutcomeKind::Unresolved).with_code(code);
                self.conclude(item, outcome.with_effect(Effect::Possible), now);
            }
        }
    }

    /// The request had no effect.
    fn without_effect(&mut self, item: usize, action: Action, failure: Failure, now: Now) {
        let outcome = |kind| {
            Outcome::new(kind)
                .with_code(failure.code.clone())
                .with_effect(Effect::None)
        };
        match (failure.status, action) {
            (Some(401), _) => {
                self.again(item, &failure.code, now);
                self.stop(Stop::Unauthorized);
            }
            _ if failure.is_passing() => self.again(item, &failure.code, now),
            (Some(402), Action::Create) => {
                self.conclude(item, outcome(OutcomeKind::Failed), now);
                self.stop(Stop::QuotaReached);
            }
            (Some(403), _) => {
                self.forbidden += 1;
                self.conclude(item, outcome(OutcomeKind::Failed), now);
                if self.successes == 0 && self.forbidden >= FORBIDDEN {
                    self.stop(Stop::Forbidden);
                }
            }
            (Some(404), Action::Delete) => self.gone(item, now),
            (Some(404), Action::Edit | Action::Rename | Action::RequireMfa | Action::ResendActivation)
            | (Some(409), Action::Create | Action::Rename)
            // Activated meanwhile.
            | (Some(400), Action::ResendActivation) => self.conclude(item, outcome(OutcomeKind::Drifted), now),
            // Enabled already: by this run, if the request was sent before.
            (Some(400), Action::RequireMfa) => {
                let own = self.attempts.get(item).is_some_and(|attempts| *attempts > 0);
                let kind = if own { OutcomeKind::Done } else { OutcomeKind::Drifted };
                self.conclude(item, outcome(kind), now);
            }
            _ => self.conclude(item, outcome(OutcomeKind::Failed), now),
        }
    }

    /// The item is done once more, later; or it has failed if that was tried often enough.
    pub(super) fn again(&mut self, item: usize, code: &str, now: Now) {
        let attempts = self.attempts.get_mut(item).map_or(1, |attempts| {
            *attempts += 1;
            *attempts
        });
        if attempts >= ATTEMPTS {
            let outcome = Outcome::new(OutcomeKind::Failed).with_code(code);
            return self.leave_out(item, outcome.with_effect(Effect::None), now);
        }
        let possible = self.is_possible(item);
        if !possible {
            let (at, code) = (now.wall, code.to_owned());
            self.records.push(Record::Retry { at, item, code });
        }
        let not_before = now.monotonic + backoff(attempts);
        let unknown = possible && self.stop.is_some();
        self.set(
            item,
            if unknown {
                Work::Unknown
            } else {
                Work::Waiting { not_before }
            },
        );
    }

    /// The item isn't done, for the reason that the outcome gives; unless an earlier request did
    /// it, which nobody knows.
    pub(super) fn leave_out(&mut self, item: usize, mut outcome: Outcome, now: Now) {
        if self.is_possible(item) {
            outcome.outcome = OutcomeKind::Unresolved;
            outcome.effect = Some(Effect::Possible);
        }
        self.conclude(item, outcome, now);
    }

    /// The item's user isn't there any more.
    fn gone(&mut self, number: usize, now: Now) {
        let item = self.plan.items.get(number);
        let is_delete = item.is_some_and(|item| item.action == Some(Action::Delete));
        let own = is_delete && self.is_possible(number);
        let kind = if own {
            OutcomeKind::Done
        } else {
            OutcomeKind::Drifted
        };
        self.conclude(number, Outcome::new(kind).with_code("gone"), now);
    }

    /// The user was read to see whether an edit or a delete took effect.
    fn compared(&mut self, number: usize, answer: Answer, now: Now) {
        let Some(item) = self.plan.items.get(number) else {
            return;
        };
        let is_delete = item.action == Some(Action::Delete);
        let user = match answer {
            Answer::Success { body } => item_user(item, body.as_ref()),
            Answer::Failure(failure) if failure.status == Some(404) => {
                return self.gone(number, now);
            }
            Answer::Failure(failure) => {
                let outcome = Outcome::new(OutcomeKind::Unresolved).with_code(failure.code);
                return self.conclude(number, outcome.with_effect(Effect::Possible), now);
            }
        };
        let Some(user) = user else {
            let outcome = Outcome::new(OutcomeKind::Unresolved).with_code("unreadable");
            return self.conclude(number, outcome.with_effect(Effect::Possible), now);
        };
        if !is_delete && is_as_asked(item, &user) {
            self.conclude(
                number,
                Outcome::new(OutcomeKind::Done).with_code("settled"),
                now,
            );
        } else if item
            .precondition
            .as_ref()
            .is_none_or(|precondition| precondition.holds(Some(&user)))
        {
            self.again(number, "no_effect", now);
        } else {
            self.conclude(
                number,
                Outcome::new(OutcomeKind::Drifted).with_code("precondition"),
                now,
            );
        }
    }

    /// Reads the item's user.
    pub(super) fn compare(&mut self, item: usize) {
        let Some(user_guid) = self.guid(item) else {
            return;
        };
        self.set(item, Work::Comparing);
        self.dispatch
            .push(Tag::Compare(item), crate::Request::GetUser { user_guid });
    }
}

/// Why a run can't read anything more after a request that only reads failed like this. One that is refused for the
/// rate is sent again until the run gives up.
fn stop_after(failure: &Failure) -> Option<Stop> {
    if failure.is_unauthorized() {
        Some(Stop::Unauthorized)
    } else if failure.is_rate_limit() {
        Some(Stop::RateLimited)
    } else {
        None
    }
}

/// What the answer to an action shows, if it is the documented one. Any other one with a status of success
/// can come from something between the host and the service, such as a proxy, and shows nothing.
fn shown(item: &Item, action: Action, body: Option<&Value>) -> Option<Outcome> {
    let done = Outcome::new(OutcomeKind::Done);
    match action {
        Action::Create => {
            let created = body
                .and_then(User::from_json)
                .filter(|user| user.key == item.key())?;
            Some(done.with_guid(Some(created.guid)))
        }
        Action::Edit => item_user(item, body).map(|_| done),
        Action::Rename => {
            let renamed = item_user(item, body)?;
            if renamed.key == item.key() {
                return Some(done);
            }
            // The service took the other fields and left the address as it was.
            let failed = Outcome::new(OutcomeKind::Failed).with_code("not_renamed");
            Some(failed.with_effect(Effect::Possible))
        }
        Action::Delete => body.is_none().then_some(done),
        Action::RequireMfa | Action::ResendActivation => Some(done),
    }
}

/// The user of an item, from a response that should hold no other.
fn item_user(item: &Item, body: Option<&Value>) -> Option<User> {
    let user = body.and_then(User::from_json)?;
    (item.guid.as_deref() == Some(user.guid.as_str())).then_some(user)
}

/// The pause before looking again: 1, 2, 4 seconds and no longer.
pub(super) fn look_pause(rounds: u32) -> Duration {
    backoff(rounds.min(3))
}
