//! Creating a user without ever creating two: what happens when an answer is lost or empty.
//!
//! The service has no idempotency keys, so that the only way to learn what became of a request is
//! to look for the user by email.

use std::pin::pin;

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::{
    Client, Code, Effect, Error, Event, Response,
    arguments::{Arguments, Body, Query},
    body::Raw,
    clock::{Instant, sleep},
    elements::elements,
    generated::operations::LIST_USERS,
    operation::Operation,
    retry, trace,
};

/// Creates a user; see `Client::create_user`. A body is looked at once, by `read`: whether it can be
/// read is what the recovery has to know.
pub(crate) async fn create_user<R>(
    client: &Client,
    operation: &'static Operation,
    arguments: &Arguments,
    read: Read<R>,
) -> Result<Response<R>, Error> {
    let creation = Creation::new(client, operation, arguments);
    let run = pin!(creation.run(read));
    trace::in_call(operation.id, false, run).await
}

/// Makes of a body, which isn't empty, what the caller wants.
type Read<R> = fn(Response<Raw>) -> Result<Response<R>, Error>;

struct Creation<'a> {
    /// With one deadline for everything.
    client: Client,
    operation: &'static Operation,
    arguments: &'a Arguments,
    max_retries: u32,
}

impl<'a> Creation<'a> {
    fn new(client: &Client, operation: &'static Operation, arguments: &'a Arguments) -> Self {
        let mut client = client.clone();
        client.options.deadline = client.deadline();
        let max_retries = client.options.max_retries;
        let max_retries = max_retries.unwrap_or(client.shared.max_retries);
        Self {
            client,
            operation,
            arguments,
            max_retries,
        }
    }

    /// What was asked for.
    fn body(&self) -> Value {
        let body = self.arguments.body.as_ref().and_then(Body::text);
        body.and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or_default()
    }

    async fn run<R>(&self, read: Read<R>) -> Result<Response<R>, Error> {
        // All requests so far, and those of them that were to create the user.
        let (mut attempts, mut creates) = (0, 0);
        // The first failure after which the user may exist.
        let mut lost: Option<Error> = None;
        loop {
            let error = match self.once(creates).await {
                Ok(mut created) if created.raw.is_some() => {
                    created.attempts += attempts;
                    match read(created) {
                        Ok(response) => return Ok(response),
                        Err(error) => {
                            return self
                                .read_back(
                                    error.inner().status,
                                    error.attempts(),
                                    Some(error),
                                    read,
                                )
                                .await;
                        }
                    }
                }
                Ok(empty) => {
                    let attempts = attempts + empty.attempts;
                    return self
                        .read_back(Some(empty.status), attempts, None, read)
                        .await;
                }
                Err(error) => error,
            };
            attempts += error.attempts();
            creates += error.attempts();

            match error.effect() {
                Effect::Certain => {
                    let status = error.inner().status;
                    return self.read_back(status, attempts, Some(error), read).await;
                }
                Effect::Possible => {}
                // The answer to a repeat: whoever made that user, the first request may have.
                Effect::None if lost.is_some() && error.code() == Code::Conflict => {}
                Effect::None => return Err(finish(lost.unwrap_or(error), attempts)),
            }

            self.client.shared.tell(|| Event::LookUp {
                operation: self.operation.id,
                code: error.code(),
            });
            let may_repeat = creates <= self.max_retries && retry::may_create_again(&error);
            let (code, status, delay) =
                (error.code(), error.status(), retry::wait(&error, creates));
            let first = lost.take().unwrap_or(error);
            match self.look_up().await {
                Ok((found, asked)) => {
                    attempts += asked;
                    match found {
                        Some(found) if self.is_as_asked(&found) => {
                            return read(Response {
                                attempts,
                                recovered: true,
                                ..found
                            });
                        }
                        Some(found) => return Err(conflict(first, found.raw, attempts)),
                        None => {}
                    }
                }
                // What became of the request stays unknown, which is what the first failure says.
                Err(failed) => return Err(finish(first, attempts + failed.attempts())),
            }

            // Not there: the request is made again, as if it were the first.
            let left = self.client.options.deadline;
            let left = left.map(|deadline| deadline.saturating_duration_since(Instant::now()));
            let in_time = left.is_none_or(|left| delay < left);
            if !may_repeat || !in_time || !self.client.shared.budget.spend() {
                return Err(finish(first, attempts));
            }
            lost = Some(first);
            self.client.shared.tell(|| Event::Retry {
                operation: self.operation.id,
                attempts,
                code,
                status,
                delay,
            });
            sleep(delay).await;
        }
    }

    /// Sends the creation, with the retries that are left after so many requests to create: those
    /// that provably had no effect are repeated in there.
    async fn once(&self, creates: u32) -> Result<Response<Raw>, Error> {
        let mut client = self.client.clone();
        client.options.max_retries = Some(self.max_retries.saturating_sub(creates));
        client.send(self.operation, self.arguments).await
    }

    /// The user was created, and the answer doesn't hold it.
    async fn read_back<R>(
        &self,
        status: Option<StatusCode>,
        attempts: u32,
        cause: Option<Error>,
        read: Read<R>,
    ) -> Result<Response<R>, Error> {
        let status = status.unwrap_or(StatusCode::CREATED);
        let (message, asked, source) = match self.look_up().await {
            Ok((Some(found), asked)) => {
                let recovered = cause.is_some();
                return read(Response {
                    status,
                    attempts: attempts + asked,
                    recovered,
                    ..found
                });
            }
            Ok((None, asked)) => (
                "the user was created, but is not found by its email",
                asked,
                cause,
            ),
            Err(error) => {
                let asked = error.attempts();
                (
                    "the user was created, but could not be read back",
                    asked,
                    Some(error),
                )
            }
        };
        let mut error =
            Error::new(Code::CreatedButUnreadable, message).with_effect(Effect::Certain);
        if let Some(mut source) = source {
            let (from, to) = (source.inner_mut(), error.inner_mut());
            to.operation = from.operation;
            to.base_url = from.base_url.take();
            to.body = from.body.take();
            to.headers = std::mem::take(&mut from.headers);
            error = error.caused_by(source);
        }
        let inner = error.inner_mut();
        inner.operation = Some(self.operation);
        inner.base_url = Some(self.client.shared.base_url().to_owned());
        inner.status = Some(status);
        inner.attempts = attempts + asked;
        Err(error)
    }

    /// The user with the email that was asked for, and how many requests it took to know.
    async fn look_up(&self) -> Result<(Option<Response<Raw>>, u32), Error> {
        let body = self.body();
        let email = text(&body, "email");
        let query = Arguments {
            query: Some(Query::of(&LIST_USERS, &json!({ "email": email }))),
            ..Arguments::default()
        };
        // What is found has to be read here.
        let mut client = self.client.clone();
        client.options.slot = None;
        let mut page = client.send(&LIST_USERS, &query).await?.checked()?;
        let asked = page.attempts;
        page.raw = with_email(page.raw_json(), email);
        // From here on it is the answer to the creation.
        page.value.operation = self.operation;
        Ok((page.raw.is_some().then_some(page), asked))
    }

    /// Whether a user is what the request asked for, in everything that it set.
    fn is_as_asked(&self, user: &Response<Raw>) -> bool {
        let user = user
            .raw_json()
            .and_then(|user| serde_json::from_str(user).ok());
        let user: Value = user.unwrap_or_default();
        let body = self.body();
        body.as_object().into_iter().flatten().all(|(name, asked)| {
            let is = user.get(name).unwrap_or(&Value::Null);
            match name.as_str() {
                "email" => is_same_email(text(&body, name), text(&user, name)),
                // A guid going out, an object coming back.
                "group" => is.get("guid") == Some(asked),
                // Users can have more than was asked for: roles of other products, other features.
                "roles" => has_all(is, asked, &["slug"]),
                "features" => has_all(is, asked, &["slug", "value"]),
                _ => is == asked,
            }
        })
    }
}

/// Whether a list has an element for each that was asked for, the same in these fields.
fn has_all(list: &Value, asked: &Value, fields: &[&str]) -> bool {
    let has = |asked: &Value| {
        let same = |element: &Value| {
            fields
                .iter()
                .all(|field| element.get(field) == asked.get(field))
        };
        list.as_array().is_some_and(|list| list.iter().any(same))
    };
    asked.as_array().is_some_and(|asked| asked.iter().all(has))
}

fn text<'a>(object: &'a Value, name: &str) -> &'a str {
    object.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// Addresses differ in case only on paper: the service takes them as the name to log in with.
fn is_same_email(one: &str, other: &str) -> bool {
    one.trim().eq_ignore_ascii_case(other.trim())
}

/// The text of the user with this email, out of that of a page.
fn with_email(page: Option<&str>, email: &str) -> Option<String> {
    let user = elements(page?).into_iter().find(|user| {
        let user: Value = serde_json::from_str(user).unwrap_or_default();
        is_same_email(text(&user, "email"), email)
    });
    user.map(str::to_owned)
}

fn finish(mut error: Error, attempts: u32) -> Error {
    error.inner_mut().attempts = attempts;
    error
}

fn conflict(mut cause: Error, user: Option<String>, attempts: u32) -> Error {
    let message = "the answer was lost, and there is a user with this email who differs from what was asked for";
    let mut error = Error::new(Code::Conflict, message).with_effect(Effect::Possible);
    let inner = error.inner_mut();
    inner.attempts = attempts;
    inner.existing_user = user;
    inner.operation = cause.inner().operation;
    inner.base_url = cause.inner_mut().base_url.take();
    error.caused_by(cause)
}
