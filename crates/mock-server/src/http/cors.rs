//! CORS for everybody: the server only listens on loopback and holds invented users.

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header as h};

/// The response headers that scripts may read, beside the few that browsers always allow.
const EXPOSED: &str = "retry-after, x-request-id, content-length, date";

const PRIVATE_NETWORK_ASKED: HeaderName =
    HeaderName::from_static("access-control-request-private-network");
const PRIVATE_NETWORK_ALLOWED: HeaderName =
    HeaderName::from_static("access-control-allow-private-network");

/// Whether this is a browser's question before the request proper.
pub(crate) fn is_preflight(method: &Method, headers: &HeaderMap) -> bool {
    method == Method::OPTIONS && headers.contains_key(h::ACCESS_CONTROL_REQUEST_METHOD)
}

/// The answer to a preflight.
pub(crate) fn preflight(asked: &HeaderMap) -> HeaderMap {
    let mut headers = HeaderMap::new();
    allow(&mut headers);
    let methods = HeaderValue::from_static("GET, POST, PATCH, DELETE");
    headers.insert(h::ACCESS_CONTROL_ALLOW_METHODS, methods);
    // Mirrored, because `*` doesn't include `Authorization`.
    if let Some(wanted) = asked.get(h::ACCESS_CONTROL_REQUEST_HEADERS) {
        headers.insert(h::ACCESS_CONTROL_ALLOW_HEADERS, wanted.clone());
    }
    if asked.contains_key(PRIVATE_NETWORK_ASKED) {
        headers.insert(PRIVATE_NETWORK_ALLOWED, HeaderValue::from_static("true"));
    }
    headers.insert(h::VARY, h::ACCESS_CONTROL_REQUEST_HEADERS.into());
    headers
}

/// Adds the headers that every other response needs.
pub(crate) fn allow(headers: &mut HeaderMap) {
    let origin = HeaderValue::from_static("*");
    headers.insert(h::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    let exposed = HeaderValue::from_static(EXPOSED);
    headers.insert(h::ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
}
