//! The API token, which is an administrator's password and treated as one.

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use reqwest::header::HeaderValue;
use zeroize::Zeroizing;

use crate::Error;

/// An API token. Shows as `Token(…)`, and is wiped from memory when dropped.
#[derive(Clone)]
pub struct Token(Zeroizing<String>);

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
        Ok(Self(Zeroizing::new(trimmed.to_owned())))
    }

    /// The `Authorization` header: the token is the user name, and the password is empty.
    pub(crate) fn authorization(&self) -> Result<HeaderValue, Error> {
        let pair = Zeroizing::new(format!("{}:", self.0.as_str()));
        let header = Zeroizing::new(format!("Basic {}", STANDARD.encode(pair.as_bytes())));
        let mut header = HeaderValue::from_str(&header)
            .map_err(|_| Error::configuration("token", "can't be put into a header"))?;
        header.set_sensitive(true);
        Ok(header)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}
