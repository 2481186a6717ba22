//! Makes errors of responses, and of requests that got none.

use serde_json::Value;

use crate::{
    client::settings::MAX_BODY_BYTES,
    platform::{NotSent, cause_of, not_sent, option_name},
    types::response::Head,
};

use super::{Code, Effect, Error, retry_after::retry_after};

/// The error for a status that is no success.
pub(crate) fn refused(head: Head, body: &[u8]) -> Error {
    let (code, effect) = match head.status.as_u16() {
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
        (None, None) => default_message(code).to_owned(),
    };
    let mut error = Error::new(code, message).with_effect(effect);
    let inner = error.inner_mut();
    inner.title = title;
    inner.detail = detail;
    inner.retry_after = retry_after(&head.headers);
    error.with_head(head)
}

/// The message if the service sends none that can be read.
fn default_message(code: Code) -> &'static str {
    match code {
        Code::Authentication => "the service does not accept the token",
        Code::Permission => "the token's owner may not do this",
        Code::NotFound => "the resource does not exist, or the token may not see it",
        Code::Conflict => "it conflicts with something that exists",
        Code::Validation => "the service rejects the request as invalid",
        Code::RateLimited => "too many requests",
        Code::RequestFailed => "the request was valid and failed",
        Code::Server => "the service failed",
        _ => "the service answered with an unexpected status",
    }
}

/// The error for a redirect that the caller's HTTP client has followed.
pub(crate) fn redirected(head: Head) -> Error {
    let message = "the HTTP client of the option `http_client` followed a redirect; give it the policy \
                   `reqwest::redirect::Policy::none()`";
    let mut error = Error::new(Code::UnexpectedStatus, message)
        .with_effect(Effect::Possible)
        .with_head(head);
    error.inner_mut().field = Some("http_client".to_owned());
    error
}

/// The error for a success status that the operation doesn't document.
pub(crate) fn undocumented(head: Head) -> Error {
    let message = format!(
        "the service answered with status {}, which is not documented for this operation",
        head.status.as_u16()
    );
    Error::new(Code::Decode, message)
        .with_effect(Effect::Possible)
        .with_head(head)
}

/// The error for a success whose body isn't the documented one.
pub(crate) fn unreadable(head: Head, problem: &dyn std::fmt::Display) -> Error {
    let message = format!("the service reported success with a body that can't be read: {problem}");
    Error::new(Code::Decode, message)
        .with_effect(Effect::Possible)
        .with_head(head)
}

/// The error for a body that is larger than the option allows.
pub(crate) fn too_large(head: Head, limit: usize) -> Error {
    let option = option_name(MAX_BODY_BYTES.rust, MAX_BODY_BYTES.javascript);
    let message = format!(
        "the response body is larger than {limit} bytes, the limit of the option `{option}`"
    );
    let mut error = Error::new(Code::Decode, message)
        .with_effect(Effect::Possible)
        .with_head(head);
    error.inner_mut().field = Some(option.to_owned());
    error
}

/// The error for a request without a response. `host` is where it was to go.
pub(crate) fn no_response(source: reqwest::Error, host: &str) -> Error {
    let reason = not_sent(&source);
    let effect = match reason {
        Some(_) => Effect::None,
        None => Effect::Possible,
    };
    let (code, message) = match reason {
        Some(_) if source.is_timeout() => {
            (Code::Timeout, format!("connecting to {host} took too long"))
        }
        Some(reason) => (Code::Connection, not_sent_message(reason, host)),
        // Of a client of the caller's, with a limit of its own.
        None if source.is_timeout() => (Code::Timeout, "no response came in time".to_owned()),
        None => (
            Code::Connection,
            "the connection broke before a response came".to_owned(),
        ),
    };
    Error::new(code, message)
        .with_effect(effect)
        .caused_by(cause_of(source))
}

fn not_sent_message(reason: NotSent, host: &str) -> String {
    match reason {
        NotSent::Refused => format!("{host} refused the connection"),
        NotSent::NameNotFound => format!("the name of the host {host} was not found"),
        NotSent::Certificate => format!("the certificate of {host} was not accepted"),
        NotSent::Proxy => format!("the proxy did not connect to {host}"),
        NotSent::Unreachable => format!("{host} could not be reached"),
    }
}

/// The error for an attempt that took too long; `head` if the response had begun.
pub(crate) fn timed_out(head: Option<Head>) -> Error {
    match head {
        // The status is enough for an error.
        Some(head) if !head.status.is_success() => refused(head, &[]),
        Some(head) => incomplete(head, Code::Timeout, "the response body took too long"),
        None => Error::new(Code::Timeout, "no response came in time").with_effect(Effect::Possible),
    }
}

/// The error for a success whose body broke off.
pub(crate) fn broken_off(head: Head, source: reqwest::Error) -> Error {
    let message = "the connection broke while the response was read";
    incomplete(head, Code::Connection, message).caused_by(cause_of(source))
}

/// A success whose body is missing. The head alone proves nothing: a proxy can have sent it.
fn incomplete(head: Head, code: Code, message: &str) -> Error {
    Error::new(code, message)
        .with_effect(Effect::Possible)
        .with_head(head)
}
