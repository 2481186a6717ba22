//! Making sure that a user exists, without creating one twice.

use std::{pin::pin, time::Duration};

use crate::{
    call::{
        answer::{Answer, Read, Verdict},
        context::Context,
        deadline::Deadline,
        trace,
    },
    client::{Client, settings},
    error::{Code, Effect, Error},
    generated::transport::{CREATE_USER, GET_USER},
    operation::{Arguments, Body, Input},
    platform::sleep,
    types::{NewUser, User, joined::joined, json, response::Response},
};

use super::{
    compare::Asked,
    create::create,
    find::{ambiguous, incomplete},
    look_up::{End, Found, Sighting, look_up, part, text_of},
    recent::{Create, UnderWay},
};

/// A user who exists as asked; see [`Client::ensure_user`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct EnsuredUser {
    /// The user.
    pub user: User,
    /// Whether the call created the user. Otherwise the user existed before.
    pub created: bool,
}

impl Client {
    /// Makes sure that a user exists as asked, and creates the user if nobody has the email.
    ///
    /// The user is looked up as by [`user_by_email`](Self::user_by_email), and compared in every field that
    /// is set; names without regard to white space, and further roles and features are allowed. A user who
    /// differs is left as it is: [`Error::differences`] names the fields, and [`Error::existing_user`] is
    /// the user.
    ///
    /// Calls for one email wait for each other, if they are made by one client and its clones. Within the
    /// settle time ([`settle_time`](crate::ClientBuilder::settle_time), 15 s if that is 0) after a create
    /// by this method, the next call for the email reads the created user by its guid, since lists can lag
    /// behind, or waits if the response to the create was lost.
    ///
    /// # Errors
    /// [`Code::Conflict`] if a user with the email differs. [`Code::Ambiguous`] if several users have the
    /// email, none of them as asked. [`Code::Decode`] if nobody was found, in lists that were incomplete.
    /// Otherwise those of [`create_user`](Self::create_user).
    pub async fn ensure_user(&self, user: &NewUser) -> Result<Response<EnsuredUser>, Error> {
        let arguments = Arguments {
            body: Some(Body::of(CREATE_USER.operation, user)),
            ..Arguments::default()
        };
        let ensured: Ensured<User> = ensure(self, &arguments, Answer::json).await?;
        let Ensured { response, created } = ensured;
        Ok(response.map(|user| EnsuredUser { user, created }))
    }
}

/// `Client::ensure_user` for the bindings, which read the text: the response, and whether the user was created.
pub async fn user(client: &Client, arguments: &Arguments) -> Result<(Response<bool>, bool), Error> {
    let Ensured { response, created } = ensure(client, arguments, Answer::validated_json).await?;
    Ok((response, created))
}

/// The response with the user, and whether the user was created.
struct Ensured<T> {
    response: Response<T>,
    created: bool,
}

impl<T> trace::Success for Ensured<T> {
    fn figures(&self) -> (u32, u16, bool) {
        let response = &self.response;
        (response.attempts, response.status(), response.recovered)
    }
}

async fn ensure<T>(
    client: &Client,
    arguments: &Arguments,
    read: Read<T>,
) -> Result<Ensured<T>, Error> {
    let limits = client.limits();
    let context = Context::new(client, &CREATE_USER.operation.endpoint);
    Input::new(
        CREATE_USER.operation,
        arguments,
        limits.allow_similar_values,
    )
    .map_err(|error| context.complete(error))?;
    let mut client = client.clone();
    // A conflict is looked up here, in all lists.
    client.options.look_up_conflicts = Some(false);
    let ensuring = Ensuring {
        asked: Asked::new(arguments.body.as_ref().and_then(Body::text)),
        deadline: client.deadline(),
        settle_time: match limits.settle_time {
            Duration::ZERO => Duration::from_millis(settings::SETTLE_TIME.default),
            time => time,
        },
        client,
        arguments,
        context,
    };
    let run = pin!(ensuring.run(read));
    trace::in_call("ensure_user", run).await
}

/// Whether a user is shown with all fields.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    /// In a list.
    Whole,
    /// By itself: only lists have some of the fields. Absent ones aren't compared.
    Partly,
}

struct Ensuring<'a> {
    client: Client,
    arguments: &'a Arguments,
    asked: Asked<'a>,
    deadline: Deadline,
    /// How long after a create lists may not show its user.
    settle_time: Duration,
    /// With the number of requests so far.
    context: Context,
}

impl Ensuring<'_> {
    async fn run<T>(mut self, read: Read<T>) -> Result<Ensured<T>, Error> {
        let creates = &self.client.shared.creates;
        let last = creates.last(self.client.token(), self.asked.email());
        let Some(last) = self.deadline.run(last.lock()).await else {
            let message = "another call to ensure the same user took all of the time";
            return Err(self.context.complete(Error::new(Code::Timeout, message)));
        };
        if let Some(user) = self.existing(last.as_ref()).await? {
            return self.found(user, read);
        }
        let mut under_way = UnderWay::begin(last, self.settle_time);
        let created = {
            let (client, arguments) = (&self.client, self.arguments);
            pin!(create(client, &CREATE_USER, arguments, self.deadline, read)).await
        };
        match created {
            Ok(mut response) => {
                let guid = response
                    .raw_json()
                    .and_then(|user| json::string(user, "guid"));
                under_way.succeeded(guid);
                response.attempts += self.context.attempts;
                Ok(Ensured {
                    response,
                    created: true,
                })
            }
            Err(error) if error.effect() == Effect::None => {
                under_way.had_no_effect();
                self.refused(error, read).await
            }
            Err(mut error) => {
                error.inner_mut().attempts += self.context.attempts;
                Err(error)
            }
        }
    }

    /// The user as asked, if there is one; `None` if nobody has the email.
    async fn existing(&mut self, last: Option<&Create>) -> Result<Option<Found>, Error> {
        let left = last.map(Create::left).unwrap_or_default();
        if let Some(last) = last
            && !left.is_zero()
        {
            match &last.guid {
                Some(guid) => {
                    if let Some(user) = self.read_back(guid).await? {
                        return self.as_asked(vec![user], Shown::Partly);
                    }
                }
                None if self.deadline.allows(left) => sleep(left).await,
                None => {
                    let message = "an earlier create of this user may still take effect, and there is no \
                                   time to wait for it";
                    let error = Error::new(Code::Timeout, message).with_effect(Effect::Possible);
                    return Err(self.context.complete(error));
                }
            }
        }
        let sighting = self.look_up().await?;
        if let (true, Some(reason)) = (sighting.users.is_empty(), sighting.incomplete) {
            let error = incomplete(reason).with_head(sighting.head);
            return Err(self.context.complete(error));
        }
        self.as_asked(sighting.users, Shown::Whole)
    }

    /// The user with a guid; `None` if it has been deleted, or has another email now.
    async fn read_back(&mut self, guid: &str) -> Result<Option<Found>, Error> {
        let arguments = Arguments {
            path: vec![guid.to_owned()],
            ..Arguments::default()
        };
        match part(&self.client, &GET_USER, &arguments, self.deadline).await {
            Ok(answer) => {
                self.context.attempts += answer.context.attempts;
                let text = text_of(&answer)?.to_owned();
                let value = json::value(&text);
                let found = self.asked.has_email(&value).then_some(Found {
                    text,
                    value,
                    head: answer.head,
                });
                Ok(found)
            }
            Err(error) => {
                self.context.attempts += error.attempts();
                match error.code() {
                    Code::NotFound => Ok(None),
                    _ => Err(error),
                }
            }
        }
    }

    async fn look_up(&mut self) -> Result<Sighting, Error> {
        let sighting = look_up(&self.client, &self.asked, self.deadline, End::AsAsked).await;
        let sighting = sighting.map_err(|mut error| {
            error.inner_mut().attempts += self.context.attempts;
            error
        })?;
        self.context.attempts += sighting.requests;
        Ok(sighting)
    }

    /// The user as asked, among those with the email; `None` if there are none.
    ///
    /// # Errors
    /// If none of them is as asked.
    fn as_asked(&self, mut users: Vec<Found>, shown: Shown) -> Result<Option<Found>, Error> {
        let differences = |user: &Found| {
            let mut fields = self.asked.differences(&user.value);
            if shown == Shown::Partly {
                fields.retain(|field| user.value.get(field).is_some());
            }
            fields
        };
        if let Some(index) = users.iter().position(|user| differences(user).is_empty()) {
            return Ok(Some(users.swap_remove(index)));
        }
        if users.len() > 1 {
            let users = users.into_iter().map(|user| user.text);
            let what = "users have this email, and none of them is as asked";
            return Err(ambiguous(&self.context, what, users.collect()));
        }
        let Some(user) = users.pop() else {
            return Ok(None);
        };
        let differences = differences(&user);
        let message = format!(
            "the user with this email differs from the request in {}; nothing was changed",
            joined(&differences, ", ")
        );
        let mut error = Error::new(Code::Conflict, message);
        let inner = error.inner_mut();
        inner.existing_user = Some(user.text);
        inner.differences = differences;
        Err(self.context.complete(error))
    }

    /// The result after a create that had no effect. If it was a conflict, somebody else may have created the
    /// user meanwhile.
    async fn refused<T>(mut self, mut error: Error, read: Read<T>) -> Result<Ensured<T>, Error> {
        self.context.attempts += error.attempts();
        if error.code() == Code::Conflict {
            match self.look_up().await {
                Ok(sighting) => {
                    if let Some(user) = self.as_asked(sighting.users, Shown::Whole)? {
                        return self.found(user, read);
                    }
                }
                // The conflict remains the failure to report.
                Err(failure) => self.context.attempts = failure.attempts(),
            }
        }
        error.inner_mut().attempts = self.context.attempts;
        Err(error)
    }

    /// The response for a user who existed.
    fn found<T>(self, user: Found, read: Read<T>) -> Result<Ensured<T>, Error> {
        let response = read(Answer {
            text: Some(user.text),
            head: user.head,
            verdict: Verdict::Valid,
            recovered: false,
            context: self.context,
        })?;
        Ok(Ensured {
            response,
            created: false,
        })
    }
}
