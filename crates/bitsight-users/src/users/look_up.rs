//! Looking up users by email: every kind of user, every page.

use std::pin::pin;

use serde_json::{Map, Value};

use crate::{
    call::{
        answer::{Answer, Verdict},
        deadline::Deadline,
        route::Route,
        trace,
    },
    client::{Client, options::BodyId},
    error::Error,
    generated::transport::LIST_USERS,
    list::reader::{Facts, Reader, Step, offset_of},
    operation::{Arguments, Query},
    types::{json, response::Head},
};

use super::{compare::Asked, kinds};

/// The findings of a look-up.
#[derive(Default)]
pub(super) struct Sighting {
    /// The users with the email.
    pub users: Vec<Found>,
    /// Why a user with this email could be missing from the lists; `None` if none can.
    pub incomplete: Option<&'static str>,
    /// Whether users with other emails were in the lists.
    pub is_unfiltered: bool,
    /// The head of the last response.
    pub head: Head,
    /// How many requests it took.
    pub requests: u32,
}

/// A user with the email.
pub(super) struct Found {
    /// The user as the service sent it.
    pub text: String,
    pub value: Value,
    /// The head of the response that held it.
    pub head: Head,
}

impl Found {
    /// Its identity.
    fn key(&self) -> &str {
        key(&self.value, &self.text)
    }
}

impl Sighting {
    /// Why the absence of a user can't be relied on after a lost create; `None` if it can.
    pub fn doubt(&self) -> Option<&'static str> {
        let ignored = "the service ignored the filter by email";
        self.incomplete.or(self.is_unfiltered.then_some(ignored))
    }

    /// Takes out the user that is as asked, if there is one.
    pub fn take(&mut self, asked: &Asked<'_>) -> Option<Found> {
        let index = self.users.iter().position(|user| asked.is(&user.value))?;
        Some(self.users.swap_remove(index))
    }
}

/// When a look-up ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// As soon as a user is as asked.
    AsAsked,
    /// When all lists have been read.
    AllRead,
}

/// Looks for users with the email that was asked for.
///
/// # Errors
/// The failure of a request, with the number of requests until then.
pub(super) async fn look_up(
    client: &Client,
    asked: &Asked<'_>,
    deadline: Deadline,
    end: End,
) -> Result<Sighting, Error> {
    let mut sighting = Sighting::default();
    for kind in kinds::KINDS {
        let mut query = kinds::query(kind);
        query.insert("email".to_owned(), asked.email().into());
        if let Err(mut error) = read_list(client, asked, &query, deadline, &mut sighting).await {
            error.inner_mut().attempts += sighting.requests;
            return Err(error);
        }
        let mut users = sighting.users.iter();
        if end == End::AsAsked && users.any(|user| asked.is(&user.value)) {
            break;
        }
    }
    Ok(sighting)
}

/// The user with the email on the first page of the plain list, by one request.
///
/// # Errors
/// The failure of the request.
pub(super) async fn look_up_once(
    client: &Client,
    asked: &Asked<'_>,
    deadline: Deadline,
) -> Result<Option<Found>, Error> {
    let mut client = client.clone();
    client.options.max_retries = Some(0);
    let mut query = Map::new();
    query.insert("email".to_owned(), asked.email().into());
    query.insert("limit".to_owned(), PAGE.into());
    let answer = request(&client, query, deadline).await?;
    let page = Page::read(&answer)?;
    let mut entries = page.results.iter().map(|text| Entry::new(text));
    let found = entries.find(|entry| asked.has_email(&entry.value));
    Ok(found.map(|entry| entry.found(&answer.head)))
}

/// Requests one page of users.
async fn request(
    client: &Client,
    query: Map<String, Value>,
    deadline: Deadline,
) -> Result<Answer, Error> {
    let arguments = Arguments {
        query: Some(Query::of(LIST_USERS.operation, &Value::Object(query))),
        ..Arguments::default()
    };
    part(client, &LIST_USERS, &arguments, deadline).await
}

/// Sends a request that is a part of a call, and whose body is read here and not in JavaScript.
pub(super) async fn part(
    client: &Client,
    route: &'static Route,
    arguments: &Arguments,
    deadline: Deadline,
) -> Result<Answer, Error> {
    let mut client = client.clone();
    client.options.body_id = client.options.body_id.map(|_| BodyId::Validate);
    let request = pin!(client.send(route, arguments, deadline));
    trace::in_request(route.operation.endpoint.id, request).await
}

/// The text of a body, which is JSON.
///
/// # Errors
/// The error for an invalid body.
pub(super) fn text_of(answer: &Answer) -> Result<&str, Error> {
    if let Verdict::Invalid(problem) = &answer.verdict {
        return Err(answer.invalid(problem));
    }
    let text = answer.text.as_deref().unwrap_or_default();
    match json::is_json(text) {
        true => Ok(text),
        false => Err(answer.invalid("it is not JSON")),
    }
}

/// Reads one list to its end.
async fn read_list(
    client: &Client,
    asked: &Asked<'_>,
    query: &Map<String, Value>,
    deadline: Deadline,
    sighting: &mut Sighting,
) -> Result<(), Error> {
    let mut reader = Reader::new(0, PAGE);
    while let Some(offset) = reader.next_offset() {
        let mut query = query.clone();
        if offset > 0 {
            query.insert("offset".to_owned(), offset.into());
            query.insert("limit".to_owned(), PAGE.into());
        }
        let answer = request(client, query, deadline).await?;
        sighting.requests += answer.context.attempts;
        sighting.head = answer.head.clone();
        let page = Page::read(&answer)?;
        let entries: Vec<Entry<'_>> = page.results.iter().map(|text| Entry::new(text)).collect();
        let facts = Facts {
            count: page.count,
            next: page.next.and_then(|link| {
                offset_of(&link, client.base_url(), LIST_USERS.operation.endpoint.path)
            }),
            keys: entries.iter().map(Entry::key).collect(),
        };
        let new = match reader.take(&facts) {
            Ok(Step::Entries(new)) => new,
            Ok(Step::BackUp) => continue,
            Err(_) => {
                sighting.incomplete = Some("the list does not end");
                break;
            }
        };
        for index in new {
            let Some(entry) = entries.get(index) else {
                continue;
            };
            if !asked.has_email(&entry.value) {
                sighting.is_unfiltered = true;
            } else if !sighting.users.iter().any(|user| user.key() == entry.key()) {
                sighting.users.push(entry.found(&answer.head));
            }
        }
    }
    if !reader.is_complete() {
        sighting.incomplete = Some("the list did not hold as many users as it counts");
    }
    Ok(())
}

/// How many users a page holds: the service's default.
const PAGE: u32 = 100;

/// A page, its entries as text.
struct Page<'a> {
    next: Option<String>,
    count: i64,
    results: Vec<&'a str>,
}

impl<'a> Page<'a> {
    fn read(answer: &'a Answer) -> Result<Self, Error> {
        Self::of(text_of(answer)?).ok_or_else(|| answer.invalid("it is no page of users"))
    }

    fn of(text: &'a str) -> Option<Self> {
        Some(Self {
            next: json::member(text, "links").and_then(|links| json::string(links, "next")),
            count: json::integer(text, "count")?,
            results: json::elements(json::member(text, "results")?)?.collect(),
        })
    }
}

/// An entry of a page.
struct Entry<'a> {
    text: &'a str,
    value: Value,
}

impl<'a> Entry<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            value: json::value(text),
        }
    }

    /// Its identity.
    fn key(&self) -> &str {
        key(&self.value, self.text)
    }

    /// The entry, apart from its page.
    fn found(&self, head: &Head) -> Found {
        Found {
            text: self.text.to_owned(),
            value: self.value.clone(),
            head: head.clone(),
        }
    }
}

/// The identity of a user: its guid, or all of its text if it has none.
fn key<'a>(user: &'a Value, text: &'a str) -> &'a str {
    let guid = user.get("guid").and_then(Value::as_str);
    guid.unwrap_or(text)
}
