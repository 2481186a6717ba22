//! The API token, which is an administrator's password and treated as one.

use std::{fmt, sync::Arc};

#[cfg(not(target_arch = "wasm32"))]
use base64::Engine;
use reqwest::header::HeaderValue;
use zeroize::Zeroizing;

use crate::Error;

/// What stands in a token's place.
const HIDDEN: &str = "(hidden)";
/// Tokens shorter than this are no secret, and would be found inside of words. Bitsight's have 40
/// characters.
const SHORTEST_SECRET: usize = 6;

/// An API token. Shows as `Token(…)`, and is wiped from memory when the last of its clones is dropped.
#[derive(Clone)]
pub struct Token {
    text: Arc<Zeroizing<String>>,
    /// As it travels.
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
        let header = Zeroizing::new(format!("Basic {}", encoded(trimmed).as_str()));
        let Ok(mut header) = HeaderValue::from_str(&header) else {
            return refuse("can't be put into a header");
        };
        header.set_sensitive(true);
        Ok(Self {
            text: Arc::new(Zeroizing::new(trimmed.to_owned())),
            header,
        })
    }

    /// The `Authorization` header: the token is the user name, and the password is empty.
    pub(crate) fn authorization(&self) -> HeaderValue {
        self.header.clone()
    }

    /// Takes the token out of whatever the service, or somebody on the way to it, has put into an
    /// answer: some repeat the request that they refuse.
    pub(crate) fn hide(&self, mut error: Error) -> Error {
        if self.text.len() < SHORTEST_SECRET {
            return error;
        }
        let encoded = encoded(&self.text);
        let forms = [&*self.text, &encoded];
        let holds = |text: &str| forms.iter().any(|form| text.contains(form.as_str()));
        let inner = error.inner_mut();
        let texts = [&mut inner.title, &mut inner.detail, &mut inner.body];
        let texts = texts.into_iter().flatten().chain([&mut inner.message]);
        for text in texts.filter(|text| holds(text)) {
            for form in &forms {
                *text = text.replace(form.as_str(), HIDDEN);
            }
        }
        for value in inner.headers.values_mut() {
            if holds(&String::from_utf8_lossy(value.as_bytes())) {
                *value = HeaderValue::from_static(HIDDEN);
            }
        }
        // A decoder quotes what it can't read.
        if inner
            .source
            .as_ref()
            .is_some_and(|source| holds(&format!("{source} {source:?}")))
        {
            inner.source = None;
        }
        error
    }
}

/// `token:` in base64.
fn encoded(token: &str) -> Zeroizing<String> {
    let pair = Zeroizing::new(format!("{token}:"));
    #[cfg(not(target_arch = "wasm32"))]
    return Zeroizing::new(base64::engine::general_purpose::STANDARD.encode(pair.as_bytes()));
    // JavaScript has it, for strings whose characters stand for bytes.
    #[cfg(target_arch = "wasm32")]
    return Zeroizing::new(btoa(&Zeroizing::new(
        pair.bytes().map(char::from).collect::<String>(),
    )));
}

#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
extern "C" {
    fn btoa(bytes: &str) -> String;
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}
