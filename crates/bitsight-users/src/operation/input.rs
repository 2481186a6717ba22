//! The arguments of an operation: checked, and written as they are sent.

use std::sync::Arc;

use serde::Serialize;

use crate::{
    error::Error,
    schema::{Elements, Object, View, Viewed, Violation},
    types::joined::joined,
};

use super::table::{Operation, PathKind, PathParameter};

/// The arguments of a call. An invalid one is reported before anything is sent.
#[derive(Debug, Default)]
pub struct Arguments {
    /// The parameters of the path, in their order there.
    pub path: Vec<String>,
    /// The query parameters.
    pub query: Option<Query>,
    /// The body.
    pub body: Option<Body>,
}

/// Query parameters: names and values as they are sent, not yet percent-encoded.
#[derive(Debug)]
pub struct Query(Result<Arc<[(String, String)]>, Violation>, Similar);

/// A request body: its JSON.
#[derive(Debug)]
pub struct Body(Result<String, Violation>, Similar);

/// A value that looks like a misspelt known one. It is refused unless the call allows such values.
type Similar = Option<Violation>;

/// Checked arguments.
#[derive(Debug)]
pub struct Input<'a> {
    path: &'a [String],
    pub(crate) query: Arc<[(String, String)]>,
    body: &'a str,
}

impl Query {
    /// Query parameters without a schema.
    pub fn unchecked(pairs: Vec<(String, String)>) -> Self {
        Self(Ok(pairs.into()), None)
    }

    /// Checks the query parameters of an operation, and writes them as the service wants them.
    pub fn of(operation: &Operation, query: &dyn Viewed) -> Self {
        let (checked, similar) = check(operation.query, query);
        Self(checked.and_then(|()| texts(operation, query)), similar)
    }
}

impl Body {
    /// Checks the body of an operation, and writes it.
    pub fn of(operation: &Operation, body: &(impl Viewed + Serialize)) -> Self {
        let (checked, similar) = check(operation.body, body);
        let text = checked.and_then(|()| {
            serde_json::to_string(body)
                .map_err(|error| Violation::new(String::new(), error.to_string()))
        });
        Self(text, similar)
    }

    /// Its JSON; `None` if it is invalid.
    pub(crate) fn text(&self) -> Option<&str> {
        self.0.as_deref().ok()
    }
}

impl<'a> Input<'a> {
    /// Checks everything before anything is sent.
    pub(crate) fn new(
        operation: &Operation,
        arguments: &'a Arguments,
        allow_similar: bool,
    ) -> Result<Self, Error> {
        let Arguments { path, .. } = arguments;
        for (index, parameter) in operation.path_parameters.iter().enumerate() {
            check_segment(parameter, path.get(index).map_or("", String::as_str))?;
        }
        let query = match &arguments.query {
            Some(query) => query.0.clone()?,
            None if operation.query.is_some() => {
                return Err(Error::argument("query", "is required"));
            }
            None => Arc::default(),
        };
        let body = match &arguments.body {
            Some(body) => body.0.as_deref().map_err(Clone::clone)?,
            None if operation.body.is_some() => return Err(Error::argument("body", "is required")),
            None => "",
        };
        let of_query = arguments.query.as_ref().and_then(|query| query.1.as_ref());
        let of_body = arguments.body.as_ref().and_then(|body| body.1.as_ref());
        let similar = of_query.or(of_body);
        if let (Some(violation), false) = (similar, allow_similar) {
            return Err(violation.clone().into());
        }
        Ok(Self { path, query, body })
    }

    /// A parameter of the path. There are as many as the operation has.
    pub(crate) fn segment(&self, index: usize) -> &str {
        self.path.get(index).map_or("", String::as_str)
    }

    /// The body, for one attempt.
    pub(crate) fn body(&self) -> Vec<u8> {
        self.body.as_bytes().to_vec()
    }
}

/// Checks a value. A violation that a call can allow comes by itself, if there is no other.
fn check(rules: Option<&Object>, value: &dyn Viewed) -> (Result<(), Violation>, Similar) {
    match rules.map_or(Ok(()), |rules| rules.check(value)) {
        Err(similar) if similar.is_similar => {
            let others = rules.map_or(Ok(()), |rules| rules.check_allowing_similar(value));
            (others, Some(similar))
        }
        checked => (checked, None),
    }
}

/// Refuses values that would make the URL lead to another endpoint, and values that are not documented.
fn check_segment(parameter: &PathParameter, value: &str) -> Result<(), Error> {
    let PathParameter { name, kind } = parameter;
    if let PathKind::Enum(values) = kind
        && !values.contains(&value)
    {
        let problem = format!("must be one of {}", joined(values, ", "));
        return Err(Error::argument(name, problem));
    }
    let problem = if value.trim().is_empty() {
        "must not be empty"
    } else if [".", ".."].contains(&value) {
        "must not be a relative path"
    } else if value.contains(|c: char| matches!(c, '/' | '\\' | '?' | '#' | '%') || c.is_control())
    {
        "must not hold any of / \\ ? # % or control characters"
    } else {
        return Ok(());
    };
    Err(Error::argument(name, problem))
}

/// The query parameters that are set, in the order in which they are sent.
fn texts(operation: &Operation, query: &dyn Viewed) -> Result<Arc<[(String, String)]>, Violation> {
    let fields = operation.query.map_or(&[][..], |rules| rules.fields);
    let Some(View::Object(query)) = query.view() else {
        return Ok(Arc::default());
    };
    let mut texts = Vec::new();
    for (name, wire) in operation.query_names {
        let number = fields.iter().position(|field| field.name == *name);
        let text = match number.and_then(|number| query.member(number, name)) {
            None => continue,
            Some(View::Array(items)) => list(name, items)?,
            Some(other) => other.text(),
        };
        texts.push(((*wire).to_owned(), text));
    }
    Ok(texts.into())
}

/// Lists are sent comma-separated, and a comma can't be escaped. An empty element is refused: the service
/// may ignore the filter.
fn list(name: &str, items: &dyn Elements) -> Result<String, Violation> {
    let mut text = String::new();
    for index in 0..items.count() {
        let item = items.element(index).map(|item| item.text());
        let item = item.unwrap_or_default();
        let problem = if item.as_bytes().contains(&b',') {
            "must not hold a comma"
        } else if item.trim().is_empty() {
            "must not be empty"
        } else {
            if index > 0 {
                text.push(',');
            }
            text.push_str(&item);
            continue;
        };
        return Err(Violation::new(format!("{name}[{index}]"), problem));
    }
    Ok(text)
}
