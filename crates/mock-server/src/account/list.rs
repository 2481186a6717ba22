//! Listing users: filters and order.

use std::cmp::Ordering;

use serde_json::{Map, Value};

use super::{options::Options, page::Page, store::Account, user::User};
use crate::reply::{Problem, Reply};

/// The fields that `q` searches.
const SEARCHED: [&str; 3] = ["friendly_name", "formal_name", "email"];

/// The filters that may hide users when a list lacks them.
const FLAGS: [&str; 2] = ["is_company_api_token", "is_available_for_contact"];

/// A list request.
pub(crate) struct ListQuery<'a> {
    /// The query's values, checked.
    pub(crate) values: &'a Map<String, Value>,
    /// The query as it was sent.
    pub(crate) raw: &'a str,
    /// The host for the links to other pages.
    pub(crate) host: &'a str,
}

impl Account {
    pub(crate) fn list(&mut self, query: &ListQuery<'_>) -> Result<Reply, Problem> {
        let template = User::new(String::new(), String::new(), self.group(None)?);
        let options = self.options.clone();
        let values = effective(query.values, &options);
        let matches = |user: &&User| {
            values
                .iter()
                .all(|(name, value)| keeps(user, name, value, &options))
        };
        let mut users: Vec<_> = self.shown().iter().filter(matches).collect();
        // The least significant attribute first: the order of equals is kept.
        let attributes = values.get("sort").and_then(Value::as_array);
        for attribute in attributes
            .into_iter()
            .flatten()
            .rev()
            .filter_map(Value::as_str)
        {
            sort(&mut users, attribute, &template)?;
        }
        let page = Page {
            users: &users,
            values: &values,
            raw_query: query.raw,
            host: query.host,
            options: &options,
        };
        Ok(Reply::ok(page.json()))
    }
}

/// The query's values after the options have ignored some and added others.
fn effective(values: &Map<String, Value>, options: &Options) -> Map<String, Value> {
    let mut values = values.clone();
    values.retain(|name, _| !options.ignored_parameters.contains(name));
    for flag in FLAGS {
        if options.hide_by_default && !values.contains_key(flag) {
            values.insert(flag.to_owned(), false.into());
        }
    }
    values
}

fn sort(users: &mut [&User], attribute: &str, template: &User) -> Result<(), Problem> {
    let (path, reverse) = match attribute.strip_prefix('-') {
        Some(path) => (path, true),
        None => (attribute, false),
    };
    // The template has every attribute, so that an unknown one is refused in an empty list too.
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

/// Whether a user passes one parameter of the query.
fn keeps(user: &User, name: &str, value: &Value, options: &Options) -> bool {
    let text = value.as_str().unwrap_or_default();
    match name {
        "limit" | "offset" | "sort" => true,
        name if FLAGS.contains(&name) && options.flags_include && *value == true => true,
        "q" => text.split_whitespace().all(|word| {
            SEARCHED
                .iter()
                .any(|field| contains(user.text(field), word))
        }),
        "email" => user.has_email(text),
        "email_q" => contains(user.text("email"), text),
        "formal_name_q" => contains(user.text("formal_name"), text),
        "is_preferred_contact" => *value == user.is_preferred_contact(),
        // All others have the name of the attribute that they filter by.
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
