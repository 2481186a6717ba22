//! The one user with an email, and the one access group with a name.

use std::pin::pin;

use crate::{
    call::{
        answer::{Answer, Read, Verdict},
        context::Context,
        trace,
    },
    client::Client,
    error::{Code, Error},
    generated::transport::{LIST_ACCESS_GROUPS, LIST_USERS},
    operation::Arguments,
    platform::lowercase,
    types::{AccessGroup, User, json, response::Response},
};

use super::{
    compare::Asked,
    look_up::{End, look_up, part, text_of},
};

impl Client {
    /// The user with this email, in upper or lower case, or `None` if nobody has it.
    ///
    /// A list with the filter `email` can leave the user out. This reads the four lists that
    /// [`all_users`](Self::all_users) reads, each to its end and with the filter, and ignores users with
    /// other emails. [`raw_json`](Response::raw_json) is the user's part of the list.
    ///
    /// # Errors
    /// [`Code::InvalidArgument`], before anything is sent, for an empty email. [`Code::Ambiguous`] if
    /// several users have it; [`Error::matches`] lists them. [`Code::Decode`] if nobody was found, in lists
    /// that were incomplete. Otherwise any [`Code`].
    pub async fn user_by_email(&self, email: &str) -> Result<Response<Option<User>>, Error> {
        find_user(self, email, Answer::optional_json).await
    }

    /// The access group with this name, in upper or lower case, or `None` if there is none.
    ///
    /// [`raw_json`](Response::raw_json) is the group's part of the list.
    ///
    /// # Errors
    /// [`Code::InvalidArgument`], before anything is sent, for an empty name. [`Code::Ambiguous`] if
    /// several groups have it; [`Error::matches`] lists them. Otherwise any [`Code`].
    pub async fn access_group_by_name(
        &self,
        name: &str,
    ) -> Result<Response<Option<AccessGroup>>, Error> {
        find_group(self, name, Answer::optional_json).await
    }
}

/// `Client::user_by_email` for the bindings, which read the text.
pub async fn user(client: &Client, email: &str) -> Result<Response<bool>, Error> {
    find_user(client, email, Answer::validated).await
}

/// `Client::access_group_by_name` for the bindings, which read the text.
pub async fn access_group(client: &Client, name: &str) -> Result<Response<bool>, Error> {
    find_group(client, name, Answer::validated).await
}

async fn find_user<T>(client: &Client, email: &str, read: Read<T>) -> Result<Response<T>, Error> {
    let mut context = Context::new(client, &LIST_USERS.operation.endpoint);
    refuse_empty("email", email, &context)?;
    let find = pin!(async {
        let asked = Asked::of_email(email);
        let mut sighting = look_up(client, &asked, client.deadline(), End::AllRead).await?;
        context.attempts = sighting.requests;
        if sighting.users.len() > 1 {
            let users = sighting.users.into_iter().map(|user| user.text);
            return Err(ambiguous(
                &context,
                "users have this email",
                users.collect(),
            ));
        }
        let (text, head) = match sighting.users.pop() {
            Some(user) => (Some(user.text), user.head),
            None => (None, sighting.head),
        };
        if let (None, Some(reason)) = (&text, sighting.incomplete) {
            return Err(context.complete(incomplete(reason).with_head(head)));
        }
        read(Answer {
            text,
            head,
            verdict: Verdict::Valid,
            recovered: false,
            context,
        })
    });
    trace::in_call("user_by_email", find).await
}

async fn find_group<T>(client: &Client, name: &str, read: Read<T>) -> Result<Response<T>, Error> {
    let context = Context::new(client, &LIST_ACCESS_GROUPS.operation.endpoint);
    refuse_empty("name", name, &context)?;
    let find = pin!(async {
        let arguments = Arguments::default();
        let deadline = client.deadline();
        let answer = part(client, &LIST_ACCESS_GROUPS, &arguments, deadline).await?;
        let mut found = groups_with(name, &answer)?;
        if found.len() > 1 {
            return Err(ambiguous(
                &answer.context,
                "access groups have this name",
                found,
            ));
        }
        read(Answer {
            text: found.pop(),
            verdict: Verdict::Valid,
            ..answer
        })
    });
    trace::in_call("access_group_by_name", find).await
}

/// The access groups with this name, as text.
fn groups_with(name: &str, answer: &Answer) -> Result<Vec<String>, Error> {
    let groups = json::member(text_of(answer)?, "groups").and_then(json::elements);
    let groups = groups.ok_or_else(|| answer.invalid("it is no list of access groups"))?;
    let is_it = |group: &&str| {
        let other = json::string(group, "name");
        other.is_some_and(|other| is_same_name(&other, name))
    };
    Ok(groups.filter(is_it).map(str::to_owned).collect())
}

fn refuse_empty(argument: &str, text: &str, context: &Context) -> Result<(), Error> {
    match text.trim().is_empty() {
        true => Err(context.complete(Error::argument(argument, "must not be empty"))),
        false => Ok(()),
    }
}

/// The error for several matches. The message has no name or guid: messages end up in logs.
pub(super) fn ambiguous(context: &Context, what: &str, matches: Vec<String>) -> Error {
    let message = format!("{} {what}", matches.len());
    let mut error = Error::new(Code::Ambiguous, message);
    error.inner_mut().matches = matches;
    context.complete(error)
}

/// The error for a user who was not found in lists that were incomplete.
pub(super) fn incomplete(reason: &str) -> Error {
    let message = format!("it is unknown whether a user has this email: {reason}");
    Error::new(Code::Decode, message)
}

fn is_same_name(one: &str, other: &str) -> bool {
    lowercase(one.trim()) == lowercase(other.trim())
}
