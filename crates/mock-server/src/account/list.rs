//! Listing users: filters, order and pages.

use std::cmp::Ordering;

use form_urlencoded::Serializer;
use serde_json::{Map, Value, json};

use super::{Account, Problem, Reply, User};
use crate::{operation::Operation, server::API_ROOT};

/// What is searched by `q`.
const SEARCHED: [&str; 3] = ["friendly_name", "formal_name", "email"];

/// The page size of the documentation, should the document not give one.
const DEFAULT_LIMIT: usize = 100;

/// A list request.
pub(crate) struct ListQuery<'a> {
    /// The query's values, checked.
    pub(crate) values: &'a Map<String, Value>,
    /// The query as it was sent.
    pub(crate) raw: &'a str,
    /// Where the links of the page should lead.
    pub(crate) host: &'a str,
}

impl Account {
    pub(crate) fn list(&self, query: &ListQuery<'_>) -> Result<Reply, Problem> {
        let matches = |user: &&User| {
            query
                .values
                .iter()
                .all(|(name, value)| keeps(user, name, value))
        };
        let mut users: Vec<_> = self.users.iter().filter(matches).collect();
        if let Some(sort) = query.values.get("sort").and_then(Value::as_str) {
            self.sort(&mut users, sort)?;
        }
        let number = |name: &str| {
            let value = query.values.get(name).and_then(Value::as_u64);
            value.map(|value| usize::try_from(value).unwrap_or(usize::MAX))
        };
        let limit = number("limit").unwrap_or(DEFAULT_LIMIT);
        let offset = number("offset").unwrap_or(0);
        let end = offset.saturating_add(limit);
        let next = (end < users.len() && limit > 0).then(|| query.link(limit, end));
        let previous = (offset > 0).then(|| query.link(limit, offset.saturating_sub(limit)));
        let page = users
            .iter()
            .skip(offset)
            .take(limit)
            .map(|user| user.listed());
        Ok(Reply::ok(json!({
            "links": { "next": next, "previous": previous },
            "count": users.len(),
            "results": page.collect::<Vec<_>>(),
        })))
    }

    fn sort(&self, users: &mut [&User], sort: &str) -> Result<(), Problem> {
        let (path, reverse) = match sort.strip_prefix('-') {
            Some(path) => (path, true),
            None => (sort, false),
        };
        // Asked of a complete user, so that a bad attribute is found in an empty list too.
        let template = User::new(String::new(), String::new(), self.group(None)?);
        if template.at(path).is_none() && !users.iter().any(|user| user.at(path).is_some()) {
            let detail = format!("sort: there is no attribute `{path}`");
            return Err(Problem::bad_request(detail));
        }
        // Stable: users who are equal in this attribute stay in the order they were added.
        users.sort_by(|a, b| {
            let order = compare(first(a, path), first(b, path));
            if reverse { order.reverse() } else { order }
        });
        Ok(())
    }
}

impl ListQuery<'_> {
    /// The absolute URL of another page of the same list.
    fn link(&self, limit: usize, offset: usize) -> String {
        let mut query = Serializer::new(String::new());
        for (name, value) in form_urlencoded::parse(self.raw.as_bytes()) {
            if name != "limit" && name != "offset" {
                query.append_pair(&name, &value);
            }
        }
        query.append_pair("limit", &limit.to_string());
        if offset > 0 {
            query.append_pair("offset", &offset.to_string());
        }
        let path = Operation::ListUsers.path();
        format!("http://{}{API_ROOT}{path}?{}", self.host, query.finish())
    }
}

/// Whether a user passes one parameter of the query.
fn keeps(user: &User, name: &str, value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    match name {
        "limit" | "offset" | "sort" => true,
        "q" => text.split_whitespace().all(|word| {
            SEARCHED
                .iter()
                .any(|field| contains(user.text(field), word))
        }),
        "email" => user.has_email(text),
        "email_q" => contains(user.text("email"), text),
        "formal_name_q" => contains(user.text("formal_name"), text),
        // All others are named after the attribute whose value they ask for.
        path => {
            let found = user.at(path).unwrap_or_default();
            match value {
                Value::Array(wanted) => found.into_iter().any(|value| wanted.contains(value)),
                wanted => found.contains(&wanted),
            }
        }
    }
}

fn contains(text: &str, part: &str) -> bool {
    text.to_lowercase().contains(&part.to_lowercase())
}

fn first<'a>(user: &'a User, path: &str) -> &'a Value {
    let found = user.at(path).unwrap_or_default();
    found.first().copied().unwrap_or(&Value::Null)
}

/// Null first, then booleans, numbers and text; text regardless of case.
fn compare(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::String(a), Value::String(b)) => a.to_lowercase().cmp(&b.to_lowercase()),
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (Value::Number(a), Value::Number(b)) => a
            .as_f64()
            .partial_cmp(&b.as_f64())
            .unwrap_or(Ordering::Equal),
        // Groups and roles are ordered by their names.
        (Value::Object(a), Value::Object(b)) => match (a.get("name"), b.get("name")) {
            (Some(a), Some(b)) => compare(a, b),
            _ => Ordering::Equal,
        },
        (Value::Array(a), Value::Array(b)) => match (a.first(), b.first()) {
            (Some(a), Some(b)) => compare(a, b),
            (a, b) => a.is_some().cmp(&b.is_some()),
        },
        _ => rank(a).cmp(&rank(b)),
    }
}

fn rank(value: &Value) -> u8 {
    match value {
        Value::Null => 0,
        Value::Bool(_) => 1,
        Value::Number(_) => 2,
        Value::String(_) => 3,
        Value::Array(_) => 4,
        Value::Object(_) => 5,
    }
}
