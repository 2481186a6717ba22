//! A fault: what happens, and to which requests.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::kind::FaultKind;

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
    /// The request takes effect so many milliseconds after it came, whenever the client gets its
    /// answer and even if it has left, for those kinds that have the choice.
    #[serde(default)]
    pub apply_after_ms: Option<u64>,
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

impl From<FaultKind> for Fault {
    fn from(kind: FaultKind) -> Self {
        Self {
            operation: None,
            times: once(),
            skip: 0,
            probability: certain(),
            when: When::Before,
            apply_after_ms: None,
            cors: true,
            kind,
        }
    }
}

/// Which requests it strikes, and when.
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

    /// Lets the request take effect so long after it came, whenever the client gets its answer; see
    /// [`Fault::apply_after_ms`].
    #[must_use]
    pub fn apply_after(mut self, time: Duration) -> Self {
        self.apply_after_ms = Some(milliseconds(time));
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

/// A duration as faults hold it.
pub(super) fn milliseconds(time: Duration) -> u64 {
    time.as_millis().try_into().unwrap_or(u64::MAX)
}
