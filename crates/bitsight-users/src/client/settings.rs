//! The options of clients and calls: names, defaults and limits, each in one place.
//!
//! `cargo xtask regen` writes these tables into the npm package, so this file stands by itself: it
//! uses nothing of this crate.

/// The service's address.
pub const BASE_URL: &str = "https://api.bitsighttech.com/ratings";

/// The environment variable that holds the token.
pub const TOKEN_VARIABLE: &str = "BITSIGHT_API_TOKEN";

/// The environment variable that holds the base URL, if it is not [`BASE_URL`].
pub const BASE_URL_VARIABLE: &str = "BITSIGHT_BASE_URL";

/// How many bytes of an error's body are kept: room for any message that a person would read. HTML
/// pages and endless streams must not fill memory and logs.
pub const ERROR_BODY_BYTES: usize = 64 * 1024;

/// The request header by which the client tells the npm package how to handle a body. It is never
/// sent to the service.
pub const BODY_HEADER: &str = "bitsight-users-body";

/// Headers that callers can't set: the client or the HTTP implementation sets them, and they decide
/// where a message ends, how long a connection lives, and whose request it is.
pub const RESERVED_HEADERS: &[&str] = &[
    "authorization",
    BODY_HEADER,
    "connection",
    "content-length",
    "content-type",
    "expect",
    "host",
    "http2-settings",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

/// A numeric option of clients and calls.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    /// Its name in Rust.
    pub rust: &'static str,
    /// Its name in JavaScript, if it exists there.
    pub javascript: Option<&'static str>,
    /// Its unit.
    pub unit: Unit,
    /// The value that applies unless it is set.
    pub default: u64,
    /// The least value that can be set.
    pub minimum: u64,
    /// Whether single calls can set it.
    pub per_call: bool,
    /// Its description, for the reference.
    pub docs: &'static str,
}

/// The unit of a numeric option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Time, in milliseconds.
    Milliseconds,
    /// Things.
    Count,
    /// Bytes.
    Bytes,
}

/// Establishing a connection that takes longer mostly fails.
pub const CONNECT_TIMEOUT: Number = Number {
    rust: "connect_timeout",
    javascript: None,
    unit: Unit::Milliseconds,
    default: 10_000,
    minimum: 1,
    per_call: false,
    docs: "How long establishing a connection may take.",
};

/// The CDN in front of the service gives up after 100 s with status 524, which says more than a
/// time-out of ours would.
pub const TIMEOUT: Number = Number {
    rust: "timeout",
    javascript: Some("timeout"),
    unit: Unit::Milliseconds,
    default: 120_000,
    minimum: 1,
    per_call: true,
    docs: "How long one attempt may take, to the end of its body.",
};

/// Room for the documented minute of waiting after a 429, twice over, with backoff.
pub const TOTAL_TIMEOUT: Number = Number {
    rust: "total_timeout",
    javascript: Some("totalTimeout"),
    unit: Unit::Milliseconds,
    default: 600_000,
    minimum: 1,
    per_call: true,
    docs: "How long a call may take, with all its attempts, waits and look-ups.",
};

/// Two: a failure that outlasts three attempts rarely passes within a call's time.
pub const MAX_RETRIES: Number = Number {
    rust: "max_retries",
    javascript: Some("maxRetries"),
    unit: Unit::Count,
    default: 2,
    minimum: 0,
    per_call: true,
    docs: "How often a request may be sent again after a failure that may pass.",
};

/// Bitsight's documentation recommends at most three requests at once.
pub const MAX_CONCURRENCY: Number = Number {
    rust: "max_concurrency",
    javascript: Some("maxConcurrency"),
    unit: Unit::Count,
    default: 3,
    minimum: 1,
    per_call: false,
    docs: "How many requests may be under way at once, in all calls of a client.",
};

/// A lost create may take effect seconds after its connection ended, and lists show new users with a
/// delay. Both were seen to take up to 5 s; this is three times that.
pub const SETTLE_TIME: Number = Number {
    rust: "settle_time",
    javascript: Some("settleTime"),
    unit: Unit::Milliseconds,
    default: 15_000,
    minimum: 0,
    per_call: true,
    docs: "How long a user must stay absent from all lists, after a create whose answer was lost, \
           before the create is sent again. 0: it is never sent again.",
};

/// A page of the largest accounts has a few hundred kilobytes. A body that is larger by two orders of
/// magnitude is no answer of this service, and unpacked from gzip it could fill the memory.
pub const MAX_BODY_BYTES: Number = Number {
    rust: "max_body_bytes",
    javascript: Some("maxBodyBytes"),
    unit: Unit::Bytes,
    default: 64 * 1024 * 1024,
    minimum: 1,
    per_call: true,
    docs: "How large a response body may be, after decompression.",
};

/// An option whose value is sent as a header of every request.
#[derive(Clone, Copy, Debug)]
pub struct HeaderOption {
    /// Its names.
    pub names: HeaderNames,
    /// Its description, for the reference.
    pub docs: &'static str,
}

/// The names of a [`HeaderOption`], without its description, which would be in the WebAssembly module.
#[derive(Clone, Copy, Debug)]
pub struct HeaderNames {
    /// Its name in Rust.
    pub rust: &'static str,
    /// Its name in JavaScript.
    pub javascript: &'static str,
    /// The header, in lower case.
    pub header: &'static str,
}

/// Integrations send it. The service documents neither the header nor a form for its value.
pub const CALLING_PLATFORM_VERSION: HeaderOption = HeaderOption {
    names: HeaderNames {
        rust: "calling_platform_version",
        javascript: "callingPlatformVersion",
        header: "x-bitsight-calling-platform-version",
    },
    docs: "The platform that an integration runs on, and its version, such as `Example Platform 2.1`. \
           Sent as the header `X-BITSIGHT-CALLING-PLATFORM-VERSION`. Not sent unless set.",
};

/// As [`CALLING_PLATFORM_VERSION`].
pub const CONNECTOR_NAME_VERSION: HeaderOption = HeaderOption {
    names: HeaderNames {
        rust: "connector_name_version",
        javascript: "connectorNameVersion",
        header: "x-bitsight-connector-name-version",
    },
    docs: "The name of an integration, and its version, such as `Example Connector 1.0`. \
           Sent as the header `X-BITSIGHT-CONNECTOR-NAME-VERSION`. Not sent unless set.",
};

/// All options that are headers.
pub const HEADER_OPTIONS: &[HeaderOption] = &[CALLING_PLATFORM_VERSION, CONNECTOR_NAME_VERSION];

/// The names of [`HEADER_OPTIONS`].
pub const HEADER_NAMES: &[HeaderNames] =
    &[CALLING_PLATFORM_VERSION.names, CONNECTOR_NAME_VERSION.names];

/// An option of clients and calls that is on or off.
#[derive(Clone, Copy, Debug)]
pub struct Flag {
    /// Its name in Rust.
    pub rust: &'static str,
    /// Its name in JavaScript.
    pub javascript: &'static str,
    /// Whether it is on unless it is set.
    pub default: bool,
    /// Its description, for the reference.
    pub docs: &'static str,
}

/// Whoever is told that an email is taken asks next whose it is.
pub const LOOK_UP_CONFLICTS: Flag = Flag {
    rust: "look_up_conflicts",
    javascript: "lookUpConflicts",
    default: true,
    docs: "Whether a 409 to a create is followed by one request that looks for the user with the email, for \
           the error. On unless set.",
};

/// A misspelt value of a list that may grow is sent as it is by mistake more often than on purpose: the service
/// accepts it and does something else.
pub const ALLOW_SIMILAR_VALUES: Flag = Flag {
    rust: "allow_similar_values",
    javascript: "allowSimilarValues",
    default: false,
    docs: "Whether a value that looks like a misspelt known one, such as the role `Admin`, is sent as it is. Off \
           unless set.",
};

/// All options that are on or off.
pub const FLAGS: &[Flag] = &[LOOK_UP_CONFLICTS, ALLOW_SIMILAR_VALUES];

/// All numeric options.
pub const NUMBERS: &[Number] = &[
    CONNECT_TIMEOUT,
    TIMEOUT,
    TOTAL_TIMEOUT,
    MAX_RETRIES,
    MAX_CONCURRENCY,
    SETTLE_TIME,
    MAX_BODY_BYTES,
];
