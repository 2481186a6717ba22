//! Requests that wait and requests under way: how many at once, when again after a failure.

use crate::prelude::*;

use core::time::Duration;

use crate::{
    Now,
    request::{Answer, Failure, Request},
};

/// Identifies a request between a step and its answer.
pub type RequestId = u64;

/// What a request is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tag {
    /// Reading the account.
    Read(ReadTag),
    /// Reading the account once more, to see what was done.
    Confirm(ReadTag),
    /// Reading a user directly before the delete.
    Check(usize),
    /// The action itself.
    Write(usize),
    /// Looking by email for a user who may have been created.
    Look(usize),
    /// Reading a user to see whether an action took effect.
    Compare(usize),
}

/// What a request of a reading of the account is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReadTag {
    /// A page of one of the four lists.
    Page { kind: usize, pass: u32, offset: u64 },
    /// Whose the token is.
    Identity,
    /// The access groups.
    Groups,
    /// The free seats.
    Quota,
}

/// The queue of requests, each with a tag that says what it is for.
#[derive(Clone, Debug)]
pub(crate) struct Dispatch {
    waiting: Vec<Waiting>,
    /// At most [`AT_ONCE`].
    flying: Vec<(RequestId, Waiting)>,
    next_id: RequestId,
    /// Until when the service wants no request.
    paused_until: Duration,
    /// How many refusals for the rate came without a success between them.
    refusals: u32,
}

#[derive(Clone, Debug)]
struct Waiting {
    tag: Tag,
    request: Request,
    attempt: u32,
    not_before: Duration,
}

/// More requests at once than this isn't recommended by the service's documentation.
const AT_ONCE: usize = 3;
/// How often a request that only reads is sent before it counts as failed.
const READ_ATTEMPTS: u32 = 5;
/// How long to wait after a 429 that doesn't say; the documentation asks for a minute.
const RATE_LIMIT_PAUSE: Duration = Duration::from_secs(60);
/// A service that asks for a longer pause ends the run, which can go on later: an hour is far beyond the
/// documented minute, and within the time that a nightly job may take.
const LONGEST_PAUSE: Duration = Duration::from_secs(60 * 60);
/// After so many 429 without a success between them, waiting longer is no help.
const RATE_LIMIT_BUDGET: u32 = 8;

impl Dispatch {
    pub(crate) fn new() -> Self {
        Self {
            waiting: Vec::new(),
            flying: Vec::new(),
            next_id: 1,
            paused_until: Duration::ZERO,
            refusals: 0,
        }
    }

    /// Queues a request.
    pub(crate) fn push(&mut self, tag: Tag, request: Request) {
        self.push_at(tag, request, Duration::ZERO);
    }

    /// Queues a request that isn't to be sent before a time of the monotonic clock.
    pub(crate) fn push_at(&mut self, tag: Tag, request: Request, not_before: Duration) {
        self.waiting.push(Waiting {
            tag,
            request,
            attempt: 1,
            not_before,
        });
    }

    /// The next request to send now, if one may be sent.
    pub(crate) fn next(&mut self, now: Now) -> Option<(RequestId, Request)> {
        if self.flying.len() >= AT_ONCE || now.monotonic < self.paused_until {
            return None;
        }
        let ready = self
            .waiting
            .iter()
            .position(|waiting| waiting.not_before <= now.monotonic)?;
        let waiting = self.waiting.remove(ready);
        let id = self.next_id;
        self.next_id += 1;
        let request = waiting.request.clone();
        self.flying.push((id, waiting));
        Some((id, request))
    }

    /// How many more requests could be sent now.
    pub(crate) fn free(&self, now: Now) -> usize {
        if self.is_paused(now) {
            return 0;
        }
        let ready = self
            .waiting
            .iter()
            .filter(|waiting| waiting.not_before <= now.monotonic)
            .count();
        AT_ONCE.saturating_sub(self.flying.len() + ready)
    }

    /// Whether the service wants no request now.
    pub(crate) fn is_paused(&self, now: Now) -> bool {
        now.monotonic < self.paused_until
    }

    pub(crate) fn is_idle(&self) -> bool {
        self.waiting.is_empty() && self.flying.is_empty()
    }

    pub(crate) fn in_flight(&self) -> usize {
        self.flying.len()
    }

    /// Forgets the requests that haven't been sent, and returns their tags.
    pub(crate) fn cancel_waiting(&mut self) -> Vec<Tag> {
        self.waiting.drain(..).map(|waiting| waiting.tag).collect()
    }

    /// Whether the service has refused so often that waiting is no help.
    pub(crate) fn is_exhausted(&self) -> bool {
        self.refusals >= RATE_LIMIT_BUDGET
    }

    /// How long until something can be sent, if that is a question of time alone.
    pub(crate) fn wait(&self, now: Now) -> Option<Duration> {
        if self.flying.len() >= AT_ONCE {
            return None;
        }
        let paused = (now.monotonic < self.paused_until).then_some(self.paused_until);
        let next = self
            .waiting
            .iter()
            .map(|waiting| waiting.not_before.max(self.paused_until))
            .min();
        Some(next.or(paused)?.saturating_sub(now.monotonic))
    }

    /// Takes an answer. `None` if the request is sent again, or if nobody waits for the answer.
    pub(crate) fn answer(
        &mut self,
        id: RequestId,
        answer: Answer,
        now: Now,
    ) -> Option<(Tag, Answer)> {
        let place = self.flying.iter().position(|(flying, _)| *flying == id)?;
        let (_, mut flown) = self.flying.swap_remove(place);
        match &answer {
            Answer::Success { .. } => self.refusals = 0,
            Answer::Failure(failure) if failure.is_rate_limit() => self.pause(failure, now),
            Answer::Failure(_) => {}
        }
        if let Answer::Failure(failure) = &answer {
            let again = flown.request.is_read() && failure.is_passing() && !self.is_exhausted();
            if again && (flown.attempt < READ_ATTEMPTS || failure.is_rate_limit()) {
                flown.not_before = now.monotonic + backoff(flown.attempt);
                if !failure.is_rate_limit() {
                    flown.attempt += 1;
                }
                self.waiting.insert(0, flown);
                return None;
            }
        }
        Some((flown.tag, answer))
    }

    fn pause(&mut self, failure: &Failure, now: Now) {
        let pause = failure.retry_after.unwrap_or(RATE_LIMIT_PAUSE);
        if pause > LONGEST_PAUSE {
            self.refusals = RATE_LIMIT_BUDGET;
            return;
        }
        self.refusals += 1;
        self.paused_until = self.paused_until.max(now.monotonic + pause);
    }
}

/// How long to wait after an attempt that failed: 1, 2, 4, 8 seconds.
pub(crate) fn backoff(attempt: u32) -> Duration {
    Duration::from_secs(1 << attempt.saturating_sub(1).min(3))
}
