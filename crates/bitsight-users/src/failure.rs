//! Turns whatever progenitor's client reports into the one error type.

use progenitor_client::Error as Failure;
use reqwest::{StatusCode, header::HeaderMap};
use serde_json::Value;

use crate::{
    Code, Effect, Error,
    attempt::{Attempt, Seen},
    retry::retry_after,
};

/// How much of a body an error keeps: room for any message that a person would read, while a page
/// of HTML, or a stream that doesn't end, doesn't fill memory and logs.
const BODY_CAP: usize = 64 * 1024;

/// Reads the body of a success; `None` if it is empty.
pub(crate) async fn text(
    response: reqwest::Response,
    attempt: &Attempt,
) -> Result<Option<String>, Error> {
    let bytes = all_of(response).await.map_err(|source| {
        let message = "the connection broke while the answer was read";
        let mut error = Error::new(Code::Connection, message).with_effect(Effect::Certain);
        keep(&mut error, attempt.take_seen(), &[]);
        error.caused_by(cause(source))
    })?;
    match String::from_utf8(bytes) {
        // White space around it is no part of the JSON.
        Ok(text) => Ok(match text.trim_ascii() {
            "" => None,
            json if json.len() == text.len() => Some(text),
            json => Some(json.to_owned()),
        }),
        Err(source) => {
            let message =
                "the service reported success with a body that can't be read: it is no text";
            let mut error = Error::new(Code::Decode, message).with_effect(Effect::Certain);
            keep(&mut error, attempt.take_seen(), source.as_bytes());
            Err(error.caused_by(source.utf8_error()))
        }
    }
}

/// How much room is made for what an answer says that it will bring: a page of thousands of users.
#[cfg(not(target_arch = "wasm32"))]
const MOST_EXPECTED: u64 = 1 << 22;

/// A body, each part of which is copied once, to where it stays.
#[cfg(not(target_arch = "wasm32"))]
async fn all_of(mut response: reqwest::Response) -> reqwest::Result<Vec<u8>> {
    let expected = response.content_length().unwrap_or(0).min(MOST_EXPECTED);
    let mut body = Vec::with_capacity(usize::try_from(expected).unwrap_or(0));
    while let Some(chunk) = response.chunk().await? {
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

#[cfg(target_arch = "wasm32")]
async fn all_of(response: reqwest::Response) -> reqwest::Result<Vec<u8>> {
    response.bytes().await.map(Into::into)
}

/// Reads a refusal to its end.
pub(crate) async fn refused(response: reqwest::Response, attempt: &Attempt) -> Error {
    let status = response.status();
    // The status says enough, if the body breaks off.
    let body = body(response).await;
    refusal(status, attempt.take_seen().headers, &body)
}

/// Why there is no response.
pub(crate) fn read(failure: Failure<()>) -> Error {
    match failure {
        Failure::CommunicationError(source) => {
            let effect = if not_sent(&source) {
                Effect::None
            } else {
                Effect::Possible
            };
            let (code, message) = if source.is_timeout() {
                (Code::Timeout, "connecting took too long")
            } else if effect == Effect::None {
                (Code::Connection, "the service could not be reached")
            } else {
                (
                    Code::Connection,
                    "the connection broke before an answer came",
                )
            };
            Error::new(code, message)
                .with_effect(effect)
                .caused_by(cause(source))
        }
        Failure::InvalidRequest(problem) => Error::new(
            Code::Internal,
            format!("the request could not be made: {problem}"),
        ),
        // Of features of progenitor's that aren't used here.
        _ => Error::new(Code::Internal, "the request could not be made"),
    }
}

/// What an error of the HTTP client tells, without the URL, which is filled in.
#[cfg(not(target_arch = "wasm32"))]
fn cause(error: reqwest::Error) -> Box<dyn std::error::Error + Send + Sync> {
    error.without_url().into()
}

/// `fetch` tells all there is to know; what the HTTP client says about it brings the names of all
/// statuses into the module.
#[cfg(target_arch = "wasm32")]
fn cause(error: reqwest::Error) -> Box<dyn std::error::Error + Send + Sync> {
    use std::error::Error;

    let text = error.source().map_or(String::new(), ToString::to_string);
    text.into()
}

/// An attempt that took too long.
pub(crate) fn timed_out(attempt: &Attempt) -> Error {
    let seen = attempt.take_seen();
    let (message, effect) = match seen.status {
        // The headers of a success came, and the body did not.
        Some(status) if status.is_success() => ("the answer's body took too long", Effect::Certain),
        // The status of a refusal says enough.
        Some(status) => return refusal(status, seen.headers, &[]),
        None => ("no answer came in time", Effect::Possible),
    };
    let mut error = Error::new(Code::Timeout, message).with_effect(effect);
    keep(&mut error, seen, &[]);
    error
}

/// Whether it is certain that the service never saw the request.
#[cfg(not(target_arch = "wasm32"))]
fn not_sent(error: &reqwest::Error) -> bool {
    error.is_connect() || error.is_builder()
}

/// `fetch` doesn't tell a connection that failed from one that broke.
#[cfg(target_arch = "wasm32")]
fn not_sent(error: &reqwest::Error) -> bool {
    error.is_builder()
}

/// The error for a status that is no success.
fn refusal(status: StatusCode, headers: HeaderMap, body: &[u8]) -> Error {
    let (code, effect) = match status.as_u16() {
        401 => (Code::Authentication, Effect::None),
        402 => (Code::RequestFailed, Effect::None),
        403 => (Code::Permission, Effect::None),
        404 => (Code::NotFound, Effect::None),
        409 => (Code::Conflict, Effect::None),
        400 | 422 => (Code::Validation, Effect::None),
        429 => (Code::RateLimited, Effect::None),
        500..=599 => (Code::Server, Effect::Possible),
        400..=499 => (Code::UnexpectedStatus, Effect::None),
        _ => (Code::UnexpectedStatus, Effect::Possible),
    };
    let json = std::str::from_utf8(body).ok();
    let json: Value = json
        .and_then(|json| serde_json::from_str(json).ok())
        .unwrap_or_default();
    let text = |key: &str| json.get(key).and_then(Value::as_str).map(str::to_owned);
    let (title, detail) = (text("title"), text("detail"));
    let message = match (&title, &detail) {
        (Some(title), Some(detail)) => format!("{title}: {detail}"),
        (Some(text), None) | (None, Some(text)) => text.clone(),
        (None, None) => meaning(code).to_owned(),
    };
    let mut error = Error::new(code, message).with_effect(effect);
    error.inner_mut().title = title;
    error.inner_mut().detail = detail;
    error.inner_mut().retry_after = retry_after(&headers);
    keep(
        &mut error,
        Seen {
            status: Some(status),
            headers,
        },
        body,
    );
    error
}

/// What to say where the service says nothing that can be read.
fn meaning(code: Code) -> &'static str {
    match code {
        Code::Authentication => "the service does not accept the token",
        Code::Permission => "the token's owner may not do this",
        Code::NotFound => "there is no such thing, or none that the token may see",
        Code::Conflict => "what is there already stands against it",
        Code::Validation => "the service finds the request wrong",
        Code::RateLimited => "too many requests",
        Code::RequestFailed => "the request was valid and failed all the same",
        Code::Server => "the service failed",
        _ => "the service answered with an unexpected status",
    }
}

fn keep(error: &mut Error, seen: Seen, body: &[u8]) {
    let inner = error.inner_mut();
    inner.status = seen.status;
    inner.headers = seen.headers;
    if !body.is_empty() {
        inner.body = Some(cap(body));
    }
}

/// A body as an error keeps it.
pub(crate) fn cap(body: &[u8]) -> String {
    let kept = body.get(..BODY_CAP).unwrap_or(body);
    String::from_utf8_lossy(kept).into_owned()
}

/// The body of a refusal, as far as it is kept and as far as it comes.
#[cfg(not(target_arch = "wasm32"))]
async fn body(mut response: reqwest::Response) -> Vec<u8> {
    let mut body = Vec::new();
    while body.len() < BODY_CAP
        && let Ok(Some(chunk)) = response.chunk().await
    {
        body.extend_from_slice(&chunk);
    }
    body
}

#[cfg(target_arch = "wasm32")]
async fn body(response: reqwest::Response) -> Vec<u8> {
    response.bytes().await.map(Into::into).unwrap_or_default()
}
