//! Events for `tracing`, of what a client does.

use crate::Event;

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
            let duration_ms = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
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
            let (code, delay_ms) = (
                code.as_str(),
                u64::try_from(delay.as_millis()).unwrap_or(u64::MAX),
            );
            tracing::warn!(target: "bitsight_users", operation, attempts, code, status, delay_ms, "retry");
        }
        Event::LookUp { operation, code } => {
            tracing::warn!(target: "bitsight_users", operation, code = code.as_str(), "look-up");
        }
    }
}
