//! The client: a handle that is cheap to clone, whose clones share limits and connections.

use std::{fmt, sync::Arc, time::Duration};

use reqwest::{Url, header::HeaderMap};

use crate::{
    call::{budget::Budget, gate::Gate, trace},
    users::recent::Creates,
};

use super::{
    observer::{Event, Observer},
    options::CallOptions,
    token::Token,
};

/// A client of the Bitsight Users API.
///
/// Cloning is cheap, and clones share connections, the concurrency limit and the retry budget.
/// Dropping the future of a call cancels it: a request that is under way is aborted, though the
/// service may have acted on it already.
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
    pub(crate) options: CallOptions,
}

/// The state that all clones of a client share.
pub(crate) struct Shared {
    /// The base URL.
    pub url: Url,
    pub token: Token,
    pub http: reqwest::Client,
    /// Whether the HTTP client may follow redirects: it is the caller's.
    pub may_redirect: bool,
    pub headers: HeaderMap,
    pub gate: Gate,
    pub budget: Budget,
    /// The creates of `ensure_user`.
    pub creates: Creates,
    pub limits: Limits,
    pub observer: Option<Arc<dyn Observer>>,
}

/// The limits of a call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Of one attempt.
    pub timeout: Option<Duration>,
    /// Of a whole call.
    pub total_timeout: Option<Duration>,
    pub max_retries: u32,
    pub settle_time: Duration,
    pub max_body_bytes: usize,
    pub look_up_conflicts: bool,
    pub allow_similar_values: bool,
}

impl Shared {
    /// The base URL without a slash at its end.
    pub fn base_url(&self) -> &str {
        self.url.as_str().trim_end_matches('/')
    }

    /// Reports an event to the observer and to traces. It is only made if either listens.
    pub fn report<'e>(&self, event: impl FnOnce() -> Event<'e>) {
        let traced = trace::is_on();
        if !traced && self.observer.is_none() {
            return;
        }
        let event = event();
        if traced {
            trace::event(&event);
        }
        if let Some(observer) = &self.observer {
            observer.event(&event);
        }
    }
}

impl Client {
    /// The same client, with other settings for the calls made through what this returns.
    #[must_use]
    pub fn with_options(&self, options: CallOptions) -> Self {
        Self {
            shared: self.shared.clone(),
            options,
        }
    }

    /// The address of the service.
    pub fn base_url(&self) -> &str {
        self.shared.base_url()
    }

    /// The limits of calls: the options of the call, and otherwise those of the client.
    pub(crate) fn limits(&self) -> Limits {
        let (limits, options) = (self.shared.limits, &self.options);
        Limits {
            timeout: options.timeout.or(limits.timeout),
            total_timeout: options.total_timeout.or(limits.total_timeout),
            max_retries: options.max_retries.unwrap_or(limits.max_retries),
            settle_time: options.settle_time.unwrap_or(limits.settle_time),
            max_body_bytes: options.max_body_bytes.unwrap_or(limits.max_body_bytes),
            look_up_conflicts: options
                .look_up_conflicts
                .unwrap_or(limits.look_up_conflicts),
            allow_similar_values: options
                .allow_similar_values
                .unwrap_or(limits.allow_similar_values),
        }
    }

    /// The token of calls.
    pub(crate) fn token(&self) -> &Token {
        self.options.token.as_ref().unwrap_or(&self.shared.token)
    }

    pub(crate) fn new(shared: Shared) -> Self {
        Self {
            shared: Arc::new(shared),
            options: CallOptions::default(),
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.shared.base_url())
            .finish_non_exhaustive()
    }
}
