//! Native programs: tokio's clock, and reqwest on hyper.

use std::{
    error::Error as StdError,
    future::Future,
    io::ErrorKind,
    pin::Pin,
    time::{Duration, UNIX_EPOCH},
};

use ::base64::{Engine, engine::general_purpose::STANDARD};
use reqwest::header::HeaderValue;

use super::parts::{BodyEnd, HttpSettings, NotSent, ReadBody};
use crate::error::Error;

pub(crate) use tokio::time::sleep_until;
pub use tokio::time::{Instant, sleep};

/// A future on the heap that can move between threads.
pub(crate) type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Runs a task by itself, on the runtime of the caller. It ends early if the runtime does.
pub(crate) fn spawn(task: impl Future<Output = ()> + Send + 'static) {
    drop(tokio::spawn(task));
}

/// The time of day, since 1970.
pub fn now_unix() -> Duration {
    UNIX_EPOCH.elapsed().unwrap_or_default()
}

/// A date in a header, as the time since 1970.
pub(crate) fn parse_date(text: &str) -> Option<Duration> {
    let date = httpdate::parse_http_date(text).ok()?;
    date.duration_since(UNIX_EPOCH).ok()
}

/// A number from 0 up to but not including 1.
pub(crate) fn random() -> f64 {
    fastrand::f64()
}

/// The name of an option, of its names in Rust and in JavaScript.
pub(crate) fn option_name(rust: &'static str, _: Option<&'static str>) -> &'static str {
    rust
}

/// A text in lower case.
pub(crate) fn lowercase(text: &str) -> String {
    text.to_lowercase()
}

/// Where a text that isn't empty begins in another.
pub(crate) fn find(text: &str, part: &str) -> Option<usize> {
    text.find(part)
}

/// Base64 with padding.
pub(crate) fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Sets up the HTTP client.
pub(crate) fn http_client(settings: &HttpSettings<'_>) -> Result<reqwest::Client, Error> {
    let name = concat!("bitsight-users/", env!("CARGO_PKG_VERSION"));
    let user_agent = match settings.user_agent {
        Some(caller) => format!("{caller} {name}"),
        None => name.to_owned(),
    };
    if HeaderValue::try_from(user_agent.as_str()).is_err() {
        return Err(Error::configuration(
            "user_agent",
            "has characters that a header can't hold",
        ));
    }
    let mut builder = reqwest::Client::builder()
        .user_agent(user_agent)
        // The service documents no redirects, and following one could carry the token elsewhere.
        .redirect(reqwest::redirect::Policy::none())
        // Retries are decided in `call::retry` alone.
        .retry(reqwest::retry::never());
    if let Some(timeout) = settings.connect_timeout {
        builder = builder.connect_timeout(timeout);
    }
    if settings.is_loopback {
        // Plain HTTP is allowed for loopback; a proxy from the environment could read it.
        builder = builder.no_proxy();
    }
    let mut option = "";
    if let Some(pem) = settings.ca_bundle {
        builder = trust(builder, pem)?;
        option = CA_BUNDLE;
    }
    builder.build().map_err(|error| {
        let mut problem = "the HTTP client can't be set up".to_owned();
        let mut source = StdError::source(&error);
        while let Some(cause) = source {
            problem = format!("{problem}: {cause}");
            source = cause.source();
        }
        Error::configuration(option, problem).caused_by(error)
    })
}

/// The option with certificates.
const CA_BUNDLE: &str = "ca_bundle";

/// Trusts the certificates of a bundle, beside those of the system.
#[cfg(feature = "tls")]
fn trust(builder: reqwest::ClientBuilder, pem: &[u8]) -> Result<reqwest::ClientBuilder, Error> {
    match reqwest::Certificate::from_pem_bundle(pem) {
        Ok(certificates) if !certificates.is_empty() => Ok(builder.tls_certs_merge(certificates)),
        Ok(_) => Err(Error::configuration(
            CA_BUNDLE,
            "holds no certificate in the PEM format",
        )),
        Err(error) => Err(Error::configuration(CA_BUNDLE, "can't be read as PEM").caused_by(error)),
    }
}

#[cfg(not(feature = "tls"))]
fn trust(_: reqwest::ClientBuilder, _: &[u8]) -> Result<reqwest::ClientBuilder, Error> {
    Err(Error::configuration(CA_BUNDLE, "needs the feature `tls`"))
}

/// How much memory is reserved on the word of `Content-Length`: a page of thousands of users.
const MOST_RESERVED: u64 = 1 << 22;

/// Reads a body up to `limit` bytes. Each chunk is copied once.
pub(crate) async fn read_body(mut response: reqwest::Response, limit: usize) -> ReadBody {
    let expected = response.content_length().unwrap_or(0).min(MOST_RESERVED);
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0));
    let end = loop {
        match response.chunk().await {
            Ok(Some(chunk)) => {
                let room = limit.saturating_sub(bytes.len());
                if chunk.len() > room {
                    bytes.extend_from_slice(chunk.get(..room).unwrap_or(&chunk));
                    break BodyEnd::TooLarge;
                }
                // Grown as a Vec grows, but never beyond the limit.
                if bytes.capacity() - bytes.len() < chunk.len() {
                    let wanted = (bytes.capacity() * 2).max(bytes.len() + chunk.len());
                    bytes.reserve_exact(wanted.min(limit) - bytes.len());
                }
                bytes.extend_from_slice(&chunk);
            }
            Ok(None) => break BodyEnd::Complete,
            Err(error) => break BodyEnd::Broken(error),
        }
    };
    ReadBody { bytes, end }
}

/// Why the service certainly never saw the request; `None` if it may have.
pub(crate) fn not_sent(error: &reqwest::Error) -> Option<NotSent> {
    if !error.is_connect() && !error.is_builder() {
        return None;
    }
    let mut source = StdError::source(error);
    while let Some(cause) = source {
        let io = cause.downcast_ref::<std::io::Error>();
        if io.is_some_and(|io| io.kind() == ErrorKind::ConnectionRefused) {
            return Some(NotSent::Refused);
        }
        // The resolver and the TLS library have no error types that could be asked.
        let text = cause.to_string();
        // Before the reason itself, which is the proxy's and not the service's.
        if text.contains("tunnel error") {
            return Some(NotSent::Proxy);
        }
        if text.contains("dns error") || text.contains("lookup address") {
            return Some(NotSent::NameNotFound);
        }
        if text.contains("certificate") {
            return Some(NotSent::Certificate);
        }
        source = cause.source();
    }
    Some(NotSent::Unreachable)
}

/// The HTTP client's own account of a failure, without the URL, whose path holds guids.
pub(crate) fn cause_of(error: reqwest::Error) -> Box<dyn StdError + Send + Sync> {
    error.without_url().into()
}
