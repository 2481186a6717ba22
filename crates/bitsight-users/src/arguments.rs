//! What an operation is called with: checked, and brought into the forms that travel.

use std::sync::Arc;

use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::{Error, operation::Operation, rules};

/// What a caller passes, not checked yet.
#[derive(Debug, Default)]
pub struct Arguments {
    /// The parameters of the path, in their order there.
    pub path: Vec<String>,
    /// The query parameters, an object.
    pub query: Option<Value>,
    /// The body, an object. Shared with what is sent.
    pub body: Option<Arc<Value>>,
}

/// What was checked.
#[derive(Debug)]
pub struct Input {
    path: Vec<String>,
    /// Names and values as they travel, before they are encoded.
    pub(crate) query: Arc<[(String, String)]>,
    pub(crate) body: Checked,
}

/// A request body that was checked: what progenitor's client sends.
#[derive(Debug)]
pub struct Checked(Arc<Value>);

impl Serialize for Checked {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl Input {
    /// Checks everything before anything is sent.
    pub(crate) fn new(operation: &Operation, arguments: &Arguments) -> Result<Self, Error> {
        let Arguments { path, query, body } = arguments;
        for (place, name) in operation.path_parameters.iter().enumerate() {
            check_segment(name, path.get(place).map_or("", String::as_str))?;
        }
        let query = match operation.query {
            Some(rules) => texts(operation, rules, query.as_ref().unwrap_or(&Value::Null))?,
            None => Vec::new(),
        };
        let body = body.clone().unwrap_or_default();
        if let Some(rules) = operation.body {
            rules.check(&body)?;
        }
        Ok(Self {
            path: path.clone(),
            query: query.into(),
            body: Checked(body),
        })
    }

    /// A parameter of the path. There are as many as the operation has.
    pub(crate) fn segment(&self, place: usize) -> &str {
        self.path.get(place).map_or("", String::as_str)
    }
}

/// Refuses what would change which endpoint is called, once the URL is put together.
fn check_segment(name: &str, value: &str) -> Result<(), Error> {
    let problem = if value.trim().is_empty() {
        "must not be empty"
    } else if [".", ".."].contains(&value) {
        "must not be a relative path"
    } else if value.contains(|c: char| "/\\?#%".contains(c) || c.is_control()) {
        "must not hold any of / \\ ? # % or control characters"
    } else {
        return Ok(());
    };
    Err(Error::argument(name, problem))
}

/// Checks query parameters, and writes them as the service wants them.
fn texts(
    operation: &Operation,
    rules: &rules::Object,
    query: &Value,
) -> Result<Vec<(String, String)>, Error> {
    rules.check(query)?;
    let mut texts = Vec::new();
    for (name, wire) in operation.query_names {
        let text = match query.get(name) {
            None => continue,
            Some(Value::Array(items)) => list(name, items)?,
            Some(other) => plain_text(other),
        };
        texts.push(((*wire).to_owned(), text));
    }
    Ok(texts)
}

/// Lists travel comma-separated, and there is no way to write a comma in one. An empty element would
/// be as good as no filter at all.
fn list(name: &str, items: &[Value]) -> Result<String, Error> {
    let mut text = String::new();
    for (index, item) in items.iter().enumerate() {
        let item = plain_text(item);
        let problem = if item.contains(',') {
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
        return Err(Error::argument(&format!("{name}[{index}]"), problem));
    }
    Ok(text)
}

/// Strings, numbers and booleans: the rules let nothing else into a query.
fn plain_text(value: &Value) -> String {
    match value {
        Value::String(string) => string.clone(),
        other => serde_json::to_string(other).unwrap_or_default(),
    }
}
