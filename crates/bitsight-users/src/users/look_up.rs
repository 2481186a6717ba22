//! Looking up a user by email: every kind of user, every page.

use std::pin::pin;

use serde_json::{Map, Value};

use crate::{
    call::{
        answer::{Answer, Verdict},
        deadline::Deadline,
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
    /// Why a user with this email could have been missed; `None` if none could.
    pub incomplete: Option<&'static str>,
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

impl Sighting {
    /// Takes out the user that is as asked, if there is one.
    pub fn take(&mut self, asked: &Asked<'_>) -> Option<Found> {
        let index = self.users.iter().position(|user| asked.is(&user.value))?;
        Some(self.users.swap_remove(index))
    }
}

/// Looks for users with the email that was asked for.
///
/// # Errors
/// The failure of a request, with the number of requests until then.
pub(super) async fn look_up(
    client: &Client,
    asked: &Asked<'_>,
    deadline: Deadline,
) -> Result<Sighting, Error> {
    let mut client = client.clone();
    // The bindings must pass the bodies on, since they are read here.
    client.options.body_id = client.options.body_id.map(|_| BodyId::Validate);
    let mut sighting = Sighting::default();
    for kind in kinds::KINDS {
        let mut query = kinds::query(kind);
        query.insert("email".to_owned(), asked.email().into());
        if let Err(mut error) = read_list(&client, asked, &query, deadline, &mut sighting).await {
            error.inner_mut().attempts += sighting.requests;
            return Err(error);
        }
        if sighting.users.iter().any(|user| asked.is(&user.value)) {
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
    client.options.body_id = client.options.body_id.map(|_| BodyId::Validate);
    client.options.max_retries = Some(0);
    let mut query = Map::new();
    query.insert("email".to_owned(), asked.email().into());
    query.insert("limit".to_owned(), PAGE.into());
    let arguments = Arguments {
        query: Some(Query::of(LIST_USERS.operation, &Value::Object(query))),
        ..Arguments::default()
    };
    let request = pin!(client.send(&LIST_USERS, &arguments, deadline));
    let answer = trace::in_request(LIST_USERS.operation.endpoint.id, request).await?;
    let page = Page::read(&answer)?;
    let mut entries = page.results.iter().map(|text| Entry::new(text));
    let found = entries.find(|entry| asked.has_email(&entry.value));
    Ok(found.map(|entry| Found {
        text: entry.text.to_owned(),
        value: entry.value,
        head: answer.head.clone(),
    }))
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
        let arguments = Arguments {
            query: Some(Query::of(LIST_USERS.operation, &Value::Object(query))),
            ..Arguments::default()
        };
        let id = LIST_USERS.operation.endpoint.id;
        let request = pin!(client.send(&LIST_USERS, &arguments, deadline));
        let answer = trace::in_request(id, request).await?;
        sighting.requests += answer.context.attempts;
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
                sighting.incomplete = Some("the service ignored the filter by email");
            } else if !sighting.users.iter().any(|user| user.text == entry.text) {
                sighting.users.push(Found {
                    text: entry.text.to_owned(),
                    value: entry.value.clone(),
                    head: answer.head.clone(),
                });
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
        if let Verdict::Invalid(problem) = &answer.verdict {
            return Err(answer.invalid(problem));
        }
        let text = answer.text.as_deref().unwrap_or_default();
        if !json::is_json(text) {
            return Err(answer.invalid("it is not JSON"));
        }
        Self::of(text).ok_or_else(|| answer.invalid("it is no page of users"))
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

    /// Its identity: its guid, or all of its text if it has none.
    fn key(&self) -> &str {
        let guid = self.value.get("guid").and_then(Value::as_str);
        guid.unwrap_or(self.text)
    }
}
