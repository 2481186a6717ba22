//! Values of headers.

use std::{
    fmt,
    hash::{Hash, Hasher},
    sync::Arc,
};

use crate::{Error, text::Text};

/// The value of a header.
#[derive(Clone)]
pub struct HeaderValue {
    text: Text,
    is_sensitive: bool,
}

/// A value with characters other than the visible ones of ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToStrError;

impl HeaderValue {
    /// A value that is a constant.
    ///
    /// # Panics
    /// If it has characters other than the visible ones of ASCII.
    #[allow(clippy::panic)] // as the crate that this one replaces does
    pub const fn from_static(value: &'static str) -> Self {
        let mut bytes = value.as_bytes();
        while let [first, rest @ ..] = bytes {
            if !is_visible(*first) {
                panic!("invalid header value");
            }
            bytes = rest;
        }
        Self {
            text: Text::Static(value),
            is_sensitive: false,
        }
    }

    /// A value of that text.
    ///
    /// # Errors
    /// For control characters, but tabs are allowed.
    #[allow(clippy::should_implement_trait)] // the name in the crate that this one replaces
    pub fn from_str(text: &str) -> Result<Self, Error> {
        // Bytes above 127 are allowed, as in the crate that this one replaces.
        if !text.bytes().all(|byte| is_visible(byte) || byte > 127) {
            return Err(Error("invalid header value"));
        }
        Ok(Self {
            text: Text::Shared(Arc::from(text)),
            is_sensitive: false,
        })
    }

    /// A value of these bytes, which are UTF-8.
    ///
    /// # Errors
    /// As [`from_str`](Self::from_str).
    pub fn from_maybe_shared(bytes: impl AsRef<[u8]>) -> Result<Self, Error> {
        match std::str::from_utf8(bytes.as_ref()) {
            Ok(text) => Self::from_str(text),
            Err(_) => Err(Error("invalid header value")),
        }
    }

    /// Its text.
    ///
    /// # Errors
    /// If it has characters other than the visible ones of ASCII.
    pub fn to_str(&self) -> Result<&str, ToStrError> {
        let text = self.text.as_str();
        match text.bytes().all(is_visible) {
            true => Ok(text),
            false => Err(ToStrError),
        }
    }

    /// Its bytes.
    pub fn as_bytes(&self) -> &[u8] {
        self.text.as_str().as_bytes()
    }

    /// How many bytes it has.
    #[allow(clippy::len_without_is_empty)] // nobody asks
    pub fn len(&self) -> usize {
        self.as_bytes().len()
    }

    /// Sets whether `Debug` hides it.
    pub fn set_sensitive(&mut self, is_sensitive: bool) {
        self.is_sensitive = is_sensitive;
    }
}

const fn is_visible(byte: u8) -> bool {
    matches!(byte, b' '..=b'~' | b'\t')
}

impl TryFrom<&str> for HeaderValue {
    type Error = Error;

    fn try_from(text: &str) -> Result<Self, Error> {
        Self::from_str(text)
    }
}

impl TryFrom<String> for HeaderValue {
    type Error = Error;

    fn try_from(text: String) -> Result<Self, Error> {
        Self::from_str(&text)
    }
}

impl PartialEq for HeaderValue {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl Eq for HeaderValue {}

impl Hash for HeaderValue {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_bytes().hash(state);
    }
}

impl PartialEq<str> for HeaderValue {
    fn eq(&self, other: &str) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl fmt::Debug for HeaderValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.is_sensitive {
            true => f.write_str("Sensitive"),
            false => fmt::Debug::fmt(self.text.as_str(), f),
        }
    }
}

impl fmt::Display for ToStrError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("failed to convert header to a str")
    }
}

impl std::error::Error for ToStrError {}
