//! A success: the value, its JSON text, status and headers.

use std::ops::Deref;

use reqwest::{
    StatusCode,
    header::{HeaderMap, HeaderName},
};

/// The status and headers of a response.
#[derive(Clone, Debug, Default)]
pub(crate) struct Head {
    pub status: StatusCode,
    pub headers: HeaderMap,
}

/// A success. Derefs to its value.
#[derive(Clone, Debug)]
pub struct Response<T> {
    pub(crate) value: T,
    /// The body; `None` if it was empty.
    pub(crate) text: Option<String>,
    pub(crate) head: Head,
    pub(crate) attempts: u32,
    pub(crate) recovered: bool,
    pub(crate) unreadable: Vec<UnreadableEntry>,
}

/// An entry of a list that could not be decoded, because it lacks what identifies it or isn't an object.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct UnreadableEntry {
    /// Its position on the page, counted from 0.
    pub index: usize,
    /// The entry as the service sent it.
    pub raw_json: String,
    /// What is wrong with it.
    pub problem: String,
}

impl UnreadableEntry {
    pub(crate) fn new(index: usize, raw_json: &str, problem: impl std::fmt::Display) -> Self {
        Self {
            index,
            raw_json: raw_json.to_owned(),
            problem: problem.to_string(),
        }
    }
}

impl<T> Response<T> {
    /// The value alone.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The response with another value made of its own.
    pub(crate) fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response {
            value: change(self.value),
            text: self.text,
            head: self.head,
            attempts: self.attempts,
            recovered: self.recovered,
            unreadable: self.unreadable,
        }
    }

    /// The JSON text exactly as the service sent it; `None` if the body was empty.
    ///
    /// If a user or an access group was found by a look-up, it is that part of the list.
    pub fn raw_json(&self) -> Option<&str> {
        self.text.as_deref()
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.head.status.as_u16()
    }

    /// The response headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The identifier that the service, or the network in front of it, gave the request.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.head.headers)
    }

    /// How many requests the call took, retries and look-ups included.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// The entries of a page that could not be decoded. They are missing from the value; it and these
    /// together are all that the service sent. Empty for everything but pages of a list.
    pub fn unreadable(&self) -> &[UnreadableEntry] {
        &self.unreadable
    }

    /// Whether the answer to the request was lost, and the value was found by a look-up.
    pub fn recovered(&self) -> bool {
        self.recovered
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// The headers in which services and CDNs send the identifier of a request.
static REQUEST_IDS: [HeaderName; 3] = [
    HeaderName::from_static("x-request-id"),
    HeaderName::from_static("request-id"),
    HeaderName::from_static("cf-ray"),
];

/// The identifier of a request.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    let mut found = REQUEST_IDS.iter().filter_map(|name| headers.get(name));
    found.find_map(|value| value.to_str().ok())
}
