//! Creating a user without ever creating two: what happens when an answer is lost or empty.
//!
//! The service has no idempotency keys, so that the only way to learn what became of a request is
//! to look for the user by email.

use reqwest::StatusCode;
use serde_json::value::RawValue;

use crate::{
    Client, Code, Effect, Error, Event, Response,
    clock::{Instant, sleep},
    retry, trace,
    types::{FeatureSetting, ListUsersQuery, NewUser, User},
};

/// Creates a user; see `Client::create_user`.
pub(crate) async fn create_user(client: &Client, body: &NewUser) -> Result<Response<User>, Error> {
    let creation = Creation::new(client, body);
    trace::in_call("create_user", false, creation.run()).await
}

struct Creation<'a> {
    /// With one deadline for everything.
    client: Client,
    body: &'a NewUser,
    max_retries: u32,
}

impl<'a> Creation<'a> {
    fn new(client: &Client, body: &'a NewUser) -> Self {
        let mut client = client.clone();
        client.options.deadline = client.deadline();
        let max_retries = client
            .options
            .max_retries
            .unwrap_or(client.shared.max_retries);
        Self {
            client,
            body,
            max_retries,
        }
    }

    async fn run(&self) -> Result<Response<User>, Error> {
        // All requests so far, and those of them that were to create the user.
        let (mut attempts, mut creates) = (0, 0);
        // The first failure after which the user may exist.
        let mut lost: Option<Error> = None;
        loop {
            let error = match self.once(creates).await {
                Ok(mut response) => {
                    attempts += response.attempts;
                    response.attempts = attempts;
                    return match response.value.take() {
                        Some(user) => Ok(response.with_value(user)),
                        None => self.read_back(response.status, attempts, None).await,
                    };
                }
                Err(error) => error,
            };
            attempts += error.attempts();
            creates += error.attempts();

            match error.effect() {
                Effect::Certain => {
                    let status = error.inner().status.unwrap_or(StatusCode::CREATED);
                    return self.read_back(status, attempts, Some(error)).await;
                }
                Effect::Possible => {}
                // The answer to a repeat: whoever made that user, the first request may have.
                Effect::None if lost.is_some() && error.code() == Code::Conflict => {}
                Effect::None => return Err(finish(lost.unwrap_or(error), attempts)),
            }

            self.client.shared.tell(&Event::LookUp {
                operation: "create_user",
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
                        Some(found) if self.is_as_asked(&found.value) => {
                            return Ok(Response {
                                attempts,
                                recovered: true,
                                ..found
                            });
                        }
                        Some(found) => return Err(conflict(first, found.value, attempts)),
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
            self.client.shared.tell(&Event::Retry {
                operation: "create_user",
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
    async fn once(&self, creates: u32) -> Result<Response<Option<User>>, Error> {
        let mut client = self.client.clone();
        client.options.max_retries = Some(self.max_retries.saturating_sub(creates));
        client.create_user_once(self.body).await?.decode_optional()
    }

    /// The user was created, and the answer doesn't hold it.
    async fn read_back(
        &self,
        status: StatusCode,
        attempts: u32,
        cause: Option<Error>,
    ) -> Result<Response<User>, Error> {
        let (message, asked, source) = match self.look_up().await {
            Ok((Some(found), asked)) => {
                let recovered = cause.is_some();
                return Ok(Response {
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
        inner.operation = Some(&crate::generated::operations::CREATE_USER);
        inner.base_url = Some(self.client.shared.base_url.clone());
        inner.status = Some(status);
        inner.attempts = attempts + asked;
        Err(error)
    }

    /// The user with the email that was asked for, and how many requests it took to know.
    async fn look_up(&self) -> Result<(Option<Response<User>>, u32), Error> {
        let email = &self.body.email;
        let page = self
            .client
            .list_users(&ListUsersQuery::new().email(email))
            .await?;
        let asked = page.attempts;
        let raw = raw_users(page.raw_json());
        let place = page
            .results
            .iter()
            .position(|user| is_same_email(&user.email, email));
        let found = place.and_then(|place| page.results.get(place)).cloned();
        let found = found.map(|user| {
            let mut response = page.with_value(user);
            response.raw = place.and_then(|place| raw.into_iter().nth(place));
            response
        });
        Ok((found, asked))
    }

    /// Whether a user is what the request asked for, in everything that it set.
    fn is_as_asked(&self, user: &User) -> bool {
        let NewUser {
            friendly_name,
            formal_name,
            email,
            roles,
            ..
        } = self.body;
        let set = |asked: Option<bool>, is: bool| asked.is_none_or(|asked| asked == is);
        user.friendly_name == *friendly_name
            && user.formal_name == *formal_name
            && is_same_email(&user.email, email)
            && roles
                .iter()
                .all(|role| user.roles.iter().any(|other| other.slug == role.slug))
            && self
                .body
                .group
                .as_ref()
                .is_none_or(|group| user.group.guid == *group)
            && self
                .body
                .status
                .as_ref()
                .is_none_or(|status| user.status == *status)
            && set(self.body.is_company_api_token, user.is_company_api_token)
            && set(
                self.body.is_available_for_contact,
                user.is_available_for_contact,
            )
            && self
                .body
                .features
                .iter()
                .flatten()
                .all(|asked| has_feature(user, asked))
    }
}

fn has_feature(user: &User, asked: &FeatureSetting) -> bool {
    user.features
        .iter()
        .flatten()
        .any(|feature| feature.slug == asked.slug && feature.value == asked.value)
}

/// Addresses differ in case only on paper: the service takes them as the name to log in with.
fn is_same_email(one: &str, other: &str) -> bool {
    one.trim().eq_ignore_ascii_case(other.trim())
}

/// The texts of the users on a page, to keep the found one's.
fn raw_users(page: Option<&str>) -> Vec<Box<RawValue>> {
    #[derive(serde::Deserialize)]
    struct Page {
        results: Vec<Box<RawValue>>,
    }
    let page = page.and_then(|page| serde_json::from_str::<Page>(page).ok());
    page.map(|page| page.results).unwrap_or_default()
}

fn finish(mut error: Error, attempts: u32) -> Error {
    error.inner_mut().attempts = attempts;
    error
}

fn conflict(mut cause: Error, user: User, attempts: u32) -> Error {
    let message = "the answer was lost, and there is a user with this email who differs from what was asked for";
    let mut error = Error::new(Code::Conflict, message).with_effect(Effect::Possible);
    let inner = error.inner_mut();
    inner.attempts = attempts;
    inner.existing_user = Some(Box::new(user));
    inner.operation = cause.inner().operation;
    inner.base_url = cause.inner_mut().base_url.take();
    error.caused_by(cause)
}
