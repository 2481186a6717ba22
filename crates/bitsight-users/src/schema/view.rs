//! One view of request types and of JSON, for the checks: neither is converted to the other first.

use std::fmt::Display;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::types::{
    open::{Known, Open},
    patch::Patch,
};

use super::table::Object;

/// A value.
pub enum View<'a> {
    /// `null`
    Null,
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// Any other number.
    Number(f64),
    /// A string.
    String(&'a str),
    /// One of the strings that the document lists in this place.
    Listed(&'a dyn Display),
    /// A list.
    Array(&'a dyn Elements),
    /// An object.
    Object(&'a dyn Members),
    /// JSON that has not been viewed yet.
    Json(Value),
}

/// A type whose values have a view.
pub trait Viewed {
    /// The value; `None` if it is not set.
    fn view(&self) -> Option<View<'_>>;
}

/// A list.
pub trait Elements {
    /// How many elements it has.
    fn count(&self) -> usize;
    /// One of them.
    fn element(&self, index: usize) -> Option<View<'_>>;
}

/// An object.
pub trait Members {
    /// The field with this index in the object's schema, and this name; `None` if it is not set.
    fn member(&self, number: usize, name: &str) -> Option<View<'_>>;
    /// The name of a field that is not in the schema; Rust types have none.
    fn unknown_field(&self, _: &Object) -> Option<&str> {
        None
    }
}

impl View<'_> {
    /// The view of a type that has none of its own, by way of JSON.
    pub fn of(value: &impl Serialize) -> Self {
        Self::Json(serde_json::to_value(value).unwrap_or_default())
    }

    /// The text of a scalar in a query.
    pub fn text(&self) -> String {
        match self {
            Self::Boolean(value) => value.to_string(),
            Self::Integer(value) => value.to_string(),
            // As JSON: std's own text of numbers would take 4 KB more of the WebAssembly module.
            Self::Number(value) => serde_json::to_string(value).unwrap_or_default(),
            Self::String(value) => (*value).to_owned(),
            Self::Listed(value) => value.to_string(),
            Self::Json(value) => json(value).text(),
            // No schema allows these in a query.
            Self::Null | Self::Array(_) | Self::Object(_) => String::new(),
        }
    }

    /// The name of its type in messages.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "a boolean",
            Self::Integer(_) | Self::Number(_) => "a number",
            Self::String(_) | Self::Listed(_) => "a string",
            Self::Array(_) => "a list",
            Self::Object(_) => "an object",
            Self::Json(value) => json(value).name(),
        }
    }
}

/// A value of JSON.
pub(super) fn json(value: &Value) -> View<'_> {
    match value {
        Value::Null => View::Null,
        Value::Bool(value) => View::Boolean(*value),
        Value::Number(number) => match number.as_i64() {
            Some(integer) => View::Integer(integer),
            None => View::Number(number.as_f64().unwrap_or(f64::NAN)),
        },
        Value::String(string) => View::String(string),
        Value::Array(array) => View::Array(array),
        Value::Object(object) => View::Object(object),
    }
}

impl Viewed for Value {
    fn view(&self) -> Option<View<'_>> {
        Some(json(self))
    }
}

impl Members for Map<String, Value> {
    fn member(&self, _: usize, name: &str) -> Option<View<'_>> {
        self.get(name).map(json)
    }

    fn unknown_field(&self, object: &Object) -> Option<&str> {
        let is_known = |name: &str| object.fields.iter().any(|field| field.name == name);
        self.keys().map(String::as_str).find(|name| !is_known(name))
    }
}

impl<T: Members> Viewed for T {
    fn view(&self) -> Option<View<'_>> {
        Some(View::Object(self))
    }
}

impl Viewed for bool {
    fn view(&self) -> Option<View<'_>> {
        Some(View::Boolean(*self))
    }
}

impl Viewed for u32 {
    fn view(&self) -> Option<View<'_>> {
        Some(View::Integer((*self).into()))
    }
}

impl Viewed for i64 {
    fn view(&self) -> Option<View<'_>> {
        Some(View::Integer(*self))
    }
}

impl Viewed for f64 {
    fn view(&self) -> Option<View<'_>> {
        Some(View::Number(*self))
    }
}

impl Viewed for String {
    fn view(&self) -> Option<View<'_>> {
        Some(View::String(self))
    }
}

impl<T: Known> Viewed for Open<T> {
    fn view(&self) -> Option<View<'_>> {
        Some(match self {
            Self::Known(known) => View::Listed(known),
            Self::Other(other) => View::String(other),
        })
    }
}

impl<T: Viewed> Viewed for Option<T> {
    fn view(&self) -> Option<View<'_>> {
        self.as_ref()?.view()
    }
}

impl<T: Viewed> Viewed for Patch<T> {
    fn view(&self) -> Option<View<'_>> {
        match self {
            Self::Unset => None,
            Self::Null => Some(View::Null),
            Self::Set(value) => value.view(),
        }
    }
}

impl<T: Viewed> Viewed for Vec<T> {
    fn view(&self) -> Option<View<'_>> {
        Some(View::Array(self))
    }
}

impl<T: Viewed> Elements for Vec<T> {
    fn count(&self) -> usize {
        self.len()
    }

    fn element(&self, index: usize) -> Option<View<'_>> {
        self.get(index)?.view()
    }
}
