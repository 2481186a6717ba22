//! What a caller may set for a single call.

use std::time::Duration;

use crate::{Token, clock::Instant};

/// Settings of single calls; what isn't set is as the client has it.
///
/// ```
/// # fn run(client: &bitsight_users::Client) {
/// use std::time::Duration;
///
/// let hurried = client.with_options(
///     bitsight_users::CallOptions::new().max_retries(0).total_timeout(Duration::from_secs(5)),
/// );
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct CallOptions {
    pub(crate) max_retries: Option<u32>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) total_timeout: Option<Duration>,
    pub(crate) token: Option<Token>,
    /// The name of the place where the bindings keep the body of a success.
    pub(crate) slot: Option<u32>,
    /// When the call must have ended: set by calls that are made of several.
    pub(crate) deadline: Option<Instant>,
}

impl CallOptions {
    /// Nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How often a request may be sent again; see [`ClientBuilder::max_retries`](crate::ClientBuilder::max_retries).
    #[must_use]
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = Some(retries);
        self
    }

    /// How long one attempt may take; see [`ClientBuilder::timeout`](crate::ClientBuilder::timeout).
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// How long the whole call may take; see [`ClientBuilder::total_timeout`](crate::ClientBuilder::total_timeout).
    #[must_use]
    pub fn total_timeout(mut self, timeout: Duration) -> Self {
        self.total_timeout = Some(timeout);
        self
    }

    /// Another token, for these calls.
    #[must_use]
    pub fn token(mut self, token: Token) -> Self {
        self.token = Some(token);
        self
    }

    /// For the bindings, which can keep the body of a success and pass on the name of its place
    /// instead, a JSON number: it was found to be as it must be.
    #[doc(hidden)]
    #[must_use]
    pub fn slot(mut self, slot: u32) -> Self {
        self.slot = Some(slot);
        self
    }
}
