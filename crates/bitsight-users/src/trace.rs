//! Spans and events for `tracing`, of what a client does: nothing of a user, no token, and paths
//! with their parameters in braces.

#[cfg(not(all(feature = "tracing", not(target_arch = "wasm32"))))]
pub(crate) use off::{event, in_attempt, in_call, is_on};
#[cfg(all(feature = "tracing", not(target_arch = "wasm32")))]
pub(crate) use on::{event, in_attempt, in_call, is_on};

#[cfg(all(feature = "tracing", not(target_arch = "wasm32")))]
mod on {
    use std::future::Future;

    use tracing::{Instrument, Level, Span, field::Empty};

    use crate::{Error, Event, Response, clock::Instant, operation::Operation};

    /// Runs a call, or a request that is a part of one, in a span that tells how it ended.
    pub(crate) async fn in_call<T>(
        operation: &'static str,
        is_part: bool,
        call: impl Future<Output = Result<Response<T>, Error>>,
    ) -> Result<Response<T>, Error> {
        let span = if is_part {
            tracing::info_span!(target: "bitsight_users", "request", operation, attempts = Empty, status = Empty, code = Empty, recovered = Empty, duration_ms = Empty)
        } else {
            tracing::info_span!(target: "bitsight_users", "call", operation, attempts = Empty, status = Empty, code = Empty, recovered = Empty, duration_ms = Empty)
        };
        if span.is_disabled() {
            return call.await;
        }
        let start = Instant::now();
        let outcome = call.instrument(span.clone()).await;
        match &outcome {
            Ok(response) => {
                span.record("attempts", response.attempts);
                span.record("status", response.status.as_u16());
                span.record("recovered", response.recovered);
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
        operation: &'static Operation,
        attempt: u32,
        sending: F,
    ) -> impl Future<Output = F::Output> {
        let Operation { method, path, .. } = *operation;
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

    /// Whether anybody may listen to events.
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

#[cfg(not(all(feature = "tracing", not(target_arch = "wasm32"))))]
mod off {
    use std::future::Future;

    use crate::{Event, operation::Operation};

    pub(crate) fn is_on() -> bool {
        false
    }

    pub(crate) fn event(_: &Event<'_>) {}

    pub(crate) fn in_call<F: Future>(
        _: &'static str,
        _: bool,
        call: F,
    ) -> impl Future<Output = F::Output> {
        call
    }

    pub(crate) fn in_attempt<F: Future>(
        _: &'static Operation,
        _: u32,
        sending: F,
    ) -> impl Future<Output = F::Output> {
        sending
    }
}
