//! What the package asks for: JSON that it made of whatever its caller passed.
//!
//! One text instead of the caller's values: reading those could run the caller's code in the middle of
//! this, and what it throws would skip destructors.

use std::time::Duration;

use bitsight_users::{
    BodyId, CallOptions, Error, Token,
    call::route::Route,
    operation::{Arguments, Body, PathParameter, Query},
};
use serde_json::{Map, Value};
use wasm_bindgen::JsValue;

/// A call: of what, with what, and how.
pub(crate) struct Request {
    pub route: &'static Route,
    path: Vec<String>,
    pub query: Value,
    body: Value,
    pub options: Options,
}

/// The options of a call.
pub(crate) struct Options {
    pub settings: CallOptions,
    /// The number by which `abort` knows the call.
    pub call: Option<u32>,
}

impl Request {
    /// Reads `{ operation, path, query, body }` and, among these, options.
    pub(crate) fn read(text: &JsValue) -> Result<Self, Error> {
        let mut members = members(text)?;
        let route = match members.remove("operation") {
            Some(Value::String(name)) => bitsight_users::route(&name),
            _ => None,
        };
        let route = route
            .ok_or_else(|| Error::invalid_argument("operation", "there is no such operation"))?;
        let mut path = Vec::new();
        let given = members.remove("path").unwrap_or_default();
        for parameter in route.operation.path_parameters {
            let PathParameter { name, is_integer } = *parameter;
            match (given.get(name), is_integer) {
                (Some(Value::String(text)), false) => path.push(text.clone()),
                (Some(Value::Number(number)), true) if number.is_i64() => {
                    path.push(number.to_string());
                }
                (_, true) => return Err(Error::invalid_argument(name, "must be an integer")),
                (_, false) => return Err(Error::invalid_argument(name, "must be a string")),
            }
        }
        let mut part = |name: &str| {
            let part = members.remove(name);
            part.unwrap_or_else(|| Value::Object(Map::new()))
        };
        Ok(Self {
            route,
            path,
            query: part("query"),
            body: part("body"),
            options: Options::of(members)?,
        })
    }

    /// What it is called with, as far as the operation takes such things.
    pub(crate) fn arguments(&self) -> Arguments {
        let operation = self.route.operation;
        Arguments {
            path: self.path.clone(),
            query: operation.query.map(|_| Query::of(operation, &self.query)),
            body: operation.body.map(|_| Body::of(operation, &self.body)),
        }
    }
}

impl Options {
    /// Reads options by themselves.
    pub(crate) fn read(text: &JsValue) -> Result<Self, Error> {
        Self::of(members(text)?)
    }

    fn of(members: Map<String, Value>) -> Result<Self, Error> {
        let mut settings = CallOptions::new();
        let mut numbers = Numbers::default();
        for (name, value) in members {
            match (name.as_str(), value) {
                ("token", Value::String(text)) => settings = settings.token(Token::new(text)?),
                (name, value) => numbers.take(name, &value)?,
            }
        }
        if let Some(timeout) = numbers.timeout {
            settings = settings.timeout(milliseconds(timeout));
        }
        if let Some(timeout) = numbers.total_timeout {
            settings = settings.total_timeout(milliseconds(timeout));
        }
        if let Some(retries) = numbers.max_retries {
            settings = settings.max_retries(retries);
        }
        if let Some(time) = numbers.settle_time {
            settings = settings.settle_time(milliseconds(time));
        }
        if let Some(bytes) = numbers.max_body_bytes {
            settings = settings.max_body_bytes(bytes as usize);
        }
        // The package validates bodies, and passes those on that it doesn't keep.
        settings = settings.body_id(numbers.body_id.map_or(BodyId::Validate, BodyId::Keep));
        Ok(Self {
            settings,
            call: numbers.call,
        })
    }
}

/// The options that are numbers, of clients and of calls; the package tells them apart.
#[derive(Default)]
pub(crate) struct Numbers {
    pub timeout: Option<u32>,
    pub total_timeout: Option<u32>,
    pub max_retries: Option<u32>,
    pub max_concurrency: Option<u32>,
    /// By what name `abort` knows the call.
    call: Option<u32>,
    pub settle_time: Option<u32>,
    pub max_body_bytes: Option<u32>,
    /// The number under which the package keeps a valid body.
    body_id: Option<u32>,
}

impl Numbers {
    pub(crate) fn take(&mut self, name: &str, value: &Value) -> Result<(), Error> {
        let place = match name {
            "timeout" => &mut self.timeout,
            "totalTimeout" => &mut self.total_timeout,
            "maxRetries" => &mut self.max_retries,
            "maxConcurrency" => &mut self.max_concurrency,
            "call" => &mut self.call,
            "settleTime" => &mut self.settle_time,
            "maxBodyBytes" => &mut self.max_body_bytes,
            "bodyId" => &mut self.body_id,
            _ => {
                return Err(Error::invalid_configuration(
                    name,
                    "there is no such option",
                ));
            }
        };
        *place = value.as_u64().and_then(|number| number.try_into().ok());
        match place {
            Some(_) => Ok(()),
            None => Err(Error::invalid_configuration(
                name,
                "is not of the right type",
            )),
        }
    }
}

/// The package has checked options and told their names; what is wrong here is the package.
pub(crate) fn members(text: &JsValue) -> Result<Map<String, Value>, Error> {
    match serde_json::from_str(&text.as_string().unwrap_or_default()) {
        Ok(Value::Object(members)) => Ok(members),
        _ => Err(Error::invalid_configuration("options", "must be an object")),
    }
}

pub(crate) fn milliseconds(milliseconds: u32) -> Duration {
    Duration::from_millis(u64::from(milliseconds))
}
