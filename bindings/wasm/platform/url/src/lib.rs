//! URLs by the parser that JavaScript has, in the form of the crate `url`.
//!
//! As much of that crate as this project and its dependencies use. Every URL has gone through
//! JavaScript's `URL`, so that its text is in the one form that the standard gives it, and its parts
//! can be told by the characters between them.

use std::fmt;

pub use form_urlencoded;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = URL)]
    type Parsed;
    #[wasm_bindgen(constructor, catch, js_class = URL)]
    fn new(text: &str) -> Result<Parsed, JsValue>;
    #[wasm_bindgen(method, getter)]
    fn href(this: &Parsed) -> String;
}

/// A URL.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Url(String);

/// A text that is no absolute URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseError;

/// Where a URL leads, as browsers separate them.
#[derive(Debug, PartialEq, Eq)]
pub struct Origin(String);

impl Url {
    /// Parses an absolute URL.
    ///
    /// # Errors
    /// When the text is none.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        match Parsed::new(text) {
            Ok(parsed) => Ok(Self(parsed.href())),
            Err(_) => Err(ParseError),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the first colon.
    pub fn scheme(&self) -> &str {
        self.0.split_once(':').map_or("", |(scheme, _)| scheme)
    }

    /// The user name, percent-encoded; empty if there is none.
    pub fn username(&self) -> &str {
        let (user, _) = self.user_and_host();
        user.split_once(':').map_or(user, |(name, _)| name)
    }

    /// The password, percent-encoded.
    pub fn password(&self) -> Option<&str> {
        let (user, _) = self.user_and_host();
        user.split_once(':').map(|(_, password)| password)
    }

    /// Whether it leads to a host.
    pub fn has_host(&self) -> bool {
        self.host_str().is_some()
    }

    /// The host; an IPv6 address in its brackets.
    pub fn host_str(&self) -> Option<&str> {
        let (_, host) = self.user_and_host();
        let host = match host.find(']') {
            Some(bracket) => host.get(..=bracket),
            None => host.split(':').next(),
        };
        host.filter(|host| !host.is_empty())
    }

    /// The path.
    pub fn path(&self) -> &str {
        let rest = self.behind_scheme();
        let path = match rest.strip_prefix("//") {
            Some(authority) => until(authority, &['/', '?', '#']).1,
            None => rest,
        };
        until(path, &['?', '#']).0
    }

    /// Puts another path in its place, encoded already. There is neither user nor query when
    /// anybody sets one.
    pub fn set_path(&mut self, path: &str) {
        if let Ok(url) = Self::parse(&format!("{}{path}", self.origin().0)) {
            *self = url;
        }
    }

    /// The query, without its question mark.
    pub fn query(&self) -> Option<&str> {
        let (before_fragment, _) = until(&self.0, &['#']);
        before_fragment.split_once('?').map(|(_, query)| query)
    }

    /// The fragment, without its number sign.
    pub fn fragment(&self) -> Option<&str> {
        self.0.split_once('#').map(|(_, fragment)| fragment)
    }

    /// The names and values of the query.
    pub fn query_pairs(&self) -> form_urlencoded::Parse<'_> {
        form_urlencoded::parse(self.query().unwrap_or_default().as_bytes())
    }

    /// For adding to the query.
    pub fn query_pairs_mut(&mut self) -> form_urlencoded::Serializer<'_, UrlQuery<'_>> {
        let fragment = self.0.find('#').map(|place| self.0.split_off(place));
        let start = match self.0.find('?') {
            Some(place) => place + 1,
            None => {
                self.0.push('?');
                self.0.len()
            }
        };
        let query = UrlQuery {
            url: self,
            fragment: fragment.unwrap_or_default(),
        };
        form_urlencoded::Serializer::for_suffix(query, start)
    }

    /// Takes the query away. There is no other query that anybody sets.
    pub fn set_query(&mut self, _: Option<std::convert::Infallible>) {
        let fragment = self.0.find('#').map(|place| self.0.split_off(place));
        if let Some(place) = self.0.find('?') {
            self.0.truncate(place);
        }
        self.0.push_str(&fragment.unwrap_or_default());
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> Origin {
        let (_, host) = self.user_and_host();
        Origin(format!("{}://{host}", self.scheme()))
    }

    fn behind_scheme(&self) -> &str {
        self.0.split_once(':').map_or("", |(_, rest)| rest)
    }

    /// What stands before the `@`, if there is one, and host and port.
    fn user_and_host(&self) -> (&str, &str) {
        let Some(rest) = self.behind_scheme().strip_prefix("//") else {
            return ("", "");
        };
        let (authority, _) = until(rest, &['/', '?', '#']);
        authority.split_once('@').unwrap_or(("", authority))
    }
}

/// A text up to the first of some characters, and the rest.
fn until<'a>(text: &'a str, ends: &[char]) -> (&'a str, &'a str) {
    let end = text.find(ends).unwrap_or(text.len());
    text.split_at(end)
}

/// The query of a URL while it is added to.
#[derive(Debug)]
pub struct UrlQuery<'a> {
    url: &'a mut Url,
    fragment: String,
}

impl Drop for UrlQuery<'_> {
    fn drop(&mut self) {
        self.url.0.push_str(&self.fragment);
    }
}

impl<'a> form_urlencoded::Target for UrlQuery<'a> {
    type Finished = ();

    fn as_mut_string(&mut self) -> &mut String {
        &mut self.url.0
    }

    fn finish(self) {}
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Url {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<Url> for String {
    fn from(url: Url) -> Self {
        url.0
    }
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it is no absolute URL")
    }
}

impl std::error::Error for ParseError {}
