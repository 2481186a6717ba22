//! A successful answer: the value, and everything that came with it.

use std::ops::Deref;

use reqwest::{
    StatusCode,
    header::{HeaderMap, HeaderName},
};

/// A successful answer. Derefs to its value.
#[derive(Clone, Debug)]
pub struct Response<T> {
    pub(crate) value: T,
    pub(crate) raw: Option<String>,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) attempts: u32,
    pub(crate) recovered: bool,
}

impl<T> Response<T> {
    /// The value, by itself.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The JSON text exactly as the service sent it; `None` if the body was empty.
    ///
    /// Of a user who was looked up among others, it is that user's part.
    pub fn raw_json(&self) -> Option<&str> {
        self.raw.as_deref()
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The response headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The service's name for the request, if it gave one.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// How many requests it took, retries and look-ups included.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Whether the answer to the request itself was lost, and this is what a look-up found.
    pub fn recovered(&self) -> bool {
        self.recovered
    }

    pub(crate) fn with_value<U>(self, value: U) -> Response<U> {
        let Self {
            raw,
            status,
            headers,
            attempts,
            recovered,
            ..
        } = self;
        Response {
            value,
            raw,
            status,
            headers,
            attempts,
            recovered,
        }
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// The headers by which services and the network in front of this one name a request.
static REQUEST_IDS: [HeaderName; 3] = [
    HeaderName::from_static("x-request-id"),
    HeaderName::from_static("request-id"),
    HeaderName::from_static("cf-ray"),
];

/// The service's name for a request.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    let mut found = REQUEST_IDS.iter().filter_map(|name| headers.get(name));
    found.find_map(|value| value.to_str().ok())
}
