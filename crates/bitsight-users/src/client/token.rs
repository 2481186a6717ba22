//! The API token, which is an administrator's password and treated as one.

use std::{fmt, sync::Arc};

use reqwest::header::HeaderValue;
use zeroize::Zeroizing;

use crate::{error::Error, platform::base64};

use super::redact::Redactor;

/// An API token. Its `Debug` output is `Token(…)`, and its memory is wiped when the last clone is dropped.
#[derive(Clone)]
pub struct Token {
    redactor: Arc<Redactor>,
    /// The `Authorization` header.
    header: HeaderValue,
}

impl Token {
    /// Takes a token, white space around it dropped.
    ///
    /// # Errors
    /// [`Code::InvalidConfiguration`](crate::Code::InvalidConfiguration) when it is empty, or holds
    /// a colon, white space or a control character: no token does, and a password or a whole header
    /// pasted in its place would.
    pub fn new(token: impl Into<String>) -> Result<Self, Error> {
        let token = Zeroizing::new(token.into());
        let trimmed = token.trim();
        let refuse = |problem| Err(Error::configuration("token", problem));
        if trimmed.is_empty() {
            return refuse("must not be empty");
        }
        let is_odd = |c: char| c == ':' || c.is_whitespace() || c.is_control();
        if trimmed.contains(is_odd) {
            return refuse("must not hold a colon, white space or control characters");
        }
        let pair = Zeroizing::new(format!("{trimmed}:"));
        let encoded = Zeroizing::new(base64(pair.as_bytes()));
        let header = Zeroizing::new(format!("Basic {}", encoded.as_str()));
        let Ok(mut header) = HeaderValue::from_str(&header) else {
            return refuse("can't be put into a header");
        };
        header.set_sensitive(true);
        Ok(Self {
            redactor: Arc::new(Redactor::new(Zeroizing::new(trimmed.to_owned()))),
            header,
        })
    }

    /// The `Authorization` header: the token is the user name, and the password is empty.
    pub(crate) fn authorization(&self) -> HeaderValue {
        self.header.clone()
    }

    /// Finds this token in responses.
    pub(crate) fn redactor(&self) -> &Redactor {
        &self.redactor
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}
