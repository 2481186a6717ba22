//! Setting up a client: its options, their defaults, and which values are refused.

use std::{fmt, sync::Arc, time::Duration};

use reqwest::{
    Url,
    header::{HeaderMap, HeaderName, HeaderValue},
};

use zeroize::Zeroizing;

use crate::{
    call::{budget::Budget, gate::Gate},
    error::Error,
    platform::{HttpSettings, http_client},
};

use super::{
    handle::{Client, Limits, Shared},
    observer::Observer,
    settings::{self, Number},
    token::Token,
};

impl Client {
    /// Sets up a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// Takes the token from the environment variable `BITSIGHT_API_TOKEN`, and the base URL from
    /// `BITSIGHT_BASE_URL` if that is set.
    ///
    /// # Errors
    /// [`Code::InvalidConfiguration`](crate::Code::InvalidConfiguration) when the token isn't set,
    /// or either is invalid.
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }
}

/// Sets up a [`Client`].
///
/// ```
/// use bitsight_users::Client;
///
/// let client = Client::builder().token("0123456789abcdef").build()?;
/// # Ok::<(), bitsight_users::Error>(())
/// ```
#[derive(Clone)]
#[must_use]
pub struct ClientBuilder {
    token: Option<Zeroizing<String>>,
    base_url: String,
    user_agent: Option<String>,
    headers: Vec<(String, String)>,
    allow_http: bool,
    connect_timeout: Option<Duration>,
    max_concurrency: usize,
    limits: Limits,
    observer: Option<Arc<dyn Observer>>,
}

impl ClientBuilder {
    fn new() -> Self {
        Self {
            token: None,
            base_url: settings::BASE_URL.to_owned(),
            user_agent: None,
            headers: Vec::new(),
            allow_http: false,
            connect_timeout: Some(time(settings::CONNECT_TIMEOUT)),
            max_concurrency: count(settings::MAX_CONCURRENCY),
            limits: Limits {
                timeout: Some(time(settings::TIMEOUT)),
                total_timeout: Some(time(settings::TOTAL_TIMEOUT)),
                max_retries: u32::try_from(settings::MAX_RETRIES.default).unwrap_or(u32::MAX),
                settle_time: time(settings::SETTLE_TIME),
                max_body_bytes: count(settings::MAX_BODY_BYTES),
            },
            observer: None,
        }
    }

    /// Takes token and base URL from the environment; see [`Client::from_env`].
    fn from_env() -> Result<Self, Error> {
        let mut builder = Self::new();
        match std::env::var(settings::TOKEN_VARIABLE) {
            Ok(token) => builder.token = Some(Zeroizing::new(token)),
            Err(_) => {
                let problem = format!(
                    "the environment variable {} isn't set",
                    settings::TOKEN_VARIABLE
                );
                return Err(Error::configuration("token", problem));
            }
        }
        // An empty variable counts as not set: shells easily export one.
        if let Ok(base_url) = std::env::var(settings::BASE_URL_VARIABLE)
            && !base_url.trim().is_empty()
        {
            builder.base_url = base_url;
        }
        Ok(builder)
    }

    /// The API token. Required.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(Zeroizing::new(token.into()));
        self
    }

    /// The service's address: `https://api.bitsighttech.com/ratings`, unless set.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = base_url.into();
        self
    }

    /// Allows plain HTTP to other hosts than loopback. Every network on the way can then read the token.
    pub fn dangerously_allow_http(mut self, allow: bool) -> Self {
        self.allow_http = allow;
        self
    }

    /// Precedes `bitsight-users/<version>` in the `User-Agent` header.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// A header for every request. `Authorization` can't be set in this way.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// How long establishing a connection may take: 10 s, unless set. JavaScript has no such limit, only
    /// that of the whole attempt.
    pub fn connect_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.connect_timeout = timeout.into();
        self
    }

    /// How long one attempt may take, to the end of its body: 120 s, unless set. `None` for no
    /// bound.
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.limits.timeout = timeout.into();
        self
    }

    /// How long a call may take, with all its attempts, waits and look-ups: 10 minutes, unless set.
    /// A wait that would end later is not begun: the failure before it is returned at once.
    pub fn total_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.limits.total_timeout = timeout.into();
        self
    }

    /// How often a request may be sent again after a failure that may pass: twice, unless set.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.limits.max_retries = retries;
        self
    }

    /// How many requests may be under way at once: 3, unless set, which is what Bitsight
    /// recommends. All clones of a client share them.
    pub fn max_concurrency(mut self, requests: usize) -> Self {
        self.max_concurrency = requests;
        self
    }

    /// How long a user must stay absent from all lists before a create whose answer was lost is sent
    /// again: 15 s, unless set. The time counts from the end of the last attempt to create. With zero, a
    /// lost create is never sent again.
    pub fn settle_time(mut self, time: Duration) -> Self {
        self.limits.settle_time = time;
        self
    }

    /// How large a response body may be, after decompression: 64 MiB, unless set. A larger one is an
    /// error, and the rest of it is not read.
    pub fn max_body_bytes(mut self, bytes: usize) -> Self {
        self.limits.max_body_bytes = bytes;
        self
    }

    /// Receives an event for every attempt, response and retry.
    pub fn observer(mut self, observer: impl Observer + 'static) -> Self {
        self.observer = Some(Arc::new(observer));
        self
    }

    /// Makes the client. Nothing is sent.
    ///
    /// # Errors
    /// [`Code::InvalidConfiguration`](crate::Code::InvalidConfiguration), with the option that is
    /// wrong as [`field`](Error::field).
    pub fn build(self) -> Result<Client, Error> {
        let Some(mut token) = self.token else {
            return Err(Error::configuration(
                "token",
                "is required; `Client::from_env` reads it from BITSIGHT_API_TOKEN",
            ));
        };
        let token = Token::new(std::mem::take(&mut *token))?;
        let url = base_url(&self.base_url, self.allow_http)?;
        at_least_one(settings::MAX_CONCURRENCY, self.max_concurrency)?;
        at_least_one(settings::MAX_BODY_BYTES, self.limits.max_body_bytes)?;
        for (option, timeout) in [
            (settings::CONNECT_TIMEOUT, self.connect_timeout),
            (settings::TIMEOUT, self.limits.timeout),
            (settings::TOTAL_TIMEOUT, self.limits.total_timeout),
        ] {
            if timeout.is_some_and(|timeout| timeout.is_zero()) {
                return Err(Error::configuration(
                    option.rust,
                    "must be longer than zero",
                ));
            }
        }
        let headers = headers(&self.headers)?;
        let http = http_client(&HttpSettings {
            user_agent: self.user_agent.as_deref(),
            connect_timeout: self.connect_timeout,
            is_loopback: is_loopback(&url),
        })?;
        Ok(Client::new(Shared {
            url,
            token,
            http,
            headers,
            gate: Gate::new(self.max_concurrency),
            budget: Budget::new(),
            limits: self.limits,
            observer: self.observer,
        }))
    }
}

fn time(option: Number) -> Duration {
    Duration::from_millis(option.default)
}

fn count(option: Number) -> usize {
    usize::try_from(option.default).unwrap_or(usize::MAX)
}

fn at_least_one(option: Number, value: usize) -> Result<(), Error> {
    match value {
        0 => Err(Error::configuration(option.rust, "must be at least 1")),
        _ => Ok(()),
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither the token nor headers, which may hold secrets as well.
        f.debug_struct("ClientBuilder")
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}

/// The base URL, if it can be used.
fn base_url(text: &str, allow_http: bool) -> Result<Url, Error> {
    let refuse = |problem: &str| Err(Error::configuration("base_url", problem));
    let Ok(url) = Url::parse(text.trim()) else {
        return refuse("must be an absolute URL such as `https://api.bitsighttech.com/ratings`");
    };
    if !url.username().is_empty() || url.password().is_some() {
        return refuse("must not hold a user name or password");
    }
    if url.query().is_some() || url.fragment().is_some() {
        return refuse("must not hold a query or fragment");
    }
    match url.scheme() {
        "https" => {}
        "http" if allow_http || is_loopback(&url) => {}
        "http" => {
            return refuse(
                "plain `http` would expose the token on the network; only loopback may use it, unless \
                 `dangerously_allow_http` is set",
            );
        }
        _ => return refuse("must begin with `https`"),
    }
    Ok(url)
}

fn is_loopback(url: &Url) -> bool {
    let Some(host) = url.host_str() else {
        return false;
    };
    // The parser has brought numeric addresses into their one form. Names below `localhost` are left
    // to the system's resolver, which may lead anywhere.
    let is_numeric = host
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    host == "localhost" || host == "[::1]" || (is_numeric && host.starts_with("127."))
}

fn headers(pairs: &[(String, String)]) -> Result<HeaderMap, Error> {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        let refuse = |problem| Err(Error::configuration(&format!("headers.{name}"), problem));
        let Ok(key) = HeaderName::try_from(name.as_str()) else {
            return refuse("is not a valid header name");
        };
        if settings::RESERVED_HEADERS.contains(&key.as_str()) {
            return refuse("can't be set");
        }
        let Ok(value) = HeaderValue::try_from(value.as_str()) else {
            return refuse("has a value that a header can't hold");
        };
        headers.append(key, value);
    }
    Ok(headers)
}

#[cfg(test)]
mod tests {
    use crate::Client;

    #[test]
    fn headers_that_the_client_sets_are_refused_by_name() {
        for name in [
            "Authorization",
            "host",
            "content-length",
            "bitsight-users-body",
            "Transfer-Encoding",
            "connection",
            "expect",
        ] {
            let client = Client::builder().token("a-token").header(name, "x").build();
            let field = client
                .err()
                .and_then(|error| error.field().map(str::to_owned));
            assert_eq!(field, Some(format!("headers.{name}")));
        }
        let client = Client::builder()
            .token("a-token")
            .header("x-team", "x")
            .build();
        assert!(client.is_ok());
    }
}
