//! A record of the requests that came in.

use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::{HeaderMap, Method, Uri, header::AUTHORIZATION};
use serde::Serialize;

use crate::operation::Operation;

/// A request as it came in, and its fate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// The value of the response's `x-request-id`.
    pub id: String,
    /// The operation's id in the document; `None` for a path or method that doesn't exist, and for
    /// CORS preflights (method `OPTIONS`).
    pub operation: Option<String>,
    /// The HTTP method.
    pub method: String,
    /// Path and query, from `/ratings` on, exactly as they were sent.
    pub target: String,
    /// The headers in lower case, in the order they came. The value of `authorization` is replaced.
    pub headers: Vec<(String, String)>,
    /// The body; bytes that aren't UTF-8 are replaced.
    pub body: String,
    /// The kind of the fault that struck, such as `reset`.
    pub fault: Option<String>,
    /// Whether the request is still to take effect.
    pub pending: bool,
    /// How often the request reached the API: 0 if a fault prevented it or it is still pending, 2
    /// for a duplicate.
    pub delivered: u32,
    /// The status that the API answered with (the last time), which may not be the one that the
    /// client got.
    pub status: Option<u16>,
}

impl RecordedRequest {
    /// The value of a header, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(candidate, _)| candidate == name)?;
        Some(&found.1)
    }
}

/// All requests since the start or the last reset.
#[derive(Debug, Default)]
pub(crate) struct Recorder(Mutex<Records>);

#[derive(Debug, Default)]
struct Records {
    requests: Vec<RecordedRequest>,
    /// The number of the first of `requests`: numbers go on after a reset.
    first: usize,
}

/// The number of a request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Number(usize);

impl Number {
    /// As a request id.
    pub(crate) fn id(self) -> String {
        format!("mock-{:06}", self.0 + 1)
    }
}

impl Recorder {
    /// Records a request.
    pub(crate) fn add(
        &self,
        operation: Option<Operation>,
        method: &Method,
        uri: &Uri,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Number {
        let mut records = self.lock();
        let number = Number(records.first + records.requests.len());
        records.requests.push(RecordedRequest {
            id: number.id(),
            operation: operation.map(|operation| operation.id().to_owned()),
            method: method.to_string(),
            target: uri
                .path_and_query()
                .map_or_else(String::new, ToString::to_string),
            headers: headers
                .iter()
                .map(|(name, value)| {
                    let value = match *name {
                        AUTHORIZATION => "(hidden)".into(),
                        _ => String::from_utf8_lossy(value.as_bytes()),
                    };
                    (name.to_string(), value.into_owned())
                })
                .collect(),
            body: String::from_utf8_lossy(body).into_owned(),
            fault: None,
            pending: false,
            delivered: 0,
            status: None,
        });
        number
    }

    /// Changes a record, unless a reset has removed it.
    pub(crate) fn update(&self, number: Number, change: impl FnOnce(&mut RecordedRequest)) {
        let mut records = self.lock();
        let index = number.0.checked_sub(records.first);
        if let Some(record) = index.and_then(|index| records.requests.get_mut(index)) {
            change(record);
        }
    }

    pub(crate) fn all(&self) -> Vec<RecordedRequest> {
        self.lock().requests.clone()
    }

    pub(crate) fn clear(&self) {
        let mut records = self.lock();
        records.first += records.requests.len();
        records.requests.clear();
    }

    fn lock(&self) -> MutexGuard<'_, Records> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
