//! The way of requests and answers, on which they get lost.

use super::{Fault, Look, Pending, Service};
use crate::{Answer, Effect, Failure, Key, Request, Timestamp, simulate::world::chance};

/// How often a run sends a request that reads before it counts as failed.
const READ_ATTEMPTS: u32 = 5;

impl Service {
    /// Takes a request of a host.
    pub(in crate::simulate) fn send(
        &mut self,
        id: u64,
        host: (u32, u64),
        request: Request,
        now: u64,
    ) {
        let latency = if chance(&mut self.rng, 5) {
            self.rng.u64(0..2000)
        } else {
            self.rng.u64(5..150)
        };
        let reaches = now + latency / 2;
        let mut pending = Pending {
            id,
            host: host.0,
            host_start: host.1,
            request,
            sent: now,
            effect_at: Some(reaches),
            answer_at: now + latency,
            fault: Fault::None,
            answer: None,
        };
        if chance(&mut self.rng, self.fault_percent) {
            pending.fault = match self.rng.u32(0..10) {
                0 | 1 => Fault::Lost(None),
                2 => Fault::Lost(Some(500)),
                3 => Fault::Lost(Some(524)),
                4 => Fault::Refused(Some(429)),
                5 => Fault::Refused(None),
                6 => Fault::Refused(Some(503)),
                // For other operations a 400 says something about the user.
                7 if matches!(
                    pending.request,
                    Request::CreateUser { .. } | Request::EditUser { .. }
                ) =>
                {
                    Fault::Refused(Some(400))
                }
                8 if matches!(pending.request, Request::CreateUser { .. }) => Fault::Empty,
                _ => Fault::Lost(Some(502)),
            };
        }
        match pending.fault {
            Fault::Refused(_) => pending.effect_at = None,
            // Lost on the way there, on the way back, or held up somewhere.
            Fault::Lost(_) => match self.rng.u32(0..3) {
                0 => pending.effect_at = None,
                1 => {}
                _ => pending.effect_at = Some(reaches + self.rng.u64(0..5000)),
            },
            Fault::None | Fault::Empty => {}
        }
        self.pending.push(pending);
    }

    /// When something happens next.
    pub(in crate::simulate) fn next_event(&self, host: u32) -> Option<u64> {
        let effects = self.pending.iter().filter_map(|pending| pending.effect_at);
        let answers = self
            .pending
            .iter()
            .filter(|pending| pending.host == host)
            .map(|pending| pending.answer_at);
        effects
            .chain(answers)
            .chain(self.others.first().map(|(at, _)| *at))
            .min()
    }

    /// Lets everything happen that is due by `now`, in order.
    pub(in crate::simulate) fn advance(&mut self, now: u64, wall: &dyn Fn(u64) -> Timestamp) {
        loop {
            let effect = self
                .pending
                .iter()
                .enumerate()
                .filter_map(|(index, pending)| Some((pending.effect_at?, index)))
                .min();
            let other = self.others.first().map(|(at, _)| *at);
            match (effect, other) {
                (Some((at, index)), other)
                    if at <= now && other.is_none_or(|other| at <= other) =>
                {
                    if let Some(pending) = self.pending.get_mut(index) {
                        pending.effect_at = None;
                        let (request, sent, host_start) =
                            (pending.request.clone(), pending.sent, pending.host_start);
                        let answer = self.perform(&request, at, (sent, host_start), wall(at));
                        if let Some(pending) = self.pending.get_mut(index) {
                            pending.answer = Some(answer);
                        }
                    }
                }
                (_, Some(at)) if at <= now => {
                    let (at, other) = self.others.remove(0);
                    self.disturb(&other, at, wall(at));
                }
                _ => break,
            }
        }
    }

    /// The answer that has come for this host, if one has.
    pub(in crate::simulate) fn take_answer(
        &mut self,
        host: u32,
        now: u64,
    ) -> Option<(u64, Answer)> {
        // What nobody waits for is forgotten once it has happened.
        self.pending
            .retain(|pending| pending.host == host || pending.effect_at.is_some());
        let due = self
            .pending
            .iter()
            .enumerate()
            .filter(|(_, pending)| pending.host == host && pending.answer_at <= now);
        let (index, _) = due.min_by_key(|(_, pending)| (pending.answer_at, pending.id))?;
        let pending = self.pending.get_mut(index)?;
        let fault = pending.fault;
        let answer = pending.answer.take();
        let id = pending.id;
        let is_read = pending.request.is_read();
        let look = look(&pending.request);
        if pending.effect_at.is_some() {
            // It takes effect later, for nobody.
            pending.host = u32::MAX;
        } else {
            self.pending.remove(index);
        }
        let failure = |status: Option<u16>, effect, code: &str| {
            Answer::Failure(Failure {
                status,
                code: code.to_owned(),
                effect,
                retry_after: None,
            })
        };
        let answer = match (fault, answer) {
            (Fault::None, Some(answer)) => answer,
            (Fault::Empty, Some(Answer::Success { .. })) => Answer::Success { body: None },
            (Fault::Empty, Some(answer)) => answer,
            (Fault::Refused(Some(429)), _) => Answer::Failure(Failure {
                status: Some(429),
                code: "rate_limited".to_owned(),
                effect: Effect::None,
                retry_after: chance(&mut self.rng, 50).then(|| std::time::Duration::from_secs(2)),
            }),
            (Fault::Refused(status), _) => failure(status, Effect::None, "refused"),
            (Fault::Lost(status), answer) => {
                self.lost +=
                    usize::from(!is_read && matches!(answer, Some(Answer::Success { .. })));
                failure(
                    status,
                    if is_read {
                        Effect::None
                    } else {
                        Effect::Possible
                    },
                    "lost",
                )
            }
            (Fault::None | Fault::Empty, None) => failure(Some(500), Effect::Possible, "lost"),
        };
        self.count_failed_looks(look, &answer);
        Some((id, answer))
    }

    fn count_failed_looks(&mut self, look: Option<Look>, answer: &Answer) {
        let Some(look) = look else {
            return;
        };
        let failures = self.failed_looks.entry(look).or_default();
        match answer {
            Answer::Success { .. } => *failures = 0,
            // Such a request is sent again as often as it takes.
            Answer::Failure(failure) if failure.status == Some(429) => {}
            Answer::Failure(_) => *failures += 1,
        }
    }

    /// Whether a search for this address failed: one of its requests did, as often as a run sends it.
    pub(in crate::simulate) fn search_failed(&self, key: &Key) -> bool {
        self.failed_looks
            .iter()
            .any(|((email, ..), failures)| Key::new(email) == *key && *failures >= READ_ATTEMPTS)
    }
}

/// What a request for the users with an address asks for.
fn look(request: &Request) -> Option<Look> {
    match request {
        Request::ListUsers {
            email: Some(email),
            is_company_api_token,
            is_available_for_contact,
            ..
        } => Some((
            email.clone(),
            *is_company_api_token,
            *is_available_for_contact,
        )),
        _ => None,
    }
}
