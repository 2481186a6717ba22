//! The attempts of a call, until a success, a failure that stays, or the end of its time.

use std::pin::pin;

use crate::{
    client::{Client, observer::Event},
    error::{Code, Effect, Error},
    operation::{Arguments, Input, Operation, PathParameter},
    platform::{Instant, sleep},
    types::response::{Head, Response},
};

use super::{
    answer::{Answer, Read, Verdict},
    attempt::Attempt,
    context::Context,
    deadline::Deadline,
    outgoing::Outgoing,
    retry::{self, LONGEST_PAUSE},
    route::Route,
    trace,
};

impl Client {
    /// When a call that begins now must have ended.
    pub(crate) fn deadline(&self) -> Deadline {
        Deadline::after(Instant::now(), self.limits().total_timeout)
    }

    /// Calls an operation, and looks nothing up.
    pub(crate) async fn call<T>(
        &self,
        route: &'static Route,
        arguments: &Arguments,
        read: Read<T>,
    ) -> Result<Response<T>, Error> {
        let deadline = self.deadline();
        let call = pin!(async { read(self.send(route, arguments, deadline).await?) });
        trace::in_call(route.operation.endpoint.id, call).await
    }

    /// Calls an operation, and leaves its answer to be read later. Nothing is looked up.
    pub(crate) async fn answer(
        &self,
        route: &'static Route,
        arguments: &Arguments,
    ) -> Result<Answer, Error> {
        let call = pin!(self.send(route, arguments, self.deadline()));
        trace::in_call(route.operation.endpoint.id, call).await
    }

    /// Sends an operation until it succeeds or may not be repeated. Nothing is looked up.
    ///
    /// `deadline` is that of the whole call, of which this can be a part.
    pub(crate) async fn send(
        &self,
        route: &'static Route,
        arguments: &Arguments,
        deadline: Deadline,
    ) -> Result<Answer, Error> {
        let context = Context::new(self, &route.operation.endpoint);
        let limits = self.limits();
        let input = Input::new(route.operation, arguments, limits.allow_similar_values)
            .map_err(|error| context.complete(error))?;
        let attempt = Attempt {
            route,
            input: &input,
            outgoing: Outgoing::new(self, route.operation, &input),
            limits,
            deadline,
            body_id: self.options.body_id,
        };
        Attempts {
            client: self,
            attempt,
            context,
            rate_limited: 0,
        }
        .run()
        .await
    }
}

/// The path of the service's address.
const BASE_PATH: &str = "/ratings";

struct Attempts<'a> {
    client: &'a Client,
    attempt: Attempt<'a>,
    /// With the number of attempts so far, and their known effect.
    context: Context,
    /// How many of them were refused for their rate.
    rate_limited: u32,
}

impl Attempts<'_> {
    async fn run(mut self) -> Result<Answer, Error> {
        let shared = &self.client.shared;
        let operation = self.attempt.route.operation;
        let deadline = self.attempt.deadline;
        loop {
            let permit = match deadline.run(shared.gate.enter(deadline)).await {
                Some(Ok(permit)) => permit,
                Some(Err(pause)) => {
                    let message = "the service asked for a pause that this call can't wait for";
                    let mut error = Error::new(Code::RateLimited, message);
                    error.inner_mut().retry_after = Some(pause);
                    return Err(self.context.complete(error));
                }
                None => {
                    let message = "no time was left to send the request";
                    return Err(self.context.complete(Error::new(Code::Timeout, message)));
                }
            };
            self.context.attempts += 1;
            let outcome = {
                let attempt = pin!(self.attempt.run(&self.context));
                trace::in_attempt(self.context.endpoint(), self.context.attempts, attempt).await
            };
            drop(permit);

            let mut error = match outcome {
                Ok(answer) => {
                    shared.budget.refund();
                    return Ok(answer);
                }
                Err(error) => error,
            };
            if self.context.effect > Effect::None && retry::shows_effect(operation, &error) {
                return Ok(self.done_before(error));
            }
            match error.code() {
                Code::RateLimited => name_long_pause(&mut error),
                Code::NotFound => self.explain_not_found(&mut error),
                _ => {}
            }
            let error = self.context.complete(error);
            self.context.effect = error.inner().effect;
            self.wait_to_repeat(error).await?;
        }
    }

    /// Adds the likely cause of a 404 to its message, if the request shows one.
    fn explain_not_found(&self, error: &mut Error) {
        let Operation {
            endpoint,
            path_parameters,
            ..
        } = self.attempt.route.operation;
        let mut parameters = path_parameters.iter().enumerate();
        let with_at = parameters.find(|(index, _)| {
            self.attempt
                .input
                .segment(*index)
                .as_bytes()
                .contains(&b'@')
        });
        let base_url = self.client.base_url();
        let inner = error.inner_mut();
        let hint = if let Some((_, PathParameter { name, .. })) = with_at {
            inner.field = Some((*name).to_owned());
            format!(
                "`{name}` is a guid, and this one holds an `@`: look the user up by email first"
            )
        } else if inner.detail.is_none() && !base_url.ends_with(BASE_PATH) {
            let path = endpoint.path;
            format!(
                "`{path}` was not found below {base_url}; the service's address ends in `{BASE_PATH}`"
            )
        } else {
            return;
        };
        inner.message = format!("{}; {hint}", inner.message.trim_end_matches('.'));
    }

    /// Waits until the next attempt.
    ///
    /// # Errors
    /// The failure of the last attempt, if there is to be no other.
    async fn wait_to_repeat(&mut self, error: Error) -> Result<(), Error> {
        let shared = &self.client.shared;
        let attempts = self.context.attempts;
        let is_limited = error.code() == Code::RateLimited;
        self.rate_limited += u32::from(is_limited);
        let failures = match is_limited {
            true => self.rate_limited,
            false => attempts - self.rate_limited,
        };
        let delay = retry::wait(&error, failures);
        if is_limited {
            // All calls of the client wait, also if this one gives up.
            shared.gate.pause(delay.min(LONGEST_PAUSE));
        }
        let is_long = delay > LONGEST_PAUSE;
        let deadline = self.attempt.deadline;
        let may_repeat = attempts <= self.attempt.limits.max_retries
            && retry::may_repeat(self.attempt.route.operation.retry, &error)
            && deadline.allows(delay)
            // A call without a deadline doesn't wait for hours either.
            && (!is_long || deadline.left().is_some());
        // Retries after a 429 cost no budget: the pause is their bound.
        if !may_repeat || !(is_limited || shared.budget.spend()) {
            return Err(error);
        }
        self.context.report(|| Event::Retry {
            operation: self.context.endpoint().id,
            attempts,
            code: error.code(),
            status: error.status(),
            delay,
        });
        // A shared pause is waited for at the gate.
        if !is_limited || is_long {
            sleep(delay).await;
        }
        Ok(())
    }

    /// The success of an operation whose repeat failed because the first attempt had taken effect.
    fn done_before(&self, mut error: Error) -> Answer {
        let inner = error.inner_mut();
        Answer {
            text: None,
            head: Head {
                status: inner.status.unwrap_or_default(),
                headers: std::mem::take(&mut inner.headers),
            },
            verdict: Verdict::None,
            recovered: true,
            context: self.context.clone(),
        }
    }
}

/// Adds to the message of an error how long the service asked to wait, if no call waits that long.
fn name_long_pause(error: &mut Error) {
    let asked = error.retry_after().unwrap_or_default();
    if asked > LONGEST_PAUSE {
        let message = format!(
            "{}; the service asked for a pause of {} s, of which other calls wait for {} s",
            error.inner().message,
            asked.as_secs(),
            LONGEST_PAUSE.as_secs()
        );
        error.inner_mut().message = message;
    }
}
