//! Whether a failed request is sent again, and when.

use std::time::Duration;

use crate::{
    error::{Code, Effect, Error},
    operation::{Operation, Retry},
    platform::random,
};

/// The first wait after a failure is up to this long, each further one up to twice the one before.
const FIRST_WAIT: Duration = Duration::from_millis(500);
/// The client's own waits are no longer than this; those that the service asks for can be.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// How long Bitsight's documentation says to wait after a 429.
const DOCUMENTED_WAIT: Duration = Duration::from_secs(60);
/// The longest pause that a service can impose on all calls of a client: sixty times the documented
/// wait. One response with an absurd `Retry-After` must not close a client for ever.
pub(crate) const LONGEST_PAUSE: Duration = Duration::from_secs(60 * 60);

/// Whether a failure of an operation may be followed by another attempt.
pub(crate) fn may_repeat(retry: Retry, error: &Error) -> bool {
    match error.code() {
        // Refused: nothing was done, by any operation.
        Code::RateLimited => true,
        Code::Connection | Code::Timeout => retry.is_repeatable() || error.effect() == Effect::None,
        Code::Server => {
            retry.is_repeatable() && matches!(error.status(), Some(502 | 503 | 504 | 524))
        }
        _ => false,
    }
}

/// Whether a failure of a repeat shows that the operation took effect: a user who is to be deleted and
/// is not found. The attempt before may have deleted it; if another program did, the result is the same.
pub(crate) fn shows_effect(operation: &Operation, error: &Error) -> bool {
    operation.endpoint.method == "DELETE" && error.code() == Code::NotFound
}

/// Whether the failure of a read may pass.
pub(crate) fn is_passing(error: &Error) -> bool {
    matches!(
        error.code(),
        Code::Connection | Code::Timeout | Code::Server | Code::RateLimited | Code::Decode
    )
}

/// Whether a create may be sent again after this failure, once its user is known to be absent.
/// If the service reported a success and only its body is missing, the user may be one that lists don't show.
pub(crate) fn may_create_again(error: &Error) -> bool {
    let is_success = error.status().is_some_and(|status| status < 300);
    let is_passing = matches!(
        error.code(),
        Code::Connection | Code::Timeout | Code::Server
    );
    is_passing && !is_success
}

/// How long to wait before the next attempt, after so many attempts that failed in the same way:
/// refused for their rate, or otherwise.
pub(crate) fn wait(error: &Error, attempts: u32) -> Duration {
    if let Some(asked) = error.retry_after() {
        return asked;
    }
    let exponent = attempts.saturating_sub(1).min(16);
    if error.code() == Code::RateLimited {
        // At least the documented minute, and more if that was not enough. The random part keeps
        // callers apart that wait for the same.
        let minutes = DOCUMENTED_WAIT
            .saturating_mul(1 << exponent)
            .min(LONGEST_PAUSE);
        return minutes + random_part(FIRST_WAIT);
    }
    // Full jitter: anything up to the bound, so that callers who failed together don't return together.
    let bound = FIRST_WAIT.saturating_mul(1 << exponent);
    random_part(bound.min(LONGEST_WAIT))
}

/// A random time up to but not including `bound`, which is so short that its nanoseconds are exact as a number with a
/// fraction. `Duration::mul_f64` would bring an error for all other numbers into the WebAssembly module.
fn random_part(bound: Duration) -> Duration {
    Duration::from_nanos((bound.as_secs_f64() * 1e9 * random()) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_a_429_waits_its_minute() {
        let failed = Error::new(Code::Server, "");
        for attempts in 1..40 {
            assert!(wait(&failed, attempts) <= LONGEST_WAIT);
        }
        assert!(wait(&failed, 1) <= FIRST_WAIT);
        let limited = Error::new(Code::RateLimited, "");
        assert!(wait(&limited, 1) >= DOCUMENTED_WAIT);
        assert!(wait(&limited, 2) >= DOCUMENTED_WAIT * 2);
        let mut asked = Error::new(Code::RateLimited, "");
        asked.inner_mut().retry_after = Some(Duration::from_secs(3600));
        assert_eq!(wait(&asked, 1), Duration::from_secs(3600));
    }

    #[test]
    fn only_what_is_harmless_is_repeated() {
        let lost = |effect| Error::new(Code::Connection, "").with_effect(effect);
        assert!(may_repeat(Retry::Safe, &lost(Effect::Possible)));
        assert!(may_repeat(Retry::Idempotent, &lost(Effect::Possible)));
        for retry in [Retry::Once, Retry::Lookup] {
            assert!(!may_repeat(retry, &lost(Effect::Possible)));
            assert!(may_repeat(retry, &lost(Effect::None)));
            assert!(may_repeat(retry, &Error::new(Code::RateLimited, "")));
        }
        assert!(!may_repeat(Retry::Safe, &Error::new(Code::Validation, "")));
        assert!(
            !may_repeat(Retry::Safe, &Error::new(Code::Server, "")),
            "a plain 500 is no passing failure"
        );
    }
}
