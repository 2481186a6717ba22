//! The codes of errors, and the effects of calls.

use std::fmt;

/// The known effect of a failed call on the account. There is no certain one: only the documented answer shows that
/// a call took effect, and with that it did not fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// It had none: the operation only reads, or the request was not sent or was refused.
    None,
    /// It may have taken effect: check before sending it again.
    Possible,
}

macro_rules! codes {
    ($($(#[doc = $docs:literal])+ $name:ident = $text:literal,)+) => {
        /// The kind of a failure. The texts are stable, and the same in JavaScript.
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

            /// Its meaning, in a sentence.
            pub fn meaning(self) -> &'static str {
                match self {
                    $(Self::$name => concat!($($docs),+).trim_ascii(),)+
                }
            }
        }
    };
}

codes! {
    /// An argument is invalid; nothing was sent.
    InvalidArgument = "invalid_argument",
    /// The client can't be set up as asked; nothing was sent.
    InvalidConfiguration = "invalid_configuration",
    /// The service does not accept the token (401).
    Authentication = "authentication",
    /// The token's owner may not do this (403).
    Permission = "permission",
    /// The resource does not exist, or the token may not see it (404).
    NotFound = "not_found",
    /// It conflicts with something that exists, such as a user with the same email (409).
    Conflict = "conflict",
    /// More than one user has the email, or more than one access group the name; nothing was changed.
    Ambiguous = "ambiguous",
    /// The service rejects the request as invalid (400, 422).
    Validation = "validation",
    /// Too many requests; nothing was done (429).
    RateLimited = "rate_limited",
    /// The request was valid and failed, such as at the end of a quota (402).
    RequestFailed = "request_failed",
    /// The service answered with a status that has no code of its own.
    UnexpectedStatus = "unexpected_status",
    /// The service, or the network in front of it, failed (5xx, 524).
    Server = "server",
    /// The service could not be reached, or the connection broke.
    Connection = "connection",
    /// It took longer than allowed.
    Timeout = "timeout",
    /// The caller cancelled the call.
    Cancelled = "cancelled",
    /// The service answered with a success that isn't the documented one: another status, or a body that
    /// can't be read.
    Decode = "decode",
    /// The service reported that the user was created, in a response without a body, and the user could not be read
    /// back.
    CreatedButUnreadable = "created_but_unreadable",
    /// WebAssembly can't be compiled here; only in JavaScript.
    WasmUnavailable = "wasm_unavailable",
    /// A defect of this library.
    Internal = "internal",
}

impl Code {
    /// Whether the client sends a request again after this failure, in the words of the documentation.
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
            | Self::Ambiguous
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
