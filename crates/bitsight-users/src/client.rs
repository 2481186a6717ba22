//! The client: a handle that is cheap to clone, whose clones share limits and connections.

use std::{fmt, sync::Arc, time::Duration};

use reqwest::{Url, header::HeaderMap};

use crate::{
    CallOptions, ClientBuilder, Error, Event, Observer, Token, gate::Gate, retry::Budget, trace,
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

/// What all clones of a client share.
pub(crate) struct Shared {
    /// The base URL.
    pub url: Url,
    pub token: Token,
    pub http: reqwest::Client,
    pub headers: HeaderMap,
    pub gate: Gate,
    pub budget: Budget,
    pub max_retries: u32,
    pub attempt_timeout: Option<Duration>,
    pub total_timeout: Option<Duration>,
    pub observer: Option<Arc<dyn Observer>>,
}

impl Shared {
    /// The base URL without a slash at its end.
    pub fn base_url(&self) -> &str {
        self.url.as_str().trim_end_matches('/')
    }

    /// Tells the observer and the traces; the event is only put together if either listens.
    pub fn tell<'e>(&self, event: impl FnOnce() -> Event<'e>) {
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
    /// Sets up a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// Takes the token from the environment variable `BITSIGHT_API_TOKEN`, and the base URL from
    /// `BITSIGHT_BASE_URL` if that is set.
    ///
    /// # Errors
    /// [`Code::InvalidConfiguration`](crate::Code::InvalidConfiguration) when the token isn't set,
    /// or either can't be right.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }

    /// The same client, with other settings for the calls made through what this returns.
    #[must_use]
    pub fn with_options(&self, options: CallOptions) -> Self {
        Self {
            shared: self.shared.clone(),
            options,
        }
    }

    /// Where requests go.
    pub fn base_url(&self) -> &str {
        self.shared.base_url()
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
