//! The types that native programs and JavaScript share.

use std::time::Duration;

/// The settings of the HTTP client below.
#[cfg_attr(
    target_arch = "wasm32",
    expect(dead_code, reason = "`fetch` has none of these")
)]
pub(crate) struct HttpSettings<'a> {
    /// Precedes this crate's name in the `User-Agent` header.
    pub user_agent: Option<&'a str>,
    /// How long establishing a connection may take.
    pub connect_timeout: Option<Duration>,
    /// Certificates in the PEM format, to be trusted beside those of the system.
    pub ca_bundle: Option<&'a [u8]>,
    /// Whether all requests go to this machine.
    pub is_loopback: bool,
}

/// A body as far as it was read.
pub(crate) struct ReadBody {
    /// Its bytes, after decompression.
    pub bytes: Vec<u8>,
    /// Why there are no more of them.
    pub end: BodyEnd,
}

/// How reading a body ended.
#[cfg_attr(
    target_arch = "wasm32",
    expect(
        dead_code,
        reason = "the package reports a body that is too large by its verdict"
    )
)]
pub(crate) enum BodyEnd {
    /// All of it was read.
    Complete,
    /// There is more than the limit.
    TooLarge,
    /// The connection broke.
    Broken(reqwest::Error),
}

/// Why it is certain that the service never saw a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotSent {
    /// Nobody listens there.
    Refused,
    /// The name of the host has no address.
    NameNotFound,
    /// The host's certificate was not accepted.
    Certificate,
    /// A proxy didn't connect to the host.
    Proxy,
    /// Any other reason why there was no connection.
    Unreachable,
}
