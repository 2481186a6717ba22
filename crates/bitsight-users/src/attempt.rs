//! One sending of a request: what goes with it, and what is seen of the answer.
//!
//! The hooks of progenitor's client. They only add and note; whether and when something is sent is
//! decided in `call`.

use std::{
    fmt,
    future::Future,
    mem,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
};

use progenitor_client::{ClientHooks, OperationInfo, ResponseValue};
use reqwest::{
    StatusCode, Url,
    header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderName, HeaderValue},
};

use crate::{client::Shared, generated::client};

/// What progenitor's methods report as failures.
pub(crate) type Failure = progenitor_client::Error<()>;
/// What progenitor's methods return: whatever comes is an unexpected response to them, so that it is
/// read in one place.
pub(crate) type Sent = Result<ResponseValue<()>, Failure>;

/// One sending, whatever the operation.
#[cfg(not(target_arch = "wasm32"))]
pub type Sending<'s> = Pin<Box<dyn Future<Output = Sent> + Send + 's>>;
/// One sending, whatever the operation.
#[cfg(target_arch = "wasm32")]
pub type Sending<'s> = Pin<Box<dyn Future<Output = Sent> + 's>>;

/// What progenitor's client carries.
#[derive(Clone)]
pub struct Attempt {
    shared: Arc<Shared>,
    authorization: HeaderValue,
    query: Arc<[(String, String)]>,
    /// Tells the bindings, which take it out, what is asked for and where to keep the answer.
    mark: Option<HeaderValue>,
    seen: Arc<Mutex<Seen>>,
}

/// The header that carries the mark, as far as the bindings.
pub(crate) const MARK: HeaderName = HeaderName::from_static("bitsight-users-slot");

/// What the answer began with; progenitor's errors don't keep it.
#[derive(Default)]
pub(crate) struct Seen {
    pub status: Option<StatusCode>,
    pub headers: HeaderMap,
}

impl Attempt {
    pub(crate) fn new(
        shared: Arc<Shared>,
        authorization: HeaderValue,
        query: Arc<[(String, String)]>,
        mark: Option<HeaderValue>,
    ) -> Self {
        Self {
            shared,
            authorization,
            query,
            mark,
            seen: Arc::default(),
        }
    }

    /// Progenitor's client, for this attempt.
    pub(crate) fn client(&self) -> client::Client {
        client::Client::new_with_client("", self.shared.http.clone(), self.clone())
    }

    /// The URL with this path, for progenitor's methods.
    pub(crate) fn url(&self, path: fmt::Arguments<'_>) -> Url {
        let mut url = self.shared.url.clone();
        let base = self.shared.url.path().trim_end_matches('/');
        url.set_path(&format!("{base}{path}"));
        url
    }

    /// What was seen, which is given away.
    pub(crate) fn take_seen(&self) -> Seen {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        mem::take(&mut seen)
    }

    fn prepare(&self, request: &mut reqwest::Request) {
        if !self.query.is_empty() {
            let pairs = self.query.iter().map(|(name, value)| (name, value));
            request.url_mut().query_pairs_mut().extend_pairs(pairs);
        }
        let headers = request.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        for (name, value) in &self.shared.headers {
            headers.insert(name, value.clone());
        }
        headers.insert(AUTHORIZATION, self.authorization.clone());
        if let Some(mark) = &self.mark {
            headers.insert(MARK, mark.clone());
        }
    }

    /// Notes what the answer begins with, before its body is waited for.
    pub(crate) fn note(&self, response: &mut reqwest::Response) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.status = Some(response.status());
        seen.headers = mem::take(response.headers_mut());
    }
}

/// Progenitor derives `Debug` for its client; this keeps the token out of it.
impl fmt::Debug for Attempt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attempt").finish_non_exhaustive()
    }
}

// Progenitor's methods are one for each operation, and these are compiled into each of them: what
// they do stands elsewhere.
impl ClientHooks<Attempt> for client::Client {
    async fn pre<E>(
        &self,
        request: &mut reqwest::Request,
        _: &OperationInfo,
    ) -> Result<(), progenitor_client::Error<E>> {
        self.inner.prepare(request);
        Ok(())
    }
}
