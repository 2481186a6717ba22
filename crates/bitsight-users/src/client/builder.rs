//! Setting up a client: its options, their defaults, and which values are refused.

use std::{fmt, sync::Arc, time::Duration};

use zeroize::Zeroizing;

use crate::{
    call::{budget::Budget, gate::Gate},
    error::Error,
    platform::{HttpSettings, http_client},
    users::recent::Creates,
};

use super::{
    checks::{base_url, headers, is_loopback},
    handle::{Client, Limits, Shared},
    observer::Observer,
    settings::{self, HeaderNames},
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
    header_options: Vec<(HeaderNames, String)>,
    allow_http: bool,
    /// `None` if it isn't set; the inner one stands for no limit.
    connect_timeout: Option<Option<Duration>>,
    ca_bundle: Option<Vec<u8>>,
    http_client: Option<reqwest::Client>,
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
            header_options: Vec::new(),
            allow_http: false,
            connect_timeout: None,
            ca_bundle: None,
            http_client: None,
            max_concurrency: count(settings::MAX_CONCURRENCY.default),
            limits: Limits {
                timeout: Some(Duration::from_millis(settings::TIMEOUT.default)),
                total_timeout: Some(Duration::from_millis(settings::TOTAL_TIMEOUT.default)),
                max_retries: u32::try_from(settings::MAX_RETRIES.default).unwrap_or(u32::MAX),
                settle_time: Duration::from_millis(settings::SETTLE_TIME.default),
                max_body_bytes: count(settings::MAX_BODY_BYTES.default),
                look_up_conflicts: settings::LOOK_UP_CONFLICTS.default,
                allow_similar_values: settings::ALLOW_SIMILAR_VALUES.default,
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

    /// For integrations: the platform that the program runs on, and its version, such as `Example Platform 2.1`.
    /// Sent as the header `X-BITSIGHT-CALLING-PLATFORM-VERSION`, which is not sent unless this is set.
    pub fn calling_platform_version(self, text: impl Into<String>) -> Self {
        self.header_option(settings::CALLING_PLATFORM_VERSION.names, text)
    }

    /// For integrations: the name of the integration, and its version, such as `Example Connector 1.0`. Sent as
    /// the header `X-BITSIGHT-CONNECTOR-NAME-VERSION`, which is not sent unless this is set.
    pub fn connector_name_version(self, text: impl Into<String>) -> Self {
        self.header_option(settings::CONNECTOR_NAME_VERSION.names, text)
    }

    /// For the bindings: an option that is sent as a header.
    #[doc(hidden)]
    pub fn header_option(mut self, option: HeaderNames, text: impl Into<String>) -> Self {
        self.header_options
            .retain(|(known, _)| known.rust != option.rust);
        self.header_options.push((option, text.into()));
        self
    }

    /// How long establishing a connection may take: 10 s, unless set. JavaScript has no such limit, only
    /// that of the whole attempt.
    pub fn connect_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.connect_timeout = Some(timeout.into());
        self
    }

    /// Certificates of authorities to trust beside the system's, one or several in the PEM format: for networks
    /// in which a proxy opens HTTPS connections. Needs the feature `tls`.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let client = bitsight_users::Client::builder()
    ///     .token("0123456789abcdef")
    ///     .ca_bundle(std::fs::read("/etc/company/ca.pem")?)
    ///     .build()?;
    /// # Ok(()) }
    /// ```
    pub fn ca_bundle(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.ca_bundle = Some(pem.into());
        self
    }

    /// The HTTP client that sends all requests, with the caller's own proxies, certificates and connections.
    ///
    /// The options [`user_agent`](Self::user_agent), [`connect_timeout`](Self::connect_timeout) and
    /// [`ca_bundle`](Self::ca_bundle) belong to the HTTP client, and are refused beside this one. All others
    /// apply. Make it with `.redirect(reqwest::redirect::Policy::none())`: a response that was reached by a
    /// redirect is an [`UnexpectedStatus`](crate::Code::UnexpectedStatus).
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http_client = Some(client);
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

    /// Whether a 409 to a create is followed by one request that looks for the user with the email, so that the
    /// error can say who it is; see [`Error::existing_user`]. On, unless set.
    pub fn look_up_conflicts(mut self, look_up: bool) -> Self {
        self.limits.look_up_conflicts = look_up;
        self
    }

    /// Whether a value that looks like a misspelt known one is sent as it is. Unless set, a role such as `Admin`
    /// or a status such as `activated` is refused with the question whether a known one was meant. Values that
    /// look like none are always sent.
    pub fn allow_similar_values(mut self, allow: bool) -> Self {
        self.limits.allow_similar_values = allow;
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
        at_least_one(settings::MAX_CONCURRENCY.rust, self.max_concurrency)?;
        at_least_one(settings::MAX_BODY_BYTES.rust, self.limits.max_body_bytes)?;
        let default = Some(Duration::from_millis(settings::CONNECT_TIMEOUT.default));
        let connect_timeout = self.connect_timeout.unwrap_or(default);
        for (option, timeout) in [
            (settings::CONNECT_TIMEOUT.rust, connect_timeout),
            (settings::TIMEOUT.rust, self.limits.timeout),
            (settings::TOTAL_TIMEOUT.rust, self.limits.total_timeout),
        ] {
            if timeout.is_some_and(|timeout| timeout.is_zero()) {
                return Err(Error::configuration(option, "must be longer than zero"));
            }
        }
        let headers = headers(&self.headers, &self.header_options)?;
        let may_redirect = self.http_client.is_some();
        let http = match self.http_client {
            Some(client) => {
                for (option, is_set) in [
                    ("user_agent", self.user_agent.is_some()),
                    ("connect_timeout", self.connect_timeout.is_some()),
                    ("ca_bundle", self.ca_bundle.is_some()),
                ] {
                    if is_set {
                        let problem = "must be set on the HTTP client itself, beside the option `http_client`";
                        return Err(Error::configuration(option, problem));
                    }
                }
                client
            }
            None => http_client(&HttpSettings {
                user_agent: self.user_agent.as_deref(),
                connect_timeout,
                ca_bundle: self.ca_bundle.as_deref(),
                is_loopback: is_loopback(&url),
            })?,
        };
        Ok(Client::new(Shared {
            url,
            token,
            http,
            may_redirect,
            headers,
            gate: Gate::new(self.max_concurrency),
            budget: Budget::new(),
            creates: Creates::default(),
            limits: self.limits,
            observer: self.observer,
        }))
    }
}

fn count(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn at_least_one(option: &str, value: usize) -> Result<(), Error> {
    match value {
        0 => Err(Error::configuration(option, "must be at least 1")),
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
