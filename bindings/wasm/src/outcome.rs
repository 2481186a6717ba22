//! Outcomes for JavaScript: successes, failures and events as plain objects.

use bitsight_users::{Effect, Error, Event, Response};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// A success. The body is the text that the service sent, which JavaScript parses faster, and more
/// exactly, than values could be carried over one by one.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Success<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'a str>,
    status: u16,
    headers: Vec<(&'a str, &'a str)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'a str>,
    attempts: u32,
    recovered: bool,
    /// Of a page: which entries were not on an earlier one.
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<&'a [usize]>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Failure<'a> {
    code: &'a str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    operation: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'a str>,
    headers: Vec<(&'a str, &'a str)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<f64>,
    attempts: u32,
    effect: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    existing_user: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<String>,
}

/// The outcome of an operation.
pub(crate) fn success<T>(response: &Response<T>) -> JsValue {
    outcome(response, None)
}

/// A page, and the places of its new entries.
pub(crate) fn page<T>(response: &Response<T>, new: &[usize]) -> JsValue {
    outcome(response, Some(new))
}

fn outcome<T>(response: &Response<T>, new: Option<&[usize]>) -> JsValue {
    object(&Success {
        body: response.raw_json(),
        status: response.status(),
        headers: pairs(response.headers()),
        request_id: response.request_id(),
        attempts: response.attempts(),
        recovered: response.recovered(),
        new,
    })
}

/// The parts of an error.
pub(crate) fn failure(error: &Error) -> JsValue {
    let mut causes = Vec::new();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        causes.push(cause.to_string());
        source = cause.source();
    }
    object(&Failure {
        code: error.code().as_str(),
        message: error.to_string(),
        field: error.field(),
        operation: error.operation(),
        method: error.method(),
        url: error.url(),
        status: error.status(),
        title: error.title(),
        detail: error.detail(),
        body: error.body(),
        headers: pairs(error.headers()),
        request_id: error.request_id(),
        retry_after: error.retry_after().map(|wait| wait.as_secs_f64()),
        attempts: error.attempts(),
        effect: match error.effect() {
            Effect::None => "none",
            Effect::Possible => "possible",
            Effect::Certain => "certain",
        },
        existing_user: error.existing_user_json(),
        cause: (!causes.is_empty()).then(|| causes.join(": ")),
    })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase", tag = "type")]
enum Told<'a> {
    #[serde(rename_all = "camelCase")]
    Request {
        operation: &'a str,
        method: &'a str,
        path: &'a str,
        attempt: u32,
    },
    #[serde(rename_all = "camelCase")]
    Response {
        operation: &'a str,
        attempt: u32,
        #[serde(skip_serializing_if = "Option::is_none")]
        status: Option<u16>,
        #[serde(skip_serializing_if = "Option::is_none")]
        request_id: Option<&'a str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        code: Option<&'a str>,
        duration_ms: f64,
    },
    #[serde(rename_all = "camelCase")]
    Retry {
        operation: &'a str,
        attempts: u32,
        code: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        status: Option<u16>,
        delay_ms: f64,
    },
    #[serde(rename_all = "camelCase")]
    LookUp { operation: &'a str, code: &'a str },
}

/// An event; `undefined` if it is of a kind that this doesn't know.
pub(crate) fn event(event: &Event<'_>) -> JsValue {
    let told = match *event {
        Event::Request {
            operation,
            method,
            path,
            attempt,
        } => Told::Request {
            operation,
            method,
            path,
            attempt,
        },
        Event::Response {
            operation,
            attempt,
            status,
            request_id,
            code,
            duration,
        } => {
            let duration_ms = duration.as_secs_f64() * 1000.0;
            let code = code.map(|code| code.as_str());
            Told::Response {
                operation,
                attempt,
                status,
                request_id,
                code,
                duration_ms,
            }
        }
        Event::Retry {
            operation,
            attempts,
            code,
            status,
            delay,
        } => {
            let delay_ms = delay.as_secs_f64() * 1000.0;
            Told::Retry {
                operation,
                attempts,
                code: code.as_str(),
                status,
                delay_ms,
            }
        }
        Event::LookUp { operation, code } => Told::LookUp {
            operation,
            code: code.as_str(),
        },
        _ => return JsValue::UNDEFINED,
    };
    object(&told)
}

/// Headers whose values are text, which those of this service are.
fn pairs(headers: &bitsight_users::HeaderMap) -> Vec<(&str, &str)> {
    headers
        .iter()
        .filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)))
        .collect()
}

fn object(value: &impl Serialize) -> JsValue {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    // These are strings, numbers and lists, which always serialise.
    value.serialize(&serializer).unwrap_or(JsValue::UNDEFINED)
}
