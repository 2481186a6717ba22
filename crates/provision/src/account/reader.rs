//! Reading an account completely, or saying that it may not be complete.
//!
//! The service's list may leave out company tokens and contacts unless they are asked for, and may
//! show only them if they are: its documentation and its own description differ. Reading all four
//! combinations of the two filters and putting them together is right in every case.
//!
//! Each of the four lists is complete when its pages hold as many different users as they say in
//! `count`. People who are created or deleted meanwhile shift the pages; such a list is read again.

use crate::prelude::*;

use core::{fmt, time::Duration};

use serde_json::Value;

use super::{
    snapshot::{Account, Group, groups, guid, seats},
    user::User,
};
use crate::{
    Now,
    dispatch::{Dispatch, ReadTag, RequestId, Tag},
    json::{ToValue, object, serialize},
    order::{self, Index},
    request::{Answer, Failure, Request},
};

/// Users per page, the service's default.
const PAGE: u32 = 100;
/// Pages of a list that are asked for at once: as many as there are requests at once.
const AHEAD: u32 = 3;
/// How often a list whose pages don't add up is read.
const PASSES: u32 = 3;
/// The combinations of `is_company_api_token` and `is_available_for_contact`.
pub(crate) const KINDS: [(Option<bool>, Option<bool>); 4] = [
    (None, None),
    (Some(true), None),
    (None, Some(true)),
    (Some(true), Some(true)),
];

/// Reads an account, one step after the other.
pub struct AccountReader {
    dispatch: Dispatch,
    reading: Reading,
}

/// What the host is to do next.
#[derive(Clone, Debug, PartialEq)]
pub enum ReadStep {
    /// Send this request, and go on without waiting for its answer.
    Send {
        /// To be handed back with the answer.
        id: RequestId,
        /// What to send.
        request: Request,
    },
    /// Wait for an answer, or for so long if that is sooner.
    Wait(Option<Duration>),
    /// The account is read.
    Done(Box<Account>),
}

/// Why an account couldn't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// The operation that failed.
    pub operation: &'static str,
    /// How it failed.
    pub failure: Failure,
}

impl ToValue for ReadError {
    fn to_value(&self) -> Value {
        Value::Object(object([
            ("operation", self.operation.into()),
            ("failure", self.failure.to_value()),
        ]))
    }
}

serialize!(ReadError);

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the account could not be read: {} failed with {}",
            self.operation, self.failure.code
        )?;
        match self.failure.status {
            Some(status) => write!(f, " (status {status})"),
            None => Ok(()),
        }
    }
}

impl core::error::Error for ReadError {}

impl AccountReader {
    /// A reader that hasn't begun. The host is the service's address.
    pub fn new(host: impl Into<String>) -> Self {
        let mut dispatch = Dispatch::new();
        let reading = Reading::start(host.into(), &mut dispatch, Tag::Read);
        Self { dispatch, reading }
    }

    /// Takes an answer, if there is one, and says what to do next.
    ///
    /// # Errors
    /// When users can't be read. Groups, quota and identity may be missing.
    pub fn next(
        &mut self,
        now: Now,
        answer: Option<(RequestId, Answer)>,
    ) -> Result<ReadStep, ReadError> {
        if let Some((id, answer)) = answer
            && let Some((Tag::Read(tag), answer)) = self.dispatch.answer(id, answer, now)
        {
            self.reading
                .take(tag, answer, &mut self.dispatch, Tag::Read)?;
        }
        if let Some((id, request)) = self.dispatch.next(now) {
            return Ok(ReadStep::Send { id, request });
        }
        if self.dispatch.is_idle() {
            return Ok(ReadStep::Done(Box::new(self.reading.finish())));
        }
        Ok(ReadStep::Wait(self.dispatch.wait(now)))
    }
}

/// A reading under way, whose requests go through somebody's queue.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    host: String,
    lists: Vec<KindList>,
    own: Option<String>,
    groups: Option<Vec<Group>>,
    seats: Option<u64>,
}

/// Users, each once.
#[derive(Clone, Debug, Default)]
struct Users {
    users: Vec<User>,
    by_guid: Index,
}

impl Users {
    /// Adds a user, in place of an earlier one of the same guid.
    fn insert(&mut self, user: User) {
        let place = self.by_guid.get(&user.guid).unwrap_or(self.users.len());
        match self.users.get_mut(place) {
            Some(earlier) => *earlier = user,
            None => {
                self.by_guid.insert(user.guid.clone(), place);
                self.users.push(user);
            }
        }
    }
}

/// One of the four lists.
#[derive(Clone, Debug, Default)]
struct KindList {
    pass: u32,
    count: Option<u64>,
    users: Users,
    /// Where the pages begin that haven't been asked for.
    next: u64,
    outstanding: usize,
    fault: Option<&'static str>,
}

impl Reading {
    pub(crate) fn start(host: String, dispatch: &mut Dispatch, tag: fn(ReadTag) -> Tag) -> Self {
        dispatch.push(tag(ReadTag::Identity), Request::GetCurrentUser);
        let mut reading = Self {
            host,
            lists: vec![KindList::default(); KINDS.len()],
            own: None,
            groups: None,
            seats: None,
        };
        for kind in 0..KINDS.len() {
            reading.start_list(kind, dispatch, tag);
        }
        dispatch.push(tag(ReadTag::Groups), Request::ListAccessGroups);
        dispatch.push(tag(ReadTag::Quota), Request::GetUserQuota);
        reading
    }

    fn start_list(&mut self, kind: usize, dispatch: &mut Dispatch, tag: fn(ReadTag) -> Tag) {
        let Some(list) = self.lists.get_mut(kind) else {
            return;
        };
        *list = KindList {
            pass: list.pass + 1,
            ..KindList::default()
        };
        list.ask(kind, 0, dispatch, tag);
    }

    pub(crate) fn take(
        &mut self,
        read: ReadTag,
        answer: Answer,
        dispatch: &mut Dispatch,
        tag: fn(ReadTag) -> Tag,
    ) -> Result<(), ReadError> {
        let failed = |operation, failure| Err(ReadError { operation, failure });
        match (read, answer) {
            (ReadTag::Page { kind, pass, offset }, Answer::Success { body }) => {
                let Some(list) = self.lists.get_mut(kind).filter(|list| list.pass == pass) else {
                    return Ok(());
                };
                list.take_page(kind, offset, body.as_ref(), dispatch, tag);
                if list.outstanding == 0 && list.fault().is_some() && list.pass < PASSES {
                    self.start_list(kind, dispatch, tag);
                }
                Ok(())
            }
            (ReadTag::Page { .. }, Answer::Failure(failure)) => failed("list_users", failure),
            (ReadTag::Identity, Answer::Success { body }) => {
                self.own = body.as_ref().and_then(guid);
                Ok(())
            }
            (ReadTag::Groups, Answer::Success { body }) => {
                self.groups = body.as_ref().and_then(groups);
                Ok(())
            }
            (ReadTag::Quota, Answer::Success { body }) => {
                self.seats = body.as_ref().and_then(seats);
                Ok(())
            }
            (ReadTag::Identity | ReadTag::Groups | ReadTag::Quota, Answer::Failure(failure)) => {
                // Without one of these there is less that a plan may do; without a valid token
                // there is nothing.
                if failure.is_unauthorized() {
                    failed("get_current_user", failure)
                } else {
                    Ok(())
                }
            }
        }
    }

    pub(crate) fn finish(&self) -> Account {
        let fault = self.lists.iter().find_map(KindList::fault);
        let mut users = Users::default();
        for user in self.lists.iter().flat_map(|list| &list.users.users) {
            users.insert(user.clone());
        }
        let users = order::of(&users.users, &|one, other| one.guid.cmp(&other.guid));
        Account {
            host: self.host.clone(),
            own: self.own.clone(),
            users: users.into_iter().cloned().collect(),
            groups: self.groups.clone(),
            seats: self.seats,
            incomplete: fault.map(str::to_owned),
        }
    }
}

impl KindList {
    fn ask(&mut self, kind: usize, offset: u64, dispatch: &mut Dispatch, tag: fn(ReadTag) -> Tag) {
        let Some(&(is_company_api_token, is_available_for_contact)) = KINDS.get(kind) else {
            return;
        };
        let request = Request::ListUsers {
            limit: PAGE,
            offset,
            email: None,
            is_company_api_token,
            is_available_for_contact,
        };
        dispatch.push(
            tag(ReadTag::Page {
                kind,
                pass: self.pass,
                offset,
            }),
            request,
        );
        self.outstanding += 1;
    }

    fn take_page(
        &mut self,
        kind: usize,
        offset: u64,
        body: Option<&Value>,
        dispatch: &mut Dispatch,
        tag: fn(ReadTag) -> Tag,
    ) {
        self.outstanding -= 1;
        let page = |name: &str| body.and_then(|body| body.get(name)).unwrap_or(&Value::Null);
        let (Some(count), Some(results)) = (page("count").as_u64(), page("results").as_array())
        else {
            self.fault = Some("a page of the list is unreadable");
            return;
        };
        if self.count.is_some_and(|known| known != count) {
            self.fault = Some("users were created or deleted while the list was read");
        }
        let first = self.count.is_none();
        self.count = Some(count);
        for user in results {
            match User::from_json(user) {
                Some(user) => self.users.insert(user),
                None => self.fault = Some("a user has no guid"),
            }
        }
        // Where the service says the next page is; it may have shorter pages than asked for.
        let next = page("links")
            .get("next")
            .and_then(Value::as_str)
            .and_then(offset_of);
        let step = next
            .filter(|next| *next > offset)
            .map_or(u64::from(PAGE), |next| next - offset);
        let end = count.min(MOST);
        if step != u64::from(PAGE) {
            if let Some(next) = next.filter(|next| *next > offset && *next < end) {
                self.ask(kind, next, dispatch, tag);
            }
        } else if !results.is_empty() {
            // After an empty page there is nothing, whatever `count` says.
            for _ in 0..if first { AHEAD } else { 1 } {
                self.next += u64::from(PAGE);
                if self.next < end {
                    self.ask(kind, self.next, dispatch, tag);
                }
            }
        }
    }

    /// Why the list isn't complete.
    fn fault(&self) -> Option<&'static str> {
        let held = u64::try_from(self.users.users.len()).ok();
        self.fault.or((held != self.count)
            .then_some("the pages hold another number of users than the list says"))
    }
}

/// No account has more users; a larger `count` is an error of the service.
const MOST: u64 = 1_000_000;

/// The parameter `offset` of a URL.
fn offset_of(url: &str) -> Option<u64> {
    let (_, query) = url.split_once('?')?;
    let value = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("offset="))?;
    value.parse().ok()
}
