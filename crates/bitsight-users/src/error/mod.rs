//! The one error type: a stable code, and the known effect of the request.

use std::{fmt, time::Duration};

use reqwest::{StatusCode, header::HeaderMap};

use crate::{
    operation::Endpoint,
    schema::Violation,
    types::response::{Head, request_id},
};

mod code;
pub(crate) mod from_response;
mod retry_after;

pub use self::code::{Code, Effect};

/// Any failure of this crate.
///
/// It displays the operation, the problem and the known effect. It never contains the token, a request
/// body, or the values in a URL.
pub struct Error(Box<Inner>);

pub(crate) struct Inner {
    pub code: Code,
    pub message: String,
    pub field: Option<String>,
    pub endpoint: Option<&'static Endpoint>,
    pub base_url: Option<String>,
    pub status: Option<StatusCode>,
    pub title: Option<String>,
    pub detail: Option<String>,
    pub body: Option<String>,
    pub headers: HeaderMap,
    pub retry_after: Option<Duration>,
    pub attempts: u32,
    pub effect: Effect,
    pub existing_user: Option<String>,
    pub differences: Vec<String>,
    pub matches: Vec<String>,
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Error {
    /// The kind of failure.
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// The invalid argument, option or field, such as `roles[0].slug`.
    pub fn field(&self) -> Option<&str> {
        self.0.field.as_deref()
    }

    /// The operation that was called, such as `create_user`.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.endpoint.map(|endpoint| endpoint.id)
    }

    /// The method of the request.
    pub fn method(&self) -> Option<&'static str> {
        self.0.endpoint.map(|endpoint| endpoint.method)
    }

    /// The URL of the request, with the parameters of its path in braces and without its query: their
    /// values may be personal.
    pub fn url(&self) -> Option<String> {
        Some(format!(
            "{}{}",
            self.0.base_url.as_deref()?,
            self.0.endpoint?.path
        ))
    }

    /// The HTTP status, if the service answered.
    pub fn status(&self) -> Option<u16> {
        self.0.status.map(|status| status.as_u16())
    }

    /// The service's explanation, from the field `detail` of its answer.
    pub fn detail(&self) -> Option<&str> {
        self.0.detail.as_deref()
    }

    /// The field `title` of the service's answer.
    pub fn title(&self) -> Option<&str> {
        self.0.title.as_deref()
    }

    /// The first 64 KiB of the response body, as text. Bytes that aren't UTF-8 are replaced.
    pub fn body(&self) -> Option<&str> {
        self.0.body.as_deref()
    }

    /// The response headers; empty if there was no response.
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// The identifier that the service, or the network in front of it, gave the request.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.0.headers)
    }

    /// How long the service asks to wait, by `Retry-After`.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// How many requests the call made.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// The known effect of all attempts of the call together. Reads have none.
    pub fn effect(&self) -> Effect {
        match self.0.endpoint {
            Some(endpoint) if endpoint.reads => Effect::None,
            _ => self.0.effect,
        }
    }

    /// Whether the request took effect, or may have.
    pub fn may_have_taken_effect(&self) -> bool {
        self.effect() != Effect::None
    }

    /// The user that already exists with the email of the user to be created, as JSON exactly as the
    /// service sent it; see [`existing_user`](Self::existing_user).
    pub fn existing_user_json(&self) -> Option<&str> {
        self.0.existing_user.as_deref()
    }

    /// The fields of the request, such as `formal_name`, in which the
    /// [`existing_user`](Self::existing_user) differs from it. Fields that weren't set aren't compared.
    pub fn differences(&self) -> &[String] {
        &self.0.differences
    }

    /// The users, or access groups, of which there should have been one at most, as JSON exactly as the
    /// service sent it; see [`matches`](Self::matches).
    pub fn matches_json(&self) -> &[String] {
        &self.0.matches
    }

    /// For the bindings: an argument of theirs.
    #[doc(hidden)]
    pub fn invalid_argument(field: &str, problem: impl fmt::Display) -> Self {
        Self::argument(field, problem)
    }

    /// For the bindings: an option of theirs.
    #[doc(hidden)]
    pub fn invalid_configuration(option: &str, problem: impl fmt::Display) -> Self {
        Self::configuration(option, problem)
    }

    /// For the bindings: a call that was cancelled.
    #[doc(hidden)]
    pub fn cancelled() -> Self {
        Self::new(Code::Cancelled, "the call was cancelled").with_effect(Effect::Possible)
    }

    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        Self::with_message(code, message.into())
    }

    fn with_message(code: Code, message: String) -> Self {
        Self(Box::new(Inner {
            code,
            message,
            field: None,
            endpoint: None,
            base_url: None,
            status: None,
            title: None,
            detail: None,
            body: None,
            headers: HeaderMap::new(),
            retry_after: None,
            attempts: 0,
            effect: Effect::None,
            existing_user: None,
            differences: Vec::new(),
            matches: Vec::new(),
            source: None,
        }))
    }

    pub(crate) fn argument(field: &str, problem: impl fmt::Display) -> Self {
        Self::about(Code::InvalidArgument, field, &problem)
    }

    pub(crate) fn configuration(option: &str, problem: impl fmt::Display) -> Self {
        Self::about(Code::InvalidConfiguration, option, &problem)
    }

    fn about(code: Code, field: &str, problem: &dyn fmt::Display) -> Self {
        let mut error = if field.is_empty() {
            Self::new(code, problem.to_string())
        } else {
            Self::new(code, format!("`{field}`: {problem}"))
        };
        error.0.field = (!field.is_empty()).then(|| field.to_owned());
        error
    }

    pub(crate) fn caused_by(
        mut self,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        self.0.source = Some(source.into());
        self
    }

    pub(crate) fn with_effect(mut self, effect: Effect) -> Self {
        self.0.effect = effect;
        self
    }

    pub(crate) fn with_head(mut self, head: Head) -> Self {
        self.0.status = Some(head.status);
        self.0.headers = head.headers;
        self
    }

    pub(crate) fn inner(&self) -> &Inner {
        &self.0
    }

    pub(crate) fn inner_mut(&mut self) -> &mut Inner {
        &mut self.0
    }
}

impl From<Violation> for Error {
    fn from(violation: Violation) -> Self {
        Self::argument(&violation.field, violation.problem)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(endpoint) = self.0.endpoint {
            write!(f, "{}: ", endpoint.id)?;
        }
        f.write_str(&self.0.message)?;
        if let Some(status) = self.0.status {
            write!(f, " (status {})", status.as_u16())?;
        }
        if self.0.attempts > 1 {
            write!(f, " after {} requests", self.0.attempts)?;
        }
        match self.effect() {
            Effect::None => Ok(()),
            Effect::Possible => f.write_str("; it may have taken effect"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner {
            code,
            status,
            field,
            attempts,
            source,
            ..
        } = &*self.0;
        let mut debug = f.debug_struct("Error");
        debug
            .field("code", code)
            .field("message", &self.to_string());
        if let Some(field) = field {
            debug.field("field", field);
        }
        if let Some(status) = status {
            debug.field("status", &status.as_u16());
        }
        if *attempts > 0 {
            debug
                .field("attempts", attempts)
                .field("effect", &self.effect());
        }
        if let Some(source) = source {
            debug.field("source", source);
        }
        debug.finish_non_exhaustive()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let source = self.0.source.as_deref()?;
        Some(source)
    }
}
