//! One call of an operation: checked arguments, attempts under one policy, one kind of outcome.

use std::pin::pin;

use reqwest::{
    StatusCode,
    header::{HeaderMap, HeaderValue},
};

use crate::{
    Client, Code, Effect, Error, Event, Response, Token,
    arguments::{Arguments, Input},
    attempt::{Attempt, Failure, Seen},
    body::Raw,
    clock::{Instant, sleep, until},
    error::Inner,
    failure,
    operation::{Operation, Retry, Success},
    recovery,
    response::request_id,
    retry, trace,
};

impl Client {
    /// Calls an operation, and checks the body without decoding it. For the bindings; others have a
    /// method for each.
    #[doc(hidden)]
    pub async fn perform_checked(
        &self,
        operation: &'static Operation,
        arguments: &Arguments,
    ) -> Result<Response<Raw>, Error> {
        match operation.retry {
            Retry::Lookup => {
                recovery::create_user(self, operation, arguments, Response::checked).await
            }
            _ => self.send(operation, arguments).await?.checked(),
        }
    }

    /// Calls an operation, and looks nothing up.
    pub(crate) async fn send(
        &self,
        operation: &'static Operation,
        arguments: &Arguments,
    ) -> Result<Response<Raw>, Error> {
        let call = Call {
            client: self,
            operation,
            deadline: self.deadline(),
        };
        let input = Input::new(operation, arguments).map_err(|error| call.place(error))?;
        // What has a deadline from elsewhere is a part of a call.
        let is_part = self.options.deadline.is_some();
        let attempts = pin!(call.attempts(&input));
        trace::in_call(operation.id, is_part, attempts).await
    }

    /// When a call that begins now must have ended.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        self.options.deadline.or_else(|| {
            let total = self.options.total_timeout.or(self.shared.total_timeout)?;
            Instant::now().checked_add(total)
        })
    }
}

struct Call<'a> {
    client: &'a Client,
    operation: &'static Operation,
    deadline: Option<Instant>,
}

/// A success, whatever the operation.
struct Answer {
    /// `None` if the body was empty.
    raw: Option<String>,
    status: StatusCode,
    headers: HeaderMap,
}

impl Answer {
    fn new(raw: Option<String>, seen: Seen) -> Self {
        Self {
            raw,
            status: seen.status.unwrap_or_default(),
            headers: seen.headers,
        }
    }
}

impl Call<'_> {
    /// Attempts until a success, a failure that stays, or the end of patience.
    async fn attempts(&self, input: &Input<'_>) -> Result<Response<Raw>, Error> {
        let Client { shared, options } = self.client;
        let token = options.token.as_ref().unwrap_or(&shared.token);
        let mark = self.mark();
        let max_retries = options.max_retries.unwrap_or(shared.max_retries);
        let mut attempts = 0;
        // How many of them were refused for their rate.
        let mut refused = 0;
        // If an earlier attempt may have taken effect, then so may the call as a whole.
        let mut effect = Effect::None;
        loop {
            let place = match until(self.deadline, shared.gate.enter(self.deadline)).await {
                Some(Ok(place)) => place,
                Some(Err(pause)) => {
                    let message = "the service asked for a pause that this call can't wait for";
                    let mut error = Error::new(Code::RateLimited, message).with_effect(effect);
                    error.inner_mut().retry_after = Some(pause);
                    return Err(self.account(error, attempts));
                }
                None => {
                    let error = Error::new(Code::Timeout, "no time was left to send the request");
                    return Err(self.account(error.with_effect(effect), attempts));
                }
            };
            attempts += 1;
            let attempt = Attempt::new(
                shared.clone(),
                token.authorization(),
                input.query.clone(),
                mark.clone(),
            );
            let outcome = pin!(self.attempt(&attempt, attempts, input));
            let outcome = trace::in_attempt(self.operation, attempts, outcome).await;
            drop(place);

            let error = match outcome {
                Ok(answer) => {
                    shared.budget.refund();
                    return Ok(self.response(answer, token, attempts, false));
                }
                Err(error) => error,
            };
            if effect > Effect::None && retry::shows_effect(self.operation, &error) {
                let inner = error.inner();
                let answer = Answer {
                    raw: None,
                    status: inner.status.unwrap_or_default(),
                    headers: inner.headers.clone(),
                };
                return Ok(self.response(answer, token, attempts, true));
            }
            effect = effect.max(error.inner().effect);
            let error = token.hide(self.account(error.with_effect(effect), attempts));

            let repeat = attempts <= max_retries && retry::may_repeat(self.operation.retry, &error);
            let limited = error.code() == Code::RateLimited;
            refused += u32::from(limited);
            let delay = retry::wait(&error, if limited { refused } else { attempts - refused });
            if limited {
                // Everybody waits, also when this call gives up.
                shared.gate.pause(delay);
            }
            let in_time = self.left().is_none_or(|left| delay < left);
            if !repeat || !in_time || !(limited || shared.budget.spend()) {
                return Err(error);
            }
            shared.tell(|| Event::Retry {
                operation: self.operation.id,
                attempts,
                code: error.code(),
                status: error.status(),
                delay,
            });
            if !limited {
                sleep(delay).await;
            }
        }
    }

    async fn attempt(
        &self,
        attempt: &Attempt,
        number: u32,
        input: &Input<'_>,
    ) -> Result<Answer, Error> {
        let Operation {
            id, method, path, ..
        } = *self.operation;
        let Client { shared, options } = self.client;
        shared.tell(|| Event::Request {
            operation: id,
            method,
            path,
            attempt: number,
        });
        let start = Instant::now();

        let limit = options.attempt_timeout.or(shared.attempt_timeout);
        let end = limit.and_then(|limit| start.checked_add(limit));
        let end = match (end, self.deadline) {
            (Some(end), Some(deadline)) if deadline < end => Some(deadline),
            (end, deadline) => end.or(deadline),
        };
        let client = attempt.client();
        // The body is read within the limit as well.
        let sent = pin!(async {
            let raw = match (self.operation.send)(&client, input).await {
                Err(Failure::UnexpectedResponse(mut response)) => {
                    attempt.note(&mut response);
                    if !response.status().is_success() {
                        return Err(failure::refused(response, attempt).await);
                    }
                    match self.operation.success {
                        Success::Nothing => None,
                        _ => failure::text(response, attempt).await?,
                    }
                }
                // The one response that progenitor knows of, which has no body.
                Ok(_) => None,
                Err(error) => return Err(failure::read(error)),
            };
            Ok(Answer::new(raw, attempt.take_seen()))
        });
        let outcome = match until(end, sent).await {
            Some(outcome) => outcome,
            None => Err(failure::timed_out(attempt)),
        };

        shared.tell(|| {
            let (status, headers) = match &outcome {
                Ok(answer) => (Some(answer.status), &answer.headers),
                Err(error) => (error.inner().status, error.headers()),
            };
            Event::Response {
                operation: id,
                attempt: number,
                status: status.map(|status| status.as_u16()),
                request_id: request_id(headers),
                code: outcome.as_ref().err().map(Error::code),
                duration: start.elapsed(),
            }
        });
        outcome
    }

    fn mark(&self) -> Option<HeaderValue> {
        let slot = self.client.options.slot?;
        HeaderValue::try_from(format!("{} {slot}", self.operation.id)).ok()
    }

    fn response(
        &self,
        answer: Answer,
        token: &Token,
        attempts: u32,
        recovered: bool,
    ) -> Response<Raw> {
        Response {
            value: Raw {
                operation: self.operation,
                shared: self.client.shared.clone(),
                token: token.clone(),
                slot: self.client.options.slot,
            },
            raw: answer.raw,
            status: answer.status,
            headers: answer.headers,
            attempts,
            recovered,
        }
    }

    fn left(&self) -> Option<std::time::Duration> {
        Some(self.deadline?.saturating_duration_since(Instant::now()))
    }

    fn account(&self, error: Error, attempts: u32) -> Error {
        let mut error = self.place(error);
        error.inner_mut().attempts = attempts;
        error
    }

    /// Says of which operation an error is.
    fn place(&self, mut error: Error) -> Error {
        let Inner {
            operation,
            base_url,
            ..
        } = error.inner_mut();
        *operation = Some(self.operation);
        *base_url = Some(self.client.shared.base_url().to_owned());
        error
    }
}
