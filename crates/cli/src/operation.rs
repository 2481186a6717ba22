//! The terms of the generated table of operations, and the arguments and results of a call.

use bitsight_users::{
    Code, Error, Response,
    list::{page::Page, stream::Paginated},
};
use serde::Serialize;
use serde_json::{Map, Value};

/// An operation of the document, which is a command.
#[derive(Debug)]
pub(crate) struct Operation {
    /// Its name in the document, `create_user`.
    pub id: &'static str,
    /// The group of its command, `users`.
    pub group: &'static str,
    /// Its command, `create`.
    pub command: &'static str,
    /// The method of its request.
    pub method: &'static str,
    /// Its purpose, in one line.
    pub summary: &'static str,
    /// The summary and more.
    pub docs: &'static str,
    /// Whether it changes nothing.
    pub reads: bool,
    /// Whether its result comes in pages.
    pub paginated: bool,
    /// The parameters of its path, which are positional.
    pub path: &'static [Parameter],
    /// Its query parameters, which are flags.
    pub query: &'static [Parameter],
    /// The fields of its body, which are flags as well.
    pub body: &'static [Parameter],
    /// The fields of its result whose entries are the rows of a table; empty if the result is one row.
    pub lists: &'static [&'static str],
    /// The columns of its result.
    pub columns: &'static [&'static str],
    /// The document's example of a body, as JSON; empty if there is none.
    pub example: &'static str,
}

/// A parameter, or a field of a body.
#[derive(Debug)]
pub(crate) struct Parameter {
    /// Its name in requests.
    pub name: &'static str,
    /// The name of its flag.
    pub flag: &'static str,
    /// Its description.
    pub docs: &'static str,
    /// Whether it must be set.
    pub required: bool,
    /// Whether it can be cleared.
    pub nullable: bool,
    /// The kind of its values.
    pub kind: Kind,
}

/// How the text of a flag becomes JSON.
// The document has no parameter of some kinds at present.
#[allow(dead_code)]
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    /// Any text; these are known.
    Text(&'static [&'static str]),
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// One of these texts.
    Choice(&'static [&'static str]),
    /// A number, `true`, `false`, or else a text.
    Scalar,
    /// Several values, separated by commas or given by several flags.
    List(&'static Kind),
    /// An array of one object with this one member.
    One {
        member: &'static str,
        kind: &'static Kind,
    },
    /// An array of objects with a name and a value each, written `name=value`.
    Settings {
        name: &'static str,
        value: &'static str,
    },
    /// Written as JSON.
    Json,
}

impl Kind {
    /// The JSON value of a text; an element of it, if the kind is one of several values.
    pub(crate) fn parse(self, text: &str) -> Result<Value, String> {
        match self {
            Self::Text(_) | Self::Choice(_) => Ok(Value::from(text)),
            Self::Boolean => match text {
                "true" => Ok(Value::Bool(true)),
                "false" => Ok(Value::Bool(false)),
                _ => Err("must be true or false".to_owned()),
            },
            Self::Integer => text
                .parse::<i64>()
                .map(Value::from)
                .map_err(|_| "must be a whole number".to_owned()),
            Self::Number => text
                .parse::<f64>()
                .ok()
                .filter(|number| number.is_finite())
                .map(Value::from)
                .ok_or_else(|| "must be a number".to_owned()),
            Self::Scalar => Ok(scalar(text)),
            Self::List(items) => items.parse(text),
            Self::One { member, kind } => {
                let object = Map::from_iter([(member.to_owned(), kind.parse(text)?)]);
                Ok(Value::Array(vec![Value::Object(object)]))
            }
            Self::Settings { name, value } => {
                let (key, setting) = text
                    .split_once('=')
                    .ok_or_else(|| "must be written NAME=VALUE".to_owned())?;
                Ok(Value::Object(Map::from_iter([
                    (name.to_owned(), Value::from(key)),
                    (value.to_owned(), scalar(setting)),
                ])))
            }
            Self::Json => serde_json::from_str(text).map_err(|error| format!("no JSON: {error}")),
        }
    }

    /// Whether several values make one array.
    pub(crate) fn is_repeated(self) -> bool {
        matches!(self, Self::List(_) | Self::Settings { .. })
    }
}

/// `true` and `false` and numbers as such, everything else as text.
fn scalar(text: &str) -> Value {
    match serde_json::from_str(text) {
        Ok(value @ (Value::Bool(_) | Value::Number(_))) => value,
        _ => Value::from(text),
    }
}

/// The arguments of an operation.
#[derive(Debug, Default)]
pub(crate) struct Arguments {
    /// The parameters of the path, in their order there.
    pub path: Vec<String>,
    /// The query parameters, an object.
    pub query: Value,
    /// The body, an object.
    pub body: Value,
}

impl Arguments {
    /// A parameter of the path.
    pub(crate) fn text(&self, index: usize) -> &str {
        self.path.get(index).map_or("", String::as_str)
    }

    /// A parameter of the path that is a whole number.
    #[allow(dead_code)] // The document has no such parameter at present.
    pub(crate) fn integer(&self, index: usize, name: &str) -> Result<i64, Error> {
        let text = self.text(index);
        text.parse()
            .map_err(|_| Error::invalid_argument(name, "must be a whole number"))
    }
}

/// A success.
#[derive(Debug)]
pub(crate) struct Reply {
    /// The body as the service sent it; `None` if it was empty or isn't JSON.
    pub body: Option<Value>,
    /// Whether the answer was lost and the result was found by a look-up.
    pub recovered: bool,
}

impl Reply {
    /// The success of a call.
    pub(crate) fn of<T>(response: Response<T>) -> Self {
        Self {
            body: response
                .raw_json()
                .and_then(|text| serde_json::from_str(text).ok()),
            recovered: response.recovered(),
        }
    }
}

/// Receives the entries of a list, and an error for each that can't be read; `false` ends the reading.
pub(crate) type EachEntry<'a> = &'a mut dyn FnMut(Result<Value, Error>) -> bool;

/// Passes on the entries of a list.
pub(crate) async fn each_entry<P: Page>(
    mut entries: Paginated<P>,
    each: EachEntry<'_>,
) -> Result<(), Error>
where
    P::Item: Serialize,
{
    while let Some(entry) = entries.next().await {
        let entry = match entry {
            Ok(entry) => Ok(serde_json::to_value(entry).unwrap_or_default()),
            Err(error) if is_of_entry(&error) => Err(error),
            Err(error) => return Err(error),
        };
        if !each(entry) {
            break;
        }
    }
    Ok(())
}

/// Whether an error is about one entry, so that the list goes on after it: then its body is the entry, and no
/// request of its own has failed.
fn is_of_entry(error: &Error) -> bool {
    error.code() == Code::Decode && error.attempts() == 0 && error.body().is_some()
}

/// The error for an operation that the document doesn't have.
pub(crate) fn unknown(operation: &str) -> Error {
    Error::invalid_argument("operation", format!("`{operation}` isn't in the document"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn flags_become_the_json_of_their_kind() {
        let role = Kind::One {
            member: "slug",
            kind: &Kind::Text(&[]),
        };
        let feature = Kind::Settings {
            name: "slug",
            value: "value",
        };
        for (kind, text, expected) in [
            (Kind::Text(&[]), "true", json!("true")),
            (Kind::Boolean, "true", json!(true)),
            (Kind::Integer, "-7", json!(-7)),
            (Kind::Number, "0.5", json!(0.5)),
            (Kind::Scalar, "7", json!(7)),
            (Kind::Scalar, "none", json!("none")),
            (role, "customer_user", json!([{"slug": "customer_user"}])),
            (
                feature,
                "wfh-ro=true",
                json!({"slug": "wfh-ro", "value": true}),
            ),
            (feature, "a=b=c", json!({"slug": "a", "value": "b=c"})),
            (Kind::Json, "{\"a\": 1}", json!({"a": 1})),
        ] {
            assert_eq!(kind.parse(text), Ok(expected), "{text}");
        }
        for (kind, text) in [
            (Kind::Boolean, "yes"),
            (Kind::Integer, "1.5"),
            (Kind::Number, "NaN"),
            (feature, "wfh-ro"),
            (Kind::Json, "{"),
        ] {
            assert!(kind.parse(text).is_err(), "{text}");
        }
    }
}
