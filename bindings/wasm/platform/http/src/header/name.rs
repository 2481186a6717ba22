//! Names of headers.

use std::{fmt, sync::Arc};

use crate::{Error, text::Text};

/// The name of a header, in lower case.
#[derive(Clone)]
pub struct HeaderName(Text);

/// `accept`
pub const ACCEPT: HeaderName = HeaderName::from_static("accept");
/// `authorization`
pub const AUTHORIZATION: HeaderName = HeaderName::from_static("authorization");
/// `content-length`
pub const CONTENT_LENGTH: HeaderName = HeaderName::from_static("content-length");
/// `content-type`
pub const CONTENT_TYPE: HeaderName = HeaderName::from_static("content-type");
/// `retry-after`
pub const RETRY_AFTER: HeaderName = HeaderName::from_static("retry-after");
/// `user-agent`
pub const USER_AGENT: HeaderName = HeaderName::from_static("user-agent");

impl HeaderName {
    /// A name that is a constant.
    ///
    /// # Panics
    /// If it is none, or is not in lower case.
    #[allow(clippy::panic)] // as the crate that this one replaces does
    pub const fn from_static(name: &'static str) -> Self {
        let mut bytes = name.as_bytes();
        while let [first, rest @ ..] = bytes {
            if !is_name(*first) || first.is_ascii_uppercase() {
                panic!("invalid header name");
            }
            bytes = rest;
        }
        Self(Text::Static(name))
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// Whether a name may hold a byte: the `tchar` of RFC 9110, section 5.6.2.
const fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'!' | b'#'
                | b'$'
                | b'%'
                | b'&'
                | b'\''
                | b'*'
                | b'+'
                | b'-'
                | b'.'
                | b'^'
                | b'_'
                | b'`'
                | b'|'
                | b'~'
        )
}

impl TryFrom<&str> for HeaderName {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self, Error> {
        if text.is_empty() || !text.bytes().all(is_name) {
            return Err(Error("invalid header name"));
        }
        Ok(Self(Text::Shared(Arc::from(text.to_ascii_lowercase()))))
    }
}

impl PartialEq for HeaderName {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for HeaderName {}

impl AsRef<str> for HeaderName {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl From<&HeaderName> for HeaderName {
    fn from(name: &HeaderName) -> Self {
        name.clone()
    }
}

impl fmt::Debug for HeaderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
