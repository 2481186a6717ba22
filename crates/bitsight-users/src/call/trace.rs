//! Spans and events for `tracing`. They hold no token and no data of a user; paths have their
//! parameters in braces.

#[cfg(not(feature = "tracing"))]
pub(crate) use off::{as_here, event, in_attempt, in_call, in_request, is_on};
#[cfg(feature = "tracing")]
pub(crate) use on::{as_here, event, in_attempt, in_call, in_request, is_on};

use crate::types::response::Response;

/// The figures of a success that a span records.
#[cfg_attr(
    not(feature = "tracing"),
    expect(dead_code, reason = "there are no spans without the feature")
)]
pub(crate) trait Success {
    /// How many requests it took, its status, and whether it was found by a look-up.
    fn figures(&self) -> (u32, u16, bool);
}

impl<T> Success for Response<T> {
    fn figures(&self) -> (u32, u16, bool) {
        (self.attempts, self.status(), self.recovered)
    }
}

#[cfg(feature = "tracing")]
mod on {
    use std::future::Future;

    use tracing::{Instrument, Level, Span, field::Empty, instrument::WithSubscriber};

    use super::Success;
    use crate::{client::observer::Event, error::Error, operation::Endpoint, platform::Instant};

    /// A future for a task of its own, whose spans and events appear as if it ran here.
    pub(crate) fn as_here<F: Future>(task: F) -> impl Future<Output = F::Output> {
        task.in_current_span().with_current_subscriber()
    }

    /// Runs a call in a span that records how it ended.
    pub(crate) async fn in_call<T: Success>(
        operation: &'static str,
        call: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        let span = tracing::info_span!(target: "bitsight_users", "call", operation, attempts = Empty, status = Empty, code = Empty, recovered = Empty, duration_ms = Empty);
        in_span(span, call).await
    }

    /// Runs a request that is a part of a call, in a span that records how it ended.
    pub(crate) async fn in_request<T: Success>(
        operation: &'static str,
        request: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        let span = tracing::info_span!(target: "bitsight_users", "request", operation, attempts = Empty, status = Empty, code = Empty, recovered = Empty, duration_ms = Empty);
        in_span(span, request).await
    }

    async fn in_span<T: Success>(
        span: Span,
        call: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        if span.is_disabled() {
            return call.await;
        }
        let start = Instant::now();
        let outcome = call.instrument(span.clone()).await;
        match &outcome {
            Ok(success) => {
                let (attempts, status, recovered) = success.figures();
                span.record("attempts", attempts);
                span.record("status", status);
                span.record("recovered", recovered);
            }
            Err(error) => {
                span.record("attempts", error.attempts());
                record_status(&span, error.status());
                span.record("code", error.code().as_str());
            }
        }
        span.record("duration_ms", milliseconds(start.elapsed()));
        outcome
    }

    /// Runs an attempt in a span of its own. How it ended is an event in there.
    pub(crate) fn in_attempt<F: Future>(
        endpoint: &'static Endpoint,
        attempt: u32,
        sending: F,
    ) -> impl Future<Output = F::Output> {
        let Endpoint { method, path, .. } = *endpoint;
        sending.instrument(
            tracing::info_span!(target: "bitsight_users", "attempt", method, path, attempt),
        )
    }

    fn record_status(span: &Span, status: Option<u16>) {
        if let Some(status) = status {
            span.record("status", status);
        }
    }

    fn milliseconds(duration: std::time::Duration) -> u64 {
        u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
    }

    /// Whether a subscriber may listen to events.
    pub(crate) fn is_on() -> bool {
        tracing::enabled!(target: "bitsight_users", Level::WARN)
            || tracing::enabled!(target: "bitsight_users", Level::DEBUG)
    }

    /// Writes one event. Requests at debug level, failures and retries at warning level.
    pub(crate) fn event(event: &Event<'_>) {
        match *event {
            Event::Request {
                operation,
                method,
                path,
                attempt,
            } => {
                tracing::debug!(target: "bitsight_users", operation, method, path, attempt, "request");
            }
            Event::Response {
                operation,
                attempt,
                status,
                request_id,
                code,
                duration,
            } => {
                let duration_ms = milliseconds(duration);
                match code {
                    None => {
                        tracing::debug!(target: "bitsight_users", operation, attempt, status, request_id, duration_ms, "success");
                    }
                    Some(code) => {
                        let code = code.as_str();
                        tracing::warn!(target: "bitsight_users", operation, attempt, status, request_id, code, duration_ms, "failure");
                    }
                }
            }
            Event::Retry {
                operation,
                attempts,
                code,
                status,
                delay,
            } => {
                let (code, delay_ms) = (code.as_str(), milliseconds(delay));
                tracing::warn!(target: "bitsight_users", operation, attempts, code, status, delay_ms, "retry");
            }
            Event::LookUp { operation, code } => {
                tracing::warn!(target: "bitsight_users", operation, code = code.as_str(), "look-up");
            }
        }
    }
}

#[cfg(not(feature = "tracing"))]
mod off {
    use std::future::Future;

    use crate::{client::observer::Event, operation::Endpoint};

    pub(crate) fn is_on() -> bool {
        false
    }

    pub(crate) fn event(_: &Event<'_>) {}

    pub(crate) fn as_here<F: Future>(task: F) -> F {
        task
    }

    pub(crate) fn in_call<F: Future>(_: &'static str, call: F) -> impl Future<Output = F::Output> {
        call
    }

    pub(crate) fn in_request<F: Future>(
        _: &'static str,
        request: F,
    ) -> impl Future<Output = F::Output> {
        request
    }

    pub(crate) fn in_attempt<F: Future>(
        _: &'static Endpoint,
        _: u32,
        sending: F,
    ) -> impl Future<Output = F::Output> {
        sending
    }
}
