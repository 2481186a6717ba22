//! One sending of a request: what goes with it, and what is seen of the answer.
//!
//! The hooks of progenitor's client. They only add and note; whether and when something is sent is
//! decided in `call`.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use progenitor_client::{ClientHooks, OperationInfo};
use reqwest::{
    StatusCode,
    header::{AUTHORIZATION, HeaderMap, HeaderValue},
};

use crate::{client::Shared, generated::client};

/// What progenitor's client carries.
#[derive(Clone)]
pub struct Attempt {
    shared: Arc<Shared>,
    authorization: HeaderValue,
    seen: Arc<Mutex<Seen>>,
}

/// What the answer began with; progenitor's errors don't keep it.
#[derive(Clone, Default)]
pub(crate) struct Seen {
    pub status: Option<StatusCode>,
    pub headers: HeaderMap,
}

impl Attempt {
    pub(crate) fn new(shared: Arc<Shared>, authorization: HeaderValue) -> Self {
        Self {
            shared,
            authorization,
            seen: Arc::default(),
        }
    }

    /// Progenitor's client, for this attempt.
    pub(crate) fn client(&self) -> client::Client {
        let Shared { base_url, http, .. } = &*self.shared;
        client::Client::new_with_client(base_url, http.clone(), self.clone())
    }

    pub(crate) fn seen(&self) -> Seen {
        self.seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// Progenitor derives `Debug` for its client; this keeps the token out of it.
impl fmt::Debug for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempt").finish_non_exhaustive()
    }
}

impl ClientHooks<Attempt> for client::Client {
    async fn pre<E>(
        &self,
        request: &mut reqwest::Request,
        _: &OperationInfo,
    ) -> Result<(), progenitor_client::Error<E>> {
        let headers = request.headers_mut();
        // Progenitor's; the service doesn't know it, and browsers would ask leave for it first.
        headers.remove("api-version");
        for (name, value) in &self.inner.shared.headers {
            headers.insert(name, value.clone());
        }
        headers.insert(AUTHORIZATION, self.inner.authorization.clone());
        Ok(())
    }

    async fn post<E>(
        &self,
        result: &reqwest::Result<reqwest::Response>,
        _: &OperationInfo,
    ) -> Result<(), progenitor_client::Error<E>> {
        if let Ok(response) = result {
            let mut seen = self
                .inner
                .seen
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            seen.status = Some(response.status());
            seen.headers = response.headers().clone();
        }
        Ok(())
    }
}
