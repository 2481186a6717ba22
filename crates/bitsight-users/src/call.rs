//! One call of an operation: checked arguments, attempts under one policy, one kind of outcome.

use std::{collections::BTreeMap, future::Future, pin::Pin};

use progenitor_client::ResponseValue;
use reqwest::{StatusCode, header::HeaderMap};
use serde_json::{Value, value::RawValue};

use crate::{
    Client, Code, Effect, Error, Event, Response,
    attempt::Attempt,
    body::{Body, Raw},
    clock::{self, Instant, sleep, timeout},
    error::Inner,
    failure,
    generated::client::Client as Generated,
    operation::Operation,
    request::Checked,
    response::request_id,
    retry, rules, threads, trace,
};

type Failure = progenitor_client::Error<()>;
/// What progenitor's methods return.
pub(crate) type Sent<T> = Result<ResponseValue<T>, Failure>;

pub(crate) struct Call<'a> {
    client: &'a Client,
    operation: &'static Operation,
    deadline: Option<Instant>,
}

/// Checked query parameters, as text.
pub(crate) struct Query(BTreeMap<String, String>);

impl Query {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

/// A success, whatever the operation: what a call makes of all of progenitor's results, so that the
/// policy is compiled once and not for each operation.
pub(crate) struct Answer {
    /// `None` if the body was empty.
    raw: Option<Box<RawValue>>,
    status: StatusCode,
    headers: HeaderMap,
}

impl<T> From<ResponseValue<Body<T>>> for Answer {
    fn from(response: ResponseValue<Body<T>>) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        Self {
            raw: Some(response.into_inner().raw),
            status,
            headers,
        }
    }
}

impl From<ResponseValue<()>> for Answer {
    fn from(response: ResponseValue<()>) -> Self {
        Self {
            raw: None,
            status: response.status(),
            headers: response.headers().clone(),
        }
    }
}

/// One sending, whatever the operation.
#[cfg(not(target_arch = "wasm32"))]
type Sending<'s> = Pin<Box<dyn Future<Output = Result<Answer, Failure>> + Send + 's>>;
#[cfg(target_arch = "wasm32")]
type Sending<'s> = Pin<Box<dyn Future<Output = Result<Answer, Failure>> + 's>>;

/// What sends, by progenitor's method for the operation.
#[cfg(not(target_arch = "wasm32"))]
type Sender<'s> = dyn Fn(Generated) -> Sending<'s> + Sync + 's;
#[cfg(target_arch = "wasm32")]
type Sender<'s> = dyn Fn(Generated) -> Sending<'s> + 's;

impl<'a> Call<'a> {
    pub fn new(client: &'a Client, operation: &'static Operation) -> Self {
        let deadline = client.deadline();
        Self {
            client,
            operation,
            deadline,
        }
    }

    /// Refuses what would change which endpoint is called, once the URL is put together.
    pub fn path_segment(&self, name: &str, value: &str) -> Result<(), Error> {
        let problem = if value.trim().is_empty() {
            "must not be empty"
        } else if [".", ".."].contains(&value) {
            "must not be a relative path"
        } else if value.contains(|c: char| "/\\?#%".contains(c) || c.is_control()) {
            "must not hold any of / \\ ? # % or control characters"
        } else {
            return Ok(());
        };
        Err(self.place(Error::argument(name, problem)))
    }

    /// Checks a request body.
    pub fn body(&self, rules: &rules::Object, body: &Value) -> Result<Checked, Error> {
        Checked::new(rules, body).map_err(|error| self.place(error))
    }

    /// Checks query parameters, and writes them as the service wants them.
    pub fn query(&self, rules: &rules::Object, query: &Value) -> Result<Query, Error> {
        rules
            .check(query)
            .map_err(|violation| self.place(violation.into()))?;
        let mut texts = BTreeMap::new();
        for (name, value) in query.as_object().into_iter().flatten() {
            let text = match value {
                Value::Array(items) => {
                    let items = items.iter().map(plain_text).collect::<Vec<_>>();
                    // Lists travel comma-separated, and there is no way to write a comma in one.
                    // An empty one would be as good as no filter at all.
                    for (index, item) in items.iter().enumerate() {
                        let problem = match item {
                            item if item.contains(',') => "must not hold a comma",
                            item if item.trim().is_empty() => "must not be empty",
                            _ => continue,
                        };
                        let field = format!("{name}[{index}]");
                        return Err(self.place(Error::argument(&field, problem)));
                    }
                    items.join(",")
                }
                other => plain_text(other),
            };
            texts.insert(name.clone(), text);
        }
        Ok(Query(texts))
    }

    /// Sends the operation, by progenitor's method for it.
    pub async fn run<'s, T, F, S>(&self, send: F) -> Result<Response<Raw>, Error>
    where
        Answer: From<ResponseValue<T>>,
        F: Fn(Generated) -> S + threads::Sync + 's,
        S: Future<Output = Sent<T>> + threads::Send + 's,
    {
        let send = move |client| -> Sending<'s> {
            let sent = send(client);
            Box::pin(async move { sent.await.map(Answer::from) })
        };
        // What has a deadline from elsewhere is a part of a call.
        let is_part = self.client.options.deadline.is_some();
        trace::in_call(self.operation.id, is_part, self.attempts(&send)).await
    }

    /// Attempts until a success, a failure that stays, or the end of patience.
    async fn attempts(&self, send: &Sender<'_>) -> Result<Response<Raw>, Error> {
        let Client { shared, options } = self.client;
        let token = options.token.as_ref().unwrap_or(&shared.token);
        let authorization = token.authorization().map_err(|error| self.place(error))?;
        let max_retries = options.max_retries.unwrap_or(shared.max_retries);
        let mut attempts = 0;
        // How many of them were refused for their rate.
        let mut refused = 0;
        // If an earlier attempt may have taken effect, then so may the call as a whole.
        let mut effect = Effect::None;
        loop {
            let place = match timeout(self.left(), shared.gate.enter(self.deadline)).await {
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
            let attempt = Attempt::new(shared.clone(), authorization.clone());
            let outcome = self.attempt(&attempt, attempts, send);
            let outcome = trace::in_attempt(self.operation, attempts, outcome).await;
            drop(place);

            let error = match outcome {
                Ok(Answer {
                    raw,
                    status,
                    headers,
                }) => {
                    shared.budget.refund();
                    let value = Raw {
                        operation: self.operation,
                        shared: shared.clone(),
                        token: token.clone(),
                    };
                    return Ok(Response {
                        value,
                        raw,
                        status,
                        headers,
                        attempts,
                        recovered: false,
                    });
                }
                Err(error) => error,
            };
            if effect > Effect::None && retry::shows_effect(self.operation, &error) {
                let inner = error.inner();
                return Ok(Response {
                    value: Raw {
                        operation: self.operation,
                        shared: shared.clone(),
                        token: token.clone(),
                    },
                    raw: None,
                    status: inner.status.unwrap_or_default(),
                    headers: inner.headers.clone(),
                    attempts,
                    recovered: true,
                });
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
            shared.tell(&Event::Retry {
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
        send: &Sender<'_>,
    ) -> Result<Answer, Error> {
        let Operation {
            id, method, path, ..
        } = *self.operation;
        let Client { shared, options } = self.client;
        shared.tell(&Event::Request {
            operation: id,
            method,
            path,
            attempt: number,
        });
        let start = Instant::now();

        let limit = options.attempt_timeout.or(shared.attempt_timeout);
        let limit = match (limit, self.left()) {
            (Some(limit), Some(left)) => Some(limit.min(left)),
            (limit, left) => limit.or(left),
        };
        // Progenitor's error is read within the limit as well: it may hold an unread body.
        let sent = timeout(limit, async {
            match send(attempt.client()).await {
                Ok(value) => Ok(value),
                Err(error) => Err(failure::read(error, attempt).await),
            }
        });
        let outcome = match sent.await {
            None => Err(failure::timed_out(attempt)),
            Some(Ok(answer)) => Ok(answer),
            Some(Err(failure::Read::EmptySuccess(seen))) => Ok(Answer {
                raw: None,
                status: seen.status.unwrap_or_default(),
                headers: seen.headers,
            }),
            Some(Err(failure::Read::Failed(error))) => Err(error),
        };

        let seen = attempt.seen();
        shared.tell(&Event::Response {
            operation: id,
            attempt: number,
            status: seen.status.map(|status| status.as_u16()),
            request_id: request_id(&seen.headers),
            code: outcome.as_ref().err().map(Error::code),
            duration: start.elapsed(),
        });
        outcome
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
        *base_url = Some(self.client.shared.base_url.clone());
        error
    }
}

impl Client {
    /// When a call that begins now must have ended.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        self.options.deadline.or_else(|| {
            let total = self.options.total_timeout.or(self.shared.total_timeout)?;
            clock::Instant::now().checked_add(total)
        })
    }
}

fn plain_text(value: &Value) -> String {
    match value {
        Value::String(string) => string.clone(),
        other => other.to_string(),
    }
}
