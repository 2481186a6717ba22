//! The kinds of faults.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

/// What happens to a struck request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum FaultKind {
    /// An answer of your own. Before, after or later.
    Status {
        /// The HTTP status.
        status: u16,
        /// Headers; a body that isn't text gets `content-type: application/json` by itself.
        #[serde(default)]
        headers: BTreeMap<String, String>,
        /// The body: a string as it is, nothing for null, everything else as JSON.
        #[serde(default)]
        body: Value,
    },
    /// The CDN's time-out page. Before, after or later.
    Html524,
    /// A 429. The request never takes effect.
    RateLimited {
        /// The value of `Retry-After`, in seconds or as a date.
        #[serde(default, deserialize_with = "text_or_number")]
        retry_after: Option<String>,
    },
    /// Nothing comes for a while, then the proper answer. Before or after; before, the request takes
    /// effect late, and does so even if the client has left by then.
    Delay {
        /// How long.
        ms: u64,
    },
    /// Nothing ever comes, and the connection stays open. Before, after or later.
    Silence,
    /// The headers come at once, the body later.
    BodyDelay {
        /// How long.
        ms: u64,
    },
    /// The body comes in small pieces.
    Drip {
        /// The size of a piece.
        bytes: usize,
        /// The time before each piece.
        ms: u64,
    },
    /// The connection is reset instead of an answer. Before, after or later.
    Reset,
    /// The connection is reset in the middle of the body.
    ResetInBody,
    /// The connection is closed in good order in the middle of the body.
    Truncated,
    /// The announced length is larger than the body, after which the connection is closed.
    WrongLength {
        /// By how many bytes.
        extra: usize,
    },
    /// The request takes effect twice.
    Duplicate {
        /// Whether the client gets the second answer instead of the first.
        #[serde(default)]
        second_answer: bool,
    },
    /// An answer that isn't HTTP. Before, after or later.
    Garbage,
    /// The proper answer after an informational one that nobody asked for.
    Interim {
        /// The informational status: 100 (Continue), 102 (Processing) or 103 (Early Hints).
        status: u16,
    },
    /// The proper answer without its body.
    EmptyBody,
    /// The proper answer with a JSON merge patch (RFC 7396) applied to its body: null removes a
    /// field, other values add or replace one.
    Rewrite {
        /// The patch.
        patch: Value,
    },
    /// The proper answer with a JSON patch (RFC 6902) applied to its body, for what a merge patch
    /// can't express: null as a value, and elements of arrays.
    Patch {
        /// The patch: an array of operations.
        operations: Value,
    },
    /// The proper answer after a byte order mark.
    Bom,
    /// The proper answer with fields that are there a second time.
    DuplicateKeys {
        /// The additional fields, with their values.
        fields: Map<String, Value>,
        /// Whether they stand after the proper fields instead of before them.
        #[serde(default)]
        last: bool,
    },
    /// The proper answer with an additional field of nested arrays.
    Nesting {
        /// How many arrays.
        levels: usize,
    },
    /// An answer with a body of any size. Before, after or later.
    Flood {
        /// The HTTP status.
        #[serde(default = "ok")]
        status: u16,
        /// The size of the (unpacked) body; null for a body without end.
        bytes: Option<u64>,
        /// The text at the beginning of the body.
        #[serde(default)]
        prefix: String,
        /// The text that the rest of the body repeats.
        #[serde(default = "x")]
        fill: String,
        /// Whether the body travels packed by gzip, which makes it about a thousand times smaller.
        #[serde(default)]
        gzip: bool,
    },
    /// A refusal that repeats the request's token. Before, after or later.
    Echo {
        /// The form in which the token is repeated.
        form: EchoForm,
        /// The HTTP status.
        #[serde(default = "forbidden")]
        status: u16,
        /// The header that repeats it; null for the body's `detail`.
        #[serde(default)]
        header: Option<String>,
        /// How many other characters come before it.
        #[serde(default)]
        padding: usize,
    },
    /// The first users of all lists move to the end before the request takes effect, so that later
    /// pages begin somewhere else.
    Shift {
        /// How many users.
        by: usize,
    },
}

/// The forms in which an answer may repeat a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EchoForm {
    /// The token itself.
    Token,
    /// The whole value of the Authorization header: `Basic`, and token and colon in base64.
    Header,
    /// The token without a colon, in base64.
    Base64,
    /// The token and a colon in the URL-safe alphabet of base64, without padding.
    Base64Url,
    /// The token's bytes in hexadecimal.
    Hex,
    /// Every byte of the token percent-encoded.
    Percent,
    /// Every character of the token as a JSON escape, such as `\u006d`.
    Json,
}

impl FaultKind {
    /// The name that JSON uses.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Status { .. } => "status",
            Self::Html524 => "html524",
            Self::RateLimited { .. } => "rate_limited",
            Self::Delay { .. } => "delay",
            Self::Silence => "silence",
            Self::BodyDelay { .. } => "body_delay",
            Self::Drip { .. } => "drip",
            Self::Reset => "reset",
            Self::ResetInBody => "reset_in_body",
            Self::Truncated => "truncated",
            Self::WrongLength { .. } => "wrong_length",
            Self::Duplicate { .. } => "duplicate",
            Self::Garbage => "garbage",
            Self::Interim { .. } => "interim",
            Self::EmptyBody => "empty_body",
            Self::Rewrite { .. } => "rewrite",
            Self::Patch { .. } => "patch",
            Self::Bom => "bom",
            Self::DuplicateKeys { .. } => "duplicate_keys",
            Self::Nesting { .. } => "nesting",
            Self::Flood { .. } => "flood",
            Self::Echo { .. } => "echo",
            Self::Shift { .. } => "shift",
        }
    }

    /// Whether the fault can strike before the request takes effect, after that, and with the effect
    /// coming later.
    pub(crate) fn has_any_order(&self) -> bool {
        matches!(
            self,
            Self::Status { .. }
                | Self::Html524
                | Self::Silence
                | Self::Reset
                | Self::Garbage
                | Self::Flood { .. }
                | Self::Echo { .. }
        )
    }
}

fn ok() -> u16 {
    200
}

fn forbidden() -> u16 {
    403
}

fn x() -> String {
    "x".to_owned()
}

fn text_or_number<'de, D: Deserializer<'de>>(source: D) -> Result<Option<String>, D::Error> {
    Ok(match Value::deserialize(source)? {
        Value::Null => None,
        Value::String(text) => Some(text),
        other => Some(other.to_string()),
    })
}
