//! The client's additions to each request of progenitor: query, headers and token.

use std::{
    fmt,
    sync::{Arc, OnceLock},
};

use reqwest::{
    Url,
    header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderName, HeaderValue},
};

use crate::{
    client::{Client, Shared, options::BodyId, settings::BODY_HEADER},
    operation::{Expected, Input, Operation},
};

/// The additions to the requests of one call. Progenitor's client carries them.
#[derive(Clone)]
pub struct Outgoing {
    shared: Arc<Shared>,
    authorization: HeaderValue,
    query: Arc<[(String, String)]>,
    /// For the bindings, which take it out of the request.
    body_header: Option<HeaderValue>,
    /// The URL that was asked for, which all attempts have in common. Only stored for a client of the caller's,
    /// which may follow redirects.
    url: Option<Arc<OnceLock<Url>>>,
}

impl Outgoing {
    pub(crate) fn new(client: &Client, operation: &Operation, input: &Input<'_>) -> Self {
        let limit = client.limits().max_body_bytes;
        let body_header = client
            .options
            .body_id
            .and_then(|id| HeaderValue::try_from(body_header(operation, id, limit)).ok());
        Self {
            shared: client.shared.clone(),
            authorization: client.token().authorization(),
            query: input.query.clone(),
            body_header,
            url: client.shared.may_redirect.then(Arc::default),
        }
    }

    pub(crate) fn base_url(&self) -> &str {
        self.shared.base_url()
    }

    pub(crate) fn http(&self) -> &reqwest::Client {
        &self.shared.http
    }

    /// Whether a response comes from another URL than the one that was asked for.
    pub(crate) fn was_redirected(&self, to: &Url) -> bool {
        let url = self.url.as_ref().and_then(|url| url.get());
        url.is_some_and(|url| url != to)
    }

    /// Adds all of it to a request.
    pub(crate) fn add_to(&self, request: &mut reqwest::Request) {
        if !self.query.is_empty() {
            let pairs = self.query.iter().map(|(name, value)| (name, value));
            request.url_mut().query_pairs_mut().extend_pairs(pairs);
        }
        if let Some(url) = &self.url {
            url.get_or_init(|| request.url().clone());
        }
        let has_body = request.body().is_some();
        let headers = request.headers_mut();
        // The version of the document: the service doesn't know this header of progenitor's, and
        // browsers would ask for permission to send it.
        headers.remove(HeaderName::from_static("api-version"));
        if has_body {
            // Progenitor is shown bodies as bytes.
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        for (name, value) in &self.shared.headers {
            headers.insert(name, value.clone());
        }
        headers.insert(AUTHORIZATION, self.authorization.clone());
        if let Some(value) = &self.body_header {
            headers.insert(HeaderName::from_static(BODY_HEADER), value.clone());
        }
    }
}

/// How the bindings handle the response body: operation, body id or `-`, limit in bytes, and the statuses
/// of a success.
fn body_header(operation: &Operation, id: BodyId, limit: usize) -> String {
    let id = match id {
        // A body where none is documented is an error, for which the text is needed here.
        BodyId::Keep(number) if operation.success.body != Expected::Nothing => number.to_string(),
        BodyId::Keep(_) | BodyId::Validate => "-".to_owned(),
    };
    let mut header = format!("{} {id} {limit}", operation.endpoint.id);
    for status in operation.success.statuses {
        header.push_str(&format!(" {status}"));
    }
    header
}

/// Progenitor derives `Debug` for its client; this keeps the token out of it.
impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outgoing").finish_non_exhaustive()
    }
}
