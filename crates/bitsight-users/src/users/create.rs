//! One create: sent, looked up if its answer is lost, and sent again once its user is known to be absent.

use std::{pin::pin, time::Duration};

use serde_json::Value;

use crate::{
    call::{
        answer::{Answer, Read, Verdict},
        context::Context,
        deadline::Deadline,
        retry,
        route::Route,
        trace,
    },
    client::{Client, handle::Limits, observer::Event, options::BodyId},
    error::{Code, Effect, Error, Inner},
    operation::{Arguments, Body},
    platform::{Instant, sleep},
    types::response::{Head, Response},
};

use super::{
    compare::Asked,
    look_up::{End, Found, look_up, look_up_once},
};

/// The wait between the first two look-ups; each further one is twice as long. With the settle time of
/// 15 s they are made after 0, 1, 3, 7 and 15 s.
const FIRST_WAIT: Duration = Duration::from_secs(1);

/// Creates a user; see `Client::create_user`.
pub(super) async fn create<T>(
    client: &Client,
    route: &'static Route,
    arguments: &Arguments,
    deadline: Deadline,
    read: Read<T>,
) -> Result<Response<T>, Error> {
    let mut client = client.clone();
    // The answer's email has to be read here.
    client.options.body_id = client.options.body_id.map(|_| BodyId::Validate);
    let creation = Creation {
        asked: Asked::new(arguments.body.as_ref().and_then(Body::text)),
        deadline,
        limits: client.limits(),
        context: Context::new(&client, &route.operation.endpoint),
        client,
        route,
        arguments,
        creates: 0,
        lost: None,
    };
    let run = pin!(creation.run(read));
    trace::in_call(route.operation.endpoint.id, run).await
}

struct Creation<'a> {
    client: Client,
    route: &'static Route,
    arguments: &'a Arguments,
    asked: Asked<'a>,
    deadline: Deadline,
    limits: Limits,
    /// With the number of all requests so far.
    context: Context,
    /// How many of them were to create the user.
    creates: u32,
    /// The first failure after which the user may exist.
    lost: Option<Error>,
}

/// How the look-ups after a failure ended.
enum Settled {
    /// There is a user who is as asked.
    Found(Found),
    /// There is another user with this email.
    Different(Found),
    /// No user had the email, in complete look-ups over the settle time.
    Absent(Seen),
    /// Whether there is one could not be established.
    Unknown(Seen),
}

/// The findings of the look-ups, for the message of an error.
struct Seen {
    look_ups: u32,
    over: Duration,
    what: String,
}

impl Creation<'_> {
    async fn run<T>(mut self, read: Read<T>) -> Result<Response<T>, Error> {
        loop {
            let failure = match self.send(read).await {
                Ok(response) => return Ok(response),
                Err(failure) => failure,
            };
            let ended = Instant::now();
            let (code, status) = (failure.code(), failure.status());
            let may_repeat = self.may_repeat(&failure);
            let delay = self
                .limits
                .settle_time
                .max(retry::wait(&failure, self.creates));
            let refused = failure.effect() == Effect::None;
            let (lost, refusal) = match (self.lost.take(), failure) {
                (None, failure) if refused => return Err(self.refused(failure).await),
                (None, failure) => (failure, None),
                // The outcome of the request before it is unknown, and its user may be the reason for the
                // refusal.
                (Some(lost), failure) if refused => (lost, Some(failure)),
                (Some(lost), _) => (lost, None),
            };
            match self.settle(code, ended, delay).await {
                Settled::Found(user) => return self.found(user, &lost, read),
                Settled::Different(user) => return Err(self.conflict(lost, refusal, user)),
                Settled::Unknown(seen) => return Err(self.unsettled(lost, refusal, &seen)),
                Settled::Absent(seen) => {
                    if refusal.is_some() || !may_repeat || !self.client.shared.budget.spend() {
                        return Err(self.unsettled(lost, refusal, &seen));
                    }
                }
            }
            self.lost = Some(lost);
            self.context.report(|| Event::Retry {
                operation: self.context.endpoint().id,
                attempts: self.context.attempts,
                code,
                status,
                delay: ended.elapsed(),
            });
        }
    }

    /// Sends the create. Attempts that provably had no effect are repeated by `Client::send`, within the
    /// remaining retries.
    async fn send<T>(&mut self, read: Read<T>) -> Result<Response<T>, Error> {
        let mut client = self.client.clone();
        let retries = self.limits.max_retries.saturating_sub(self.creates);
        client.options.max_retries = Some(retries);
        let request = pin!(client.send(self.route, self.arguments, self.deadline));
        let sent = trace::in_request(self.context.endpoint().id, request).await;
        let attempts = match &sent {
            Ok(answer) => answer.context.attempts,
            Err(error) => error.attempts(),
        };
        self.creates += attempts;
        self.context.attempts += attempts;
        let mut answer = sent?;
        answer.context.attempts = self.context.attempts;
        let Some(text) = &answer.text else {
            return Err(created_empty(answer.head));
        };
        // A body that isn't JSON is reported by `read`.
        if self.asked.json_has_email(text) == Some(false) {
            return Err(answer.invalid("its email is not that of the request"));
        }
        read(answer)
    }

    /// The error for a create that had no effect. With a conflict it says whose the email is, if one request can
    /// tell.
    async fn refused(&mut self, mut failure: Error) -> Error {
        let code = failure.code();
        if code == Code::Conflict && self.limits.look_up_conflicts {
            self.context.report(|| Event::LookUp {
                operation: self.context.endpoint().id,
                code,
            });
            match look_up_once(&self.client, &self.asked, self.deadline).await {
                Ok(found) => {
                    self.context.attempts += 1;
                    if let Some(user) = found {
                        self.name_existing(&mut failure, user);
                    }
                }
                // The conflict remains what the caller has to know.
                Err(error) => self.context.attempts += error.attempts(),
            }
        }
        self.context.complete(failure)
    }

    /// Adds the user who has the email to a conflict. The message has no name or guid: messages end up in logs.
    fn name_existing(&self, error: &mut Error, user: Found) {
        let inner = error.inner_mut();
        if let Some(status) = user.value.get("status").and_then(Value::as_str) {
            let message = format!(
                "{}; the user with this email has the status {status}",
                inner.message
            );
            inner.message = message;
        }
        inner.differences = self.asked.differences(&user.value);
        inner.existing_user = Some(user.text);
    }

    /// Whether the create may be sent again after this failure, once its user is known to be absent.
    fn may_repeat(&self, failure: &Error) -> bool {
        !self.limits.settle_time.is_zero()
            && self.creates <= self.limits.max_retries
            && retry::may_create_again(failure)
    }

    /// Looks the user up until it is found, or `delay` has passed since the last attempt ended.
    async fn settle(&mut self, code: Code, ended: Instant, delay: Duration) -> Settled {
        let delay = match self.limits.settle_time.is_zero() {
            true => Duration::ZERO,
            false => delay,
        };
        let mut wait = FIRST_WAIT;
        let mut seen = Seen {
            look_ups: 0,
            over: Duration::ZERO,
            what: String::new(),
        };
        loop {
            self.context.report(|| Event::LookUp {
                operation: self.context.endpoint().id,
                code,
            });
            seen.look_ups += 1;
            // Only a look-up that began after the settle time shows that the user is absent: a slow one may
            // have been answered before.
            let is_last = ended.elapsed() >= delay;
            let mut is_absent = false;
            match look_up(&self.client, &self.asked, self.deadline, End::AsAsked).await {
                Ok(mut sighting) => {
                    self.context.attempts += sighting.requests;
                    if let Some(user) = sighting.take(&self.asked) {
                        return Settled::Found(user);
                    }
                    if let Some(user) = sighting.users.pop() {
                        return Settled::Different(user);
                    }
                    is_absent = sighting.doubt().is_none();
                    let absent = "no user has this email";
                    seen.what = sighting.doubt().unwrap_or(absent).to_owned();
                }
                Err(error) => {
                    self.context.attempts += error.attempts();
                    seen.what = format!("the last look-up failed: {}", error.inner().message);
                    // Asking again would fail in the same way.
                    if !retry::is_passing(&error) {
                        return Settled::Unknown(seen);
                    }
                }
            }
            seen.over = ended.elapsed();
            if is_last {
                return match is_absent {
                    true => Settled::Absent(seen),
                    false => Settled::Unknown(seen),
                };
            }
            let next = wait.min(delay.saturating_sub(seen.over));
            if !self.deadline.allows(next) {
                return Settled::Unknown(seen);
            }
            sleep(next).await;
            wait *= 2;
        }
    }

    /// The response for a user who was found.
    fn found<T>(&self, user: Found, lost: &Error, read: Read<T>) -> Result<Response<T>, Error> {
        // The status of a success whose body was missing is the answer's own.
        let status = match lost.code() {
            Code::CreatedButUnreadable | Code::Connection | Code::Timeout => lost.inner().status,
            _ => None,
        };
        read(Answer {
            text: Some(user.text),
            head: Head {
                status: status.unwrap_or(user.head.status),
                headers: user.head.headers,
            },
            verdict: Verdict::Valid,
            // An answer that is documented to be empty was not lost.
            recovered: lost.code() != Code::CreatedButUnreadable,
            context: self.context.clone(),
        })
    }

    /// The error for another user with the same email.
    fn conflict(&self, lost: Error, refusal: Option<Error>, user: Found) -> Error {
        let message =
            "the response was lost, and the user with this email differs from the request";
        let mut error = Error::new(Code::Conflict, message).with_effect(Effect::Possible);
        let inner = error.inner_mut();
        inner.differences = self.asked.differences(&user.value);
        inner.existing_user = Some(user.text);
        if let Some(mut refusal) = refusal {
            take_answer(&mut refusal, inner);
        }
        self.context.complete(error.caused_by(lost))
    }

    /// The error for a user of whom it is unknown whether it exists.
    fn unsettled(&self, mut lost: Error, refusal: Option<Error>, seen: &Seen) -> Error {
        let Seen {
            look_ups,
            over,
            what,
        } = seen;
        let (seconds, tenths) = (over.as_secs(), over.subsec_millis() / 100);
        let seen = format!("looked up {look_ups} times in {seconds}.{tenths} s after it: {what}");
        let mut message = format!("{}; {seen}", lost.inner().message);
        if let Some(mut refusal) = refusal {
            message = format!(
                "{message}; a repeat was refused: {}",
                refusal.inner().message
            );
            take_answer(&mut refusal, lost.inner_mut());
            lost = lost.caused_by(refusal);
        }
        lost.inner_mut().message = message;
        self.context.complete(lost)
    }
}

/// A success without a body: the user is reported to be created, and has to be read back.
fn created_empty(head: Head) -> Error {
    let message = "the service reported that the user was created, in a response without a body";
    Error::new(Code::CreatedButUnreadable, message)
        .with_effect(Effect::Possible)
        .with_head(head)
}

/// Moves the response from one error to another.
fn take_answer(from: &mut Error, to: &mut Inner) {
    let from = from.inner_mut();
    to.status = from.status;
    to.title = from.title.take();
    to.detail = from.detail.take();
    to.body = from.body.take();
    to.headers = std::mem::take(&mut from.headers);
}
