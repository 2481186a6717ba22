//! Requests as reqwest converts them from and to its own.

use std::fmt;

use crate::{Error, HeaderMap, Method};

/// A URI, which nobody parses here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uri(String);

impl fmt::Display for Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A request without its body.
#[derive(Debug)]
pub struct Parts {
    /// The method.
    pub method: Method,
    /// The URI.
    pub uri: Uri,
    /// The headers.
    pub headers: HeaderMap,
}

/// A request.
#[derive(Debug)]
pub struct Request<T> {
    parts: Parts,
    body: T,
}

impl Request<()> {
    /// A builder of a `GET` without a URI.
    pub fn builder() -> Builder {
        Builder(Parts {
            method: Method::GET,
            uri: Uri::default(),
            headers: HeaderMap::new(),
        })
    }
}

impl<T> Request<T> {
    /// Its headers.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.parts.headers
    }

    /// The request and its body.
    pub fn into_parts(self) -> (Parts, T) {
        (self.parts, self.body)
    }
}

/// A builder of a request.
#[derive(Debug)]
pub struct Builder(Parts);

impl Builder {
    /// Sets the method.
    pub fn method(mut self, method: Method) -> Self {
        self.0.method = method;
        self
    }

    /// Sets the URI.
    pub fn uri(mut self, uri: &str) -> Self {
        self.0.uri = Uri(uri.to_owned());
        self
    }

    /// The request.
    ///
    /// # Errors
    /// None.
    pub fn body<T>(self, body: T) -> Result<Request<T>, Error> {
        let parts = self.0;
        Ok(Request { parts, body })
    }
}
