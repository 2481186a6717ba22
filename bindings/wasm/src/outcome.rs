//! Outcomes for JavaScript: successes, failures and events as plain objects.

use bitsight_users::{Effect, Error, Event, HeaderMap, REDACTED, Response};
use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

/// A success of an operation, whose value is whether JavaScript has kept the body. Otherwise the body is passed as text:
/// `JSON.parse` is faster and more exact than conversion value by value.
pub(crate) fn success(response: &Response<bool>) -> JsValue {
    match **response {
        // JavaScript has the rest.
        true => object(&[
            ("bodyKept", Part::Flag(true)),
            // JavaScript has them as they came. Only if the token was taken out of one are they another.
            ("headers", redacted(response.headers())),
            ("requestId", text(response.request_id())),
            ("attempts", Part::Number(response.attempts().into())),
        ]),
        false => outcome(response, Part::Nothing, Part::Nothing),
    }
}

/// A user who exists as asked, and whether the call created the user.
pub(crate) fn ensured(response: &Response<bool>, created: bool) -> JsValue {
    outcome(response, Part::Nothing, Part::Flag(created))
}

fn redacted(headers: &HeaderMap) -> Part<'_> {
    match headers.values().any(|value| value == REDACTED) {
        true => Part::Headers(headers),
        false => Part::Nothing,
    }
}

/// A page, and the indices of its new entries.
pub(crate) fn page<T>(response: &Response<T>, new: &[usize]) -> JsValue {
    outcome(response, Part::Indices(new), Part::Nothing)
}

fn outcome<T>(response: &Response<T>, new: Part<'_>, created: Part<'_>) -> JsValue {
    object(&[
        ("body", text(response.raw_json())),
        ("status", Part::Number(response.status().into())),
        ("headers", Part::Headers(response.headers())),
        ("requestId", text(response.request_id())),
        ("attempts", Part::Number(response.attempts().into())),
        ("recovered", Part::Flag(response.recovered())),
        ("new", new),
        ("created", created),
    ])
}

/// The parts of an error.
pub(crate) fn failure(error: &Error) -> JsValue {
    let mut causes: Option<String> = None;
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        causes = Some(match causes {
            Some(causes) => format!("{causes}: {cause}"),
            None => cause.to_string(),
        });
        source = cause.source();
    }
    let effect = match error.effect() {
        Effect::None => "none",
        Effect::Possible => "possible",
    };
    let wait = error.retry_after();
    let existing = error.existing_user_json();
    let differences = existing.map_or(Part::Nothing, |_| Part::Texts(error.differences()));
    let matches = match error.matches_json() {
        [] => Part::Nothing,
        matches => Part::Texts(matches),
    };
    object(&[
        ("code", Part::Text(error.code().as_str())),
        ("message", Part::Text(&error.to_string())),
        ("field", text(error.field())),
        ("operation", text(error.operation())),
        ("method", text(error.method())),
        ("url", text(error.url().as_deref())),
        ("status", number(error.status())),
        ("title", text(error.title())),
        ("detail", text(error.detail())),
        ("body", text(error.body())),
        ("headers", Part::Headers(error.headers())),
        ("requestId", text(error.request_id())),
        ("retryAfter", number(wait.map(|wait| wait.as_secs_f64()))),
        ("attempts", Part::Number(error.attempts().into())),
        ("effect", Part::Text(effect)),
        ("existingUser", text(existing)),
        ("differences", differences),
        ("matches", matches),
        ("cause", text(causes.as_deref())),
    ])
}

/// An event; `undefined` if this crate doesn't know its kind.
pub(crate) fn event(event: &Event<'_>) -> JsValue {
    match *event {
        Event::Request {
            operation,
            method,
            path,
            attempt,
        } => object(&[
            ("type", Part::Text("request")),
            ("operation", Part::Text(operation)),
            ("method", Part::Text(method)),
            ("path", Part::Text(path)),
            ("attempt", Part::Number(attempt.into())),
        ]),
        Event::Response {
            operation,
            attempt,
            status,
            request_id,
            code,
            duration,
        } => object(&[
            ("type", Part::Text("response")),
            ("operation", Part::Text(operation)),
            ("attempt", Part::Number(attempt.into())),
            ("status", number(status)),
            ("requestId", text(request_id)),
            ("code", text(code.map(|code| code.as_str()))),
            ("durationMs", Part::Number(duration.as_secs_f64() * 1000.0)),
        ]),
        Event::Retry {
            operation,
            attempts,
            code,
            status,
            delay,
        } => object(&[
            ("type", Part::Text("retry")),
            ("operation", Part::Text(operation)),
            ("attempts", Part::Number(attempts.into())),
            ("code", Part::Text(code.as_str())),
            ("status", number(status)),
            ("delayMs", Part::Number(delay.as_secs_f64() * 1000.0)),
        ]),
        Event::LookUp { operation, code } => object(&[
            ("type", Part::Text("lookUp")),
            ("operation", Part::Text(operation)),
            ("code", Part::Text(code.as_str())),
        ]),
        _ => JsValue::UNDEFINED,
    }
}

/// A member of an object. One type serves all objects, so that their conversion is compiled once.
enum Part<'a> {
    /// Left out.
    Nothing,
    Text(&'a str),
    Number(f64),
    Flag(bool),
    Indices(&'a [usize]),
    Texts(&'a [String]),
    Headers(&'a HeaderMap),
}

fn text(text: Option<&str>) -> Part<'_> {
    text.map_or(Part::Nothing, Part::Text)
}

fn number<'a>(number: Option<impl Into<f64>>) -> Part<'a> {
    number.map_or(Part::Nothing, |number| Part::Number(number.into()))
}

impl Part<'_> {
    /// The value in JavaScript; `None` if it is left out.
    fn value(&self) -> Option<JsValue> {
        Some(match *self {
            Self::Nothing => return None,
            Self::Text(text) => text.into(),
            Self::Number(number) => number.into(),
            Self::Flag(flag) => flag.into(),
            Self::Indices(indices) => list(indices.iter().map(|index| JsValue::from(*index))),
            Self::Texts(texts) => list(texts.iter().map(JsValue::from)),
            // Headers whose values are not text are left out.
            Self::Headers(headers) => list(headers.iter().filter_map(|(name, value)| {
                let pair = [name.as_str(), value.to_str().ok()?];
                Some(list(pair.into_iter().map(JsValue::from)))
            })),
        })
    }
}

fn list(values: impl Iterator<Item = JsValue>) -> JsValue {
    let list = Array::new();
    for value in values {
        list.push(&value);
    }
    list.into()
}

#[wasm_bindgen]
extern "C" {
    type Plain;
    #[wasm_bindgen(method, structural, indexing_setter)]
    fn set(this: &Plain, name: &str, value: JsValue);
}

fn object(parts: &[(&'static str, Part<'_>)]) -> JsValue {
    let object: Plain = Object::new().unchecked_into();
    for (name, part) in parts {
        if let Some(value) = part.value() {
            object.set(name, value);
        }
    }
    object.into()
}
