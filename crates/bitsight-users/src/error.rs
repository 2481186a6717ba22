//! The one error type, with a stable code and a true account of what happened.

use std::{fmt, time::Duration};

use reqwest::{StatusCode, header::HeaderMap};

use crate::{operation::Operation, response::request_id, rules::Violation, types::User};

/// Everything that can go wrong.
///
/// Shows the operation, what went wrong, and what is known of its effect. Never holds the token, a
/// request body, or the filled-in parts of a URL.
pub struct Error(Box<Inner>);

pub(crate) struct Inner {
    pub code: Code,
    pub message: String,
    pub field: Option<String>,
    pub operation: Option<&'static Operation>,
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
    pub source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// What is known of a failed call's effect on the account, in the order of what there is to worry
/// about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// It had none: it only reads, was not sent, or was refused.
    None,
    /// It may have had its effect: look before sending it again.
    Possible,
    /// It had its effect; only the answer could not be read.
    Certain,
}

macro_rules! codes {
    ($($(#[doc = $docs:literal])+ $name:ident = $text:literal,)+) => {
        /// What kind of failure it is. The texts are stable, and the same in JavaScript.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $docs])+ #[doc = ""] #[doc = concat!("As text: `", $text, "`.")] $name,)+
        }

        impl Code {
            /// All codes.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The stable text.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)+
                }
            }

            /// What it means, in a sentence.
            pub fn meaning(self) -> &'static str {
                match self {
                    $(Self::$name => concat!($($docs),+).trim_ascii(),)+
                }
            }
        }
    };
}

codes! {
    /// An argument can't be right; nothing was sent.
    InvalidArgument = "invalid_argument",
    /// The client can't be set up as asked; nothing was sent.
    InvalidConfiguration = "invalid_configuration",
    /// The service does not accept the token (401).
    Authentication = "authentication",
    /// The token's owner may not do this (403).
    Permission = "permission",
    /// There is no such thing, or none that the token may see (404).
    NotFound = "not_found",
    /// What is there already stands against it, such as a user with the same email (409).
    Conflict = "conflict",
    /// The service finds the request wrong (400, 422).
    Validation = "validation",
    /// Too many requests; nothing was done (429).
    RateLimited = "rate_limited",
    /// The request was valid and failed all the same, such as at the end of a quota (402).
    RequestFailed = "request_failed",
    /// The service answered with a status that stands for none of the above.
    UnexpectedStatus = "unexpected_status",
    /// The service, or the network in front of it, failed (5xx, 524).
    Server = "server",
    /// The service could not be reached, or the connection broke.
    Connection = "connection",
    /// It took longer than allowed.
    Timeout = "timeout",
    /// The caller called it off.
    Cancelled = "cancelled",
    /// The service reported success with a body that can't be read.
    Decode = "decode",
    /// The user was created, but could not be read back.
    CreatedButUnreadable = "created_but_unreadable",
    /// WebAssembly can't be compiled here; only in JavaScript.
    WasmUnavailable = "wasm_unavailable",
    /// A fault of this library.
    Internal = "internal",
}

impl Code {
    /// Whether the client sends a request again that ended so, as the documentation says it.
    pub fn repeated(self) -> &'static str {
        match self {
            Self::RateLimited => "yes, after `Retry-After` or the documented minute",
            Self::Connection | Self::Timeout => {
                "reads and idempotent writes; others only if nothing was sent; a create after a look-up"
            }
            Self::Server => {
                "502, 503, 504 and 524: reads and idempotent writes; any 5xx: a create after a look-up"
            }
            Self::InvalidArgument
            | Self::InvalidConfiguration
            | Self::Authentication
            | Self::Permission
            | Self::NotFound
            | Self::Conflict
            | Self::Validation
            | Self::RequestFailed
            | Self::UnexpectedStatus
            | Self::Cancelled
            | Self::Decode
            | Self::CreatedButUnreadable
            | Self::WasmUnavailable
            | Self::Internal => "no",
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Error {
    /// What kind of failure it is.
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// The argument, option or field that is wrong, as `roles[0].slug`.
    pub fn field(&self) -> Option<&str> {
        self.0.field.as_deref()
    }

    /// The operation that was called, as `create_user`.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation.map(|operation| operation.id)
    }

    /// The method of the request.
    pub fn method(&self) -> Option<&'static str> {
        self.0.operation.map(|operation| operation.method)
    }

    /// The URL of the request, with the parameters of its path in braces and without its query:
    /// what fills them in may be personal.
    pub fn url(&self) -> Option<String> {
        Some(format!(
            "{}{}",
            self.0.base_url.as_deref()?,
            self.0.operation?.path
        ))
    }

    /// The HTTP status, if the service answered.
    pub fn status(&self) -> Option<u16> {
        self.0.status.map(|status| status.as_u16())
    }

    /// What the service says went wrong.
    pub fn detail(&self) -> Option<&str> {
        self.0.detail.as_deref()
    }

    /// The service's title for it.
    pub fn title(&self) -> Option<&str> {
        self.0.title.as_deref()
    }

    /// The answer's body as text, as far as it goes: the first 64 KiB, bytes that aren't UTF-8
    /// replaced.
    pub fn body(&self) -> Option<&str> {
        self.0.body.as_deref()
    }

    /// The answer's headers; empty if there was no answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// The service's name for the request, if it gave one.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.0.headers)
    }

    /// How long the service asks to wait, by `Retry-After`.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// How many requests were made.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// What is known of the call's effect, all its attempts taken together; that of a read is none.
    pub fn effect(&self) -> Effect {
        match self.0.operation {
            Some(operation) if operation.retry.is_read() => Effect::None,
            _ => self.0.effect,
        }
    }

    /// Whether the request took effect, or may have.
    pub fn may_have_taken_effect(&self) -> bool {
        self.effect() != Effect::None
    }

    /// The user that is there already and differs from what was to be created; only with
    /// [`Code::Conflict`], and only where a look-up found one.
    pub fn existing_user(&self) -> Option<User> {
        serde_json::from_str(self.existing_user_json()?).ok()
    }

    /// The same user, exactly as the service sent it.
    pub fn existing_user_json(&self) -> Option<&str> {
        self.0.existing_user.as_deref()
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

    /// For the bindings: a call that was called off.
    #[doc(hidden)]
    pub fn cancelled() -> Self {
        Self::new(Code::Cancelled, "the call was cancelled").with_effect(Effect::Possible)
    }

    pub(crate) fn new(code: Code, message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            code,
            message: message.into(),
            field: None,
            operation: None,
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
            source: None,
        }))
    }

    pub(crate) fn argument(field: &str, problem: impl fmt::Display) -> Self {
        Self::about(Code::InvalidArgument, field, problem)
    }

    pub(crate) fn configuration(option: &str, problem: impl fmt::Display) -> Self {
        Self::about(Code::InvalidConfiguration, option, problem)
    }

    fn about(code: Code, field: &str, problem: impl fmt::Display) -> Self {
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
        if let Some(operation) = self.0.operation {
            write!(f, "{}: ", operation.id)?;
        }
        f.write_str(&self.0.message)?;
        if let Some(status) = self.0.status {
            write!(f, " (status {})", status.as_u16())?;
        }
        if self.0.attempts > 1 {
            write!(f, " after {} attempts", self.0.attempts)?;
        }
        match self.effect() {
            Effect::None => Ok(()),
            Effect::Possible => f.write_str("; it may have taken effect"),
            Effect::Certain => f.write_str("; it did take effect"),
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
