//! Requests of the npm package, as JSON.
//!
//! JavaScript copies the values of its caller into one text. Reading the values here could run code of the caller, such
//! as a getter, and an exception that it throws would skip destructors.

use std::time::Duration;

use bitsight_users::{
    BodyId, CallOptions, Error, Token,
    call::{custom, route::Route},
    operation::{Arguments, Body, PathKind, PathParameter, Query},
    route, settings,
};
use serde_json::{Map, Value};
use wasm_bindgen::JsValue;

/// A call, ready to be sent.
pub(crate) struct Call {
    pub target: Target,
    pub options: Options,
}

/// The method of the client to call, with its arguments.
pub(crate) enum Target {
    /// An operation, or another endpoint.
    Operation(&'static Route, Arguments),
    /// `user_by_email`.
    UserByEmail(String),
    /// `access_group_by_name`.
    AccessGroupByName(String),
    /// `ensure_user`.
    EnsureUser(Arguments),
}

/// A request of an operation.
pub(crate) struct Request {
    pub route: &'static Route,
    path: Vec<String>,
    pub query: Value,
    body: Value,
    /// Whether every user is asked for, of the pages of a list.
    pub all: bool,
}

/// The options of a call.
pub(crate) struct Options {
    pub settings: CallOptions,
    /// The number by which `abort` finds the call.
    pub call: Option<u32>,
}

impl Call {
    /// Reads the request of an operation, see `Request::read`; that of an endpoint that the document doesn't describe,
    /// `{ method, path, query, body, idempotent }`; or that of one of the client's own methods: `operation` is its name,
    /// and its argument is in `query` or the `body`.
    pub(crate) fn read(text: &JsValue) -> Result<Self, Error> {
        let mut members = members(text)?;
        let Value::String(method) = take(&mut members, "method") else {
            let name = operation(&mut members);
            let target = match name.as_str() {
                "user_by_email" => Target::UserByEmail(query_text(&members, "email")?),
                "access_group_by_name" => Target::AccessGroupByName(query_text(&members, "name")?),
                "ensure_user" => {
                    Target::EnsureUser(Request::of("create_user", &mut members)?.arguments())
                }
                name => {
                    let request = Request::of(name, &mut members)?;
                    Target::Operation(request.route, request.arguments())
                }
            };
            return Ok(Self {
                target,
                options: Options::of(members)?,
            });
        };
        let Value::String(path) = take(&mut members, "path") else {
            return Err(Error::invalid_argument("path", "must be a string"));
        };
        let (route, arguments) = custom::prepare(
            &method,
            path,
            pairs(take(&mut members, "query"))?,
            members.get("body"),
            members.get("idempotent") == Some(&Value::Bool(true)),
        )?;
        Ok(Self {
            target: Target::Operation(route, arguments),
            options: Options::of(members)?,
        })
    }
}

impl Request {
    /// Reads `{ operation, path, query, body }`.
    pub(crate) fn read(text: &JsValue) -> Result<Self, Error> {
        let mut members = members(text)?;
        let operation = operation(&mut members);
        Self::of(&operation, &mut members)
    }

    fn of(operation: &str, members: &mut Map<String, Value>) -> Result<Self, Error> {
        let route = route(operation)
            .ok_or_else(|| Error::invalid_argument("operation", "there is no such operation"))?;
        let mut path = Vec::new();
        let given = take(members, "path");
        for parameter in route.operation.path_parameters {
            let PathParameter { name, kind } = *parameter;
            match (kind, given.get(name)) {
                (PathKind::Integer, Some(Value::Number(number))) if number.is_i64() => {
                    path.push(number.to_string());
                }
                (PathKind::Integer, _) => {
                    return Err(Error::invalid_argument(name, "must be an integer"));
                }
                (_, Some(Value::String(text))) => path.push(text.clone()),
                _ => return Err(Error::invalid_argument(name, "must be a string")),
            }
        }
        // `null` is not an object, and is refused as such.
        let mut part = |name: &str| match members.get_mut(name) {
            Some(part) => part.take(),
            None => Value::Object(Map::new()),
        };
        Ok(Self {
            route,
            path,
            query: part("query"),
            body: part("body"),
            all: matches!(members.get("all"), Some(Value::Bool(true))),
        })
    }

    /// The arguments, as far as the operation takes them.
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

    /// The package has checked the options, so that here only their types are told apart.
    fn of(mut members: Map<String, Value>) -> Result<Self, Error> {
        let mut options = CallOptions::new();
        // Moved, not copied: `Token` wipes it.
        if let Value::String(token) = take(&mut members, "token") {
            options = options.token(Token::new(token)?);
        }
        let members = &members;
        options = options.body_id(number(members, "bodyId").map_or(BodyId::Validate, BodyId::Keep));
        if let Some(time) = time(members, settings::TIMEOUT.javascript) {
            options = options.timeout(time);
        }
        if let Some(time) = time(members, settings::TOTAL_TIMEOUT.javascript) {
            options = options.total_timeout(time);
        }
        if let Some(time) = time(members, settings::SETTLE_TIME.javascript) {
            options = options.settle_time(time);
        }
        if let Some(retries) = count(members, settings::MAX_RETRIES.javascript) {
            options = options.max_retries(retries);
        }
        if let Some(bytes) = count(members, settings::MAX_BODY_BYTES.javascript) {
            options = options.max_body_bytes(bytes as usize);
        }
        if let Some(look_up) = flag(members, settings::LOOK_UP_CONFLICTS.javascript) {
            options = options.look_up_conflicts(look_up);
        }
        if let Some(allow) = flag(members, settings::ALLOW_SIMILAR_VALUES.javascript) {
            options = options.allow_similar_values(allow);
        }
        Ok(Self {
            settings: options,
            call: number(members, "call"),
        })
    }
}

/// The name of the operation.
fn operation(members: &mut Map<String, Value>) -> String {
    match take(members, "operation") {
        Value::String(name) => name,
        _ => String::new(),
    }
}

/// A text of the query.
fn query_text(members: &Map<String, Value>, name: &str) -> Result<String, Error> {
    let text = members
        .get("query")
        .and_then(|query| query.get(name)?.as_str());
    text.map(str::to_owned)
        .ok_or_else(|| Error::invalid_argument(name, "must be a string"))
}

/// The query parameters of an endpoint that the document doesn't describe.
fn pairs(query: Value) -> Result<Vec<(String, String)>, Error> {
    let mut pairs = Vec::new();
    match query {
        Value::Null => {}
        Value::Object(members) => {
            for (name, value) in members {
                let text = match value {
                    Value::String(text) => text,
                    // `Value`'s own text would bring a second writer of JSON into the module.
                    Value::Bool(flag) => flag.to_string(),
                    Value::Number(number) => number.to_string(),
                    _ => {
                        let problem = "must be a string, a number or a boolean";
                        return Err(Error::invalid_argument(&format!("query.{name}"), problem));
                    }
                };
                pairs.push((name, text));
            }
        }
        _ => return Err(Error::invalid_argument("query", "must be an object")),
    }
    Ok(pairs)
}

/// The members of a JSON object.
pub(crate) fn members(text: &JsValue) -> Result<Map<String, Value>, Error> {
    match serde_json::from_str(&text.as_string().unwrap_or_default()) {
        Ok(Value::Object(members)) => Ok(members),
        _ => Err(Error::invalid_configuration("options", "must be an object")),
    }
}

/// Takes the value of a member; `null` if there is none. Removing the member would be more code in the module.
pub(crate) fn take(members: &mut Map<String, Value>, name: &str) -> Value {
    members.get_mut(name).map(Value::take).unwrap_or_default()
}

/// The value of the option with this name, which is a time. The options are not passed as a whole: their descriptions
/// would be in the module.
pub(crate) fn time(members: &Map<String, Value>, name: Option<&str>) -> Option<Duration> {
    number(members, name?).map(Duration::from_millis)
}

/// The value of an option that is on or off.
pub(crate) fn flag(members: &Map<String, Value>, name: &str) -> Option<bool> {
    members.get(name)?.as_bool()
}

/// The value of an option that counts. The largest number has 32 bits, as addresses do here.
pub(crate) fn count(members: &Map<String, Value>, name: Option<&str>) -> Option<u32> {
    let number: u64 = number(members, name?)?;
    Some(number.try_into().unwrap_or(u32::MAX))
}

fn number<N: TryFrom<u64>>(members: &Map<String, Value>, name: &str) -> Option<N> {
    members.get(name)?.as_u64()?.try_into().ok()
}
