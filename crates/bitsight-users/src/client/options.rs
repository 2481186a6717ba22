//! The options of single calls.

use std::time::Duration;

use super::token::Token;

/// Options of single calls. Those that aren't set are the client's.
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
    pub(crate) timeout: Option<Duration>,
    pub(crate) total_timeout: Option<Duration>,
    pub(crate) settle_time: Option<Duration>,
    pub(crate) max_body_bytes: Option<usize>,
    pub(crate) look_up_conflicts: Option<bool>,
    pub(crate) allow_similar_values: Option<bool>,
    pub(crate) token: Option<Token>,
    pub(crate) body_id: Option<BodyId>,
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
        self.timeout = Some(timeout);
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

    /// How long a user must stay absent before a lost create is sent again; see
    /// [`ClientBuilder::settle_time`](crate::ClientBuilder::settle_time).
    #[must_use]
    pub fn settle_time(mut self, time: Duration) -> Self {
        self.settle_time = Some(time);
        self
    }

    /// How large a response body may be; see
    /// [`ClientBuilder::max_body_bytes`](crate::ClientBuilder::max_body_bytes).
    #[must_use]
    pub fn max_body_bytes(mut self, bytes: usize) -> Self {
        self.max_body_bytes = Some(bytes);
        self
    }

    /// Whether a 409 to a create is looked up; see
    /// [`ClientBuilder::look_up_conflicts`](crate::ClientBuilder::look_up_conflicts).
    #[must_use]
    pub fn look_up_conflicts(mut self, look_up: bool) -> Self {
        self.look_up_conflicts = Some(look_up);
        self
    }

    /// Whether a value that looks like a misspelt known one is sent as it is; see
    /// [`ClientBuilder::allow_similar_values`](crate::ClientBuilder::allow_similar_values).
    #[must_use]
    pub fn allow_similar_values(mut self, allow: bool) -> Self {
        self.allow_similar_values = Some(allow);
        self
    }

    /// For the bindings, which validate bodies themselves.
    #[doc(hidden)]
    #[must_use]
    pub fn body_id(mut self, id: BodyId) -> Self {
        self.body_id = Some(id);
        self
    }
}

/// How the bindings handle the body of a success.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyId {
    /// A valid body is kept in JavaScript under this number.
    Keep(u32),
    /// The body is validated and passed on.
    Validate,
}
