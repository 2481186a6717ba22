//! Setting up a client: what can be set, what it is otherwise, and what is refused.

use std::{fmt, sync::Arc, time::Duration};

use reqwest::{
    Url,
    header::{HeaderMap, HeaderName, HeaderValue},
};

use zeroize::Zeroizing;

use crate::{
    Client, Error, Observer, Token, attempt::MARK, client::Shared, gate::Gate, retry::Budget,
};

/// Where the service is.
pub(crate) const BASE_URL: &str = "https://api.bitsighttech.com/ratings";
/// The name of the environment variable that holds the token.
const TOKEN_VARIABLE: &str = "BITSIGHT_API_TOKEN";
/// The name of the environment variable that holds the base URL, if it is another.
const BASE_URL_VARIABLE: &str = "BITSIGHT_BASE_URL";

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
    attempt_timeout: Option<Duration>,
    total_timeout: Option<Duration>,
    max_retries: u32,
    max_concurrency: usize,
    observer: Option<Arc<dyn Observer>>,
}

impl ClientBuilder {
    pub(crate) fn new() -> Self {
        Self {
            token: None,
            base_url: BASE_URL.to_owned(),
            user_agent: None,
            headers: Vec::new(),
            allow_http: false,
            // A connection that takes longer won't come about.
            connect_timeout: Some(Duration::from_secs(10)),
            // The network in front of the service gives up after 100 s with a 524, which says more
            // than a time-out of ours would.
            attempt_timeout: Some(Duration::from_secs(120)),
            // Room for the documented minute of waiting after a 429, twice over, with backoff.
            total_timeout: Some(Duration::from_secs(600)),
            max_retries: 2,
            max_concurrency: 3,
            observer: None,
        }
    }

    /// Takes token and base URL from the environment; see [`Client::from_env`].
    pub(crate) fn from_env() -> Result<Self, Error> {
        let mut builder = Self::new();
        match std::env::var(TOKEN_VARIABLE) {
            Ok(token) => builder.token = Some(Zeroizing::new(token)),
            Err(_) => {
                let problem = format!("the environment variable {TOKEN_VARIABLE} isn't set");
                return Err(Error::configuration("token", problem));
            }
        }
        // A variable that is set to nothing counts as not set, as shells make it so easily.
        if let Ok(base_url) = std::env::var(BASE_URL_VARIABLE)
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

    /// Where the service is: `https://api.bitsighttech.com/ratings`, unless set.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = base_url.into();
        self
    }

    /// Allows plain HTTP to hosts other than this one. The token then travels readable by
    /// everybody on the way.
    pub fn dangerously_allow_http(mut self, allow: bool) -> Self {
        self.allow_http = allow;
        self
    }

    /// What goes in front of `bitsight-users/<version>` in the `User-Agent` header.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// A header for every request. `Authorization` can't be set in this way.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// How long establishing a connection may take: 10 s, unless set. In JavaScript it can't be
    /// told from the rest of an attempt.
    pub fn connect_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.connect_timeout = timeout.into();
        self
    }

    /// How long one attempt may take, to the end of its body: 120 s, unless set. `None` for no
    /// bound.
    pub fn timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.attempt_timeout = timeout.into();
        self
    }

    /// How long a call may take, with all its attempts, waits and look-ups: 10 minutes, unless set.
    /// A wait that would end later is not begun: the failure before it is returned at once.
    pub fn total_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.total_timeout = timeout.into();
        self
    }

    /// How often a request may be sent again after a failure that may pass: twice, unless set.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = retries;
        self
    }

    /// How many requests may be under way at once: 3, unless set, which is what Bitsight
    /// recommends. All clones of a client share them.
    pub fn max_concurrency(mut self, requests: usize) -> Self {
        self.max_concurrency = requests;
        self
    }

    /// Is told of every attempt, answer and retry.
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
            return Err(Error::configuration("token", "is required"));
        };
        let token = Token::new(std::mem::take(&mut *token))?;
        let url = base_url(&self.base_url, self.allow_http)?;
        if self.max_concurrency == 0 {
            return Err(Error::configuration(
                "max_concurrency",
                "must be at least 1",
            ));
        }
        for (name, timeout) in [
            ("connect_timeout", self.connect_timeout),
            ("timeout", self.attempt_timeout),
            ("total_timeout", self.total_timeout),
        ] {
            if timeout.is_some_and(|timeout| timeout.is_zero()) {
                return Err(Error::configuration(name, "must be longer than nothing"));
            }
        }
        let headers = headers(&self.headers)?;
        let http = http(
            self.user_agent.as_deref(),
            self.connect_timeout,
            is_loopback(&url),
        )?;
        Ok(Client::new(Shared {
            url,
            token,
            http,
            headers,
            gate: Gate::new(self.max_concurrency),
            budget: Budget::new(),
            max_retries: self.max_retries,
            attempt_timeout: self.attempt_timeout,
            total_timeout: self.total_timeout,
            observer: self.observer,
        }))
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
                "plain `http` would show the token to everybody on the way; only loopback may use \
                 it, unless it is explicitly allowed",
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
    // The parser has brought numeric addresses into their one form.
    let is_numeric = host
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    host == "localhost"
        || host.ends_with(".localhost")
        || host == "[::1]"
        || (is_numeric && host.starts_with("127."))
}

fn headers(pairs: &[(String, String)]) -> Result<HeaderMap, Error> {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        let refuse = |problem| Err(Error::configuration(&format!("headers.{name}"), problem));
        let Ok(key) = HeaderName::try_from(name.as_str()) else {
            return refuse("is no header name");
        };
        let ours = ["authorization", "host", "content-length"].contains(&key.as_str());
        if ours || key == MARK {
            return refuse("can't be set");
        }
        let Ok(value) = HeaderValue::try_from(value.as_str()) else {
            return refuse("has a value that can't be sent");
        };
        headers.append(key, value);
    }
    Ok(headers)
}

#[cfg(not(target_arch = "wasm32"))]
fn http(
    user_agent: Option<&str>,
    connect_timeout: Option<Duration>,
    is_loopback: bool,
) -> Result<reqwest::Client, Error> {
    let ours = concat!("bitsight-users/", env!("CARGO_PKG_VERSION"));
    let user_agent = match user_agent {
        Some(theirs) => format!("{theirs} {ours}"),
        None => ours.to_owned(),
    };
    if HeaderValue::try_from(user_agent.as_str()).is_err() {
        return Err(Error::configuration(
            "user_agent",
            "has characters that can't be sent",
        ));
    }
    let mut builder = reqwest::Client::builder()
        .user_agent(user_agent)
        // The service documents no redirects, and following one could carry the token elsewhere.
        .redirect(reqwest::redirect::Policy::none())
        // Repeats are decided in one place, which is not there.
        .retry(reqwest::retry::never());
    if let Some(timeout) = connect_timeout {
        builder = builder.connect_timeout(timeout);
    }
    if is_loopback {
        // A proxy of the environment would get to read what plain HTTP is allowed for.
        builder = builder.no_proxy();
    }
    builder.build().map_err(|error| {
        Error::configuration("http", "the HTTP client can't be set up").caused_by(error)
    })
}

/// Browsers send a user agent of their own, and set up connections as they like.
#[cfg(target_arch = "wasm32")]
fn http(
    _user_agent: Option<&str>,
    _timeout: Option<Duration>,
    _is_loopback: bool,
) -> Result<reqwest::Client, Error> {
    Ok(reqwest::Client::new())
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
            "bitsight-users-slot",
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
