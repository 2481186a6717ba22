//! Responses.

use crate::{Error, HeaderMap, HeaderName, HeaderValue, StatusCode};

/// A response.
#[derive(Debug)]
pub struct Response<T> {
    head: Head,
    body: T,
}

#[derive(Debug, Default)]
struct Head {
    status: StatusCode,
    headers: HeaderMap,
}

impl Response<()> {
    /// A builder of a response with the status 200.
    pub fn builder() -> Builder {
        Builder(Ok(Head::default()))
    }
}

impl<T> Response<T> {
    /// The status.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The headers, to be changed.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.head.headers
    }

    /// The body.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// The body alone.
    pub fn into_body(self) -> T {
        self.body
    }
}

/// A builder of a response. It keeps the first error, for its end.
#[derive(Debug)]
pub struct Builder(Result<Head, Error>);

impl Builder {
    /// Sets the status.
    pub fn status(self, status: u16) -> Self {
        Self(self.0.and_then(|head| {
            let status = StatusCode::try_from(status)?;
            Ok(Head { status, ..head })
        }))
    }

    /// Adds a header.
    pub fn header(self, name: &str, value: &str) -> Self {
        Self(self.0.and_then(|mut head| {
            let name = HeaderName::try_from(name)?;
            head.headers.append(name, HeaderValue::try_from(value)?);
            Ok(head)
        }))
    }

    /// Drops an extension: reqwest has a trait that adds one, and no user of it in JavaScript.
    pub fn extension<T>(self, _: T) -> Self {
        self
    }

    /// The response.
    ///
    /// # Errors
    /// The first part that was invalid.
    pub fn body<T>(self, body: T) -> Result<Response<T>, Error> {
        self.0.map(|head| Response { head, body })
    }
}
