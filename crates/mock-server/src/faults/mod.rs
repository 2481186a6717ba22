//! Faults: what can go wrong between a client and the API, on demand.

mod check;
mod queue;
mod strike;

use std::{collections::BTreeMap, time::Duration};

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

pub(crate) use check::check;
pub(crate) use queue::FaultQueue;
pub(crate) use strike::strike;

/// A fault and the requests that it strikes: by default the next one, whatever the operation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Fault {
    /// The id of the operation to strike; `None` strikes any, and paths that don't exist.
    #[serde(default)]
    pub operation: Option<String>,
    /// How many requests to strike; `None` for all.
    #[serde(default = "once")]
    pub times: Option<u32>,
    /// How many matching requests to let pass first.
    #[serde(default)]
    pub skip: u32,
    /// The chance that a matching request is struck, from 0 to 1.
    #[serde(default = "certain")]
    pub probability: f64,
    /// Whether to strike before or after the request takes effect, for those kinds that have the
    /// choice.
    #[serde(default)]
    pub when: When,
    /// False leaves out the CORS headers, as a CDN's own pages do; a browser then hides the answer
    /// from the page.
    #[serde(default = "yes")]
    pub cors: bool,
    /// What happens.
    #[serde(flatten)]
    pub kind: FaultKind,
}

/// On which side of a request's taking effect a fault strikes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// The request doesn't take effect; with a delay, it does so late.
    #[default]
    Before,
    /// The request takes effect, but the client doesn't learn that.
    After,
}

/// What happens to a struck request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum FaultKind {
    /// An answer of your own. Before or after.
    Status {
        /// The HTTP status.
        status: u16,
        /// Headers; a body that isn't text gets `content-type: application/json` by itself.
        #[serde(default)]
        headers: BTreeMap<String, String>,
        /// The body: text as it stands, nothing for null, everything else as JSON.
        #[serde(default)]
        body: Value,
    },
    /// The CDN's time-out page. Before or after.
    Html524,
    /// A 429. The request never takes effect.
    RateLimited {
        /// The value of `Retry-After`, in seconds or as a date.
        #[serde(default, deserialize_with = "text_or_number")]
        retry_after: Option<String>,
    },
    /// Nothing at all comes for a while, then the proper answer. Before or after; before, the
    /// request takes effect late, and does so even if the client has left by then.
    Delay {
        /// How long.
        ms: u64,
    },
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
    /// The connection is reset instead of an answer. Before or after.
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
    /// An answer that isn't HTTP. Before or after.
    Garbage,
    /// The proper answer without its body.
    EmptyBody,
    /// The proper answer with a JSON merge patch (RFC 7396) applied to its body: what a patch sets
    /// to null goes, the rest is added or replaced.
    Rewrite {
        /// The patch.
        patch: Value,
    },
}

impl FaultKind {
    /// The name that JSON uses.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Status { .. } => "status",
            Self::Html524 => "html524",
            Self::RateLimited { .. } => "rate_limited",
            Self::Delay { .. } => "delay",
            Self::BodyDelay { .. } => "body_delay",
            Self::Drip { .. } => "drip",
            Self::Reset => "reset",
            Self::ResetInBody => "reset_in_body",
            Self::Truncated => "truncated",
            Self::WrongLength { .. } => "wrong_length",
            Self::Duplicate { .. } => "duplicate",
            Self::Garbage => "garbage",
            Self::EmptyBody => "empty_body",
            Self::Rewrite { .. } => "rewrite",
        }
    }
}

impl From<FaultKind> for Fault {
    fn from(kind: FaultKind) -> Self {
        Self {
            operation: None,
            times: once(),
            skip: 0,
            probability: certain(),
            when: When::Before,
            cors: true,
            kind,
        }
    }
}

/// The kinds.
impl Fault {
    /// An answer with this status and body; see [`FaultKind::Status`].
    pub fn status(status: u16, body: impl Into<Value>) -> Self {
        let (headers, body) = (BTreeMap::new(), body.into());
        FaultKind::Status {
            status,
            headers,
            body,
        }
        .into()
    }

    /// See [`FaultKind::Html524`].
    pub fn html_524() -> Self {
        FaultKind::Html524.into()
    }

    /// See [`FaultKind::RateLimited`].
    pub fn rate_limited(retry_after: Option<&str>) -> Self {
        let retry_after = retry_after.map(str::to_owned);
        FaultKind::RateLimited { retry_after }.into()
    }

    /// See [`FaultKind::Delay`].
    pub fn delay(time: Duration) -> Self {
        FaultKind::Delay { ms: ms(time) }.into()
    }

    /// See [`FaultKind::BodyDelay`].
    pub fn body_delay(time: Duration) -> Self {
        FaultKind::BodyDelay { ms: ms(time) }.into()
    }

    /// See [`FaultKind::Drip`].
    pub fn drip(bytes: usize, every: Duration) -> Self {
        FaultKind::Drip {
            bytes,
            ms: ms(every),
        }
        .into()
    }

    /// See [`FaultKind::Reset`].
    pub fn reset() -> Self {
        FaultKind::Reset.into()
    }

    /// See [`FaultKind::ResetInBody`].
    pub fn reset_in_body() -> Self {
        FaultKind::ResetInBody.into()
    }

    /// See [`FaultKind::Truncated`].
    pub fn truncated() -> Self {
        FaultKind::Truncated.into()
    }

    /// See [`FaultKind::WrongLength`].
    pub fn wrong_length(extra: usize) -> Self {
        FaultKind::WrongLength { extra }.into()
    }

    /// A duplicate delivery of which the client gets the first answer; see
    /// [`FaultKind::Duplicate`].
    pub fn duplicate() -> Self {
        FaultKind::Duplicate {
            second_answer: false,
        }
        .into()
    }

    /// A duplicate delivery of which the client gets the second answer; see
    /// [`FaultKind::Duplicate`].
    pub fn duplicate_answering_second() -> Self {
        FaultKind::Duplicate {
            second_answer: true,
        }
        .into()
    }

    /// See [`FaultKind::Garbage`].
    pub fn garbage() -> Self {
        FaultKind::Garbage.into()
    }

    /// See [`FaultKind::EmptyBody`].
    pub fn empty_body() -> Self {
        FaultKind::EmptyBody.into()
    }

    /// See [`FaultKind::Rewrite`].
    pub fn rewrite(patch: impl Into<Value>) -> Self {
        let patch = patch.into();
        FaultKind::Rewrite { patch }.into()
    }
}

/// Whom they strike, and when.
impl Fault {
    /// Only strikes this operation, by its id such as `create_user`.
    #[must_use]
    pub fn on(mut self, operation: impl Into<String>) -> Self {
        self.operation = Some(operation.into());
        self
    }

    /// Strikes this many requests.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// Strikes until it is removed.
    #[must_use]
    pub fn always(mut self) -> Self {
        self.times = None;
        self
    }

    /// Lets this many matching requests pass first.
    #[must_use]
    pub fn skip(mut self, skip: u32) -> Self {
        self.skip = skip;
        self
    }

    /// Strikes a matching request with this chance, from 0 to 1.
    #[must_use]
    pub fn probability(mut self, probability: f64) -> Self {
        self.probability = probability;
        self
    }

    /// Strikes after the request took effect.
    #[must_use]
    pub fn after(mut self) -> Self {
        self.when = When::After;
        self
    }

    /// Leaves out the CORS headers.
    #[must_use]
    pub fn without_cors(mut self) -> Self {
        self.cors = false;
        self
    }

    /// Adds a header to a [`FaultKind::Status`]; other kinds ignore it.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        if let FaultKind::Status { headers, .. } = &mut self.kind {
            headers.insert(name.into(), value.into());
        }
        self
    }
}

fn once() -> Option<u32> {
    Some(1)
}

fn certain() -> f64 {
    1.0
}

fn yes() -> bool {
    true
}

fn ms(time: Duration) -> u64 {
    time.as_millis().try_into().unwrap_or(u64::MAX)
}

fn text_or_number<'de, D: Deserializer<'de>>(source: D) -> Result<Option<String>, D::Error> {
    Ok(match Value::deserialize(source)? {
        Value::Null => None,
        Value::String(text) => Some(text),
        other => Some(other.to_string()),
    })
}
