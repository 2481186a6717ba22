//! Whether a failed request is sent again, and when.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use reqwest::header::{HeaderMap, RETRY_AFTER};

use crate::{
    Code, Effect, Error, clock,
    operation::{Operation, Retry},
};

/// The first wait after a failure is up to this long, each further one up to twice the one before.
const FIRST_WAIT: Duration = Duration::from_millis(500);
/// No wait of ours is longer; one that the service asks for may be.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// How long Bitsight's documentation says to wait after a 429.
const DOCUMENTED_WAIT: Duration = Duration::from_secs(60);

/// For ever, for the purposes of a program, and short enough to be added to any time without
/// overflow: 100 years.
const LONGEST_ASKED: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// Whether a failure of such an operation may be followed by another attempt.
pub(crate) fn may_repeat(retry: Retry, error: &Error) -> bool {
    match error.code() {
        // Refused: nothing was done, whatever the operation.
        Code::RateLimited => true,
        Code::Connection | Code::Timeout => retry.is_repeatable() || error.effect() == Effect::None,
        Code::Server => {
            retry.is_repeatable() && matches!(error.status(), Some(502 | 503 | 504 | 524))
        }
        _ => false,
    }
}

/// Whether a failure of a repeat shows that what was asked for is done: a user who is to be deleted
/// and is not there. The attempt before may have done it; that it was somebody else can't be told,
/// and makes no difference.
pub(crate) fn shows_effect(operation: &Operation, error: &Error) -> bool {
    operation.method == "DELETE" && error.code() == Code::NotFound
}

/// Whether a creation whose outcome is unknown, and whose user was not found, is made again.
pub(crate) fn may_create_again(error: &Error) -> bool {
    matches!(
        error.code(),
        Code::Connection | Code::Timeout | Code::Server
    )
}

/// How long to wait before the next attempt, after so many attempts that ended in the same way:
/// refused for their rate, or failed.
pub(crate) fn wait(error: &Error, attempts: u32) -> Duration {
    if let Some(asked) = error.retry_after() {
        return asked;
    }
    let exponent = attempts.saturating_sub(1).min(16);
    if error.code() == Code::RateLimited {
        // The documented minute at least, more if that was not enough; a little apart from others
        // that wait for the same.
        let minutes = DOCUMENTED_WAIT.saturating_mul(1 << exponent);
        return minutes + FIRST_WAIT.mul_f64(clock::random());
    }
    // Full jitter: anything up to the bound, so that callers who failed together don't return together.
    FIRST_WAIT
        .saturating_mul(1 << exponent)
        .min(LONGEST_WAIT)
        .mul_f64(clock::random())
}

/// `Retry-After`, in seconds or as a date.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // However long it is, it is kept: more digits than fit are as good as for ever.
        let seconds = text.parse().unwrap_or(LONGEST_ASKED.as_secs());
        return Some(Duration::from_secs(seconds).min(LONGEST_ASKED));
    }
    let date = clock::parse_date(text)?;
    Some(date.saturating_sub(clock::now_unix()).min(LONGEST_ASKED))
}

/// What a client may spend on retries, so that a service that fails every call is not sent each
/// of them three times over. Retries after a 429 are free: the pause is their bound.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

/// Ten retries in a row, without a success between them.
const FULL: u32 = 100;
const COST: u32 = 10;
/// Ten successes pay for one retry, so that in the long run at most a tenth of requests are retries.
const REFUND: u32 = 1;

impl Budget {
    pub fn new() -> Self {
        Self(AtomicU32::new(FULL))
    }

    /// Takes a retry out; false if there is none left.
    pub fn spend(&self) -> bool {
        let spend = |left: u32| left.checked_sub(COST);
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, spend)
            .is_ok()
    }

    /// A success pays in.
    pub fn refund(&self) {
        let refund = |left: u32| (left < FULL).then_some(left + REFUND);
        let _ = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, refund);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(value: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(
            RETRY_AFTER,
            reqwest::header::HeaderValue::from_static(value),
        );
        headers
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        assert_eq!(retry_after(&headers("7")), Some(Duration::from_secs(7)));
        assert_eq!(
            retry_after(&headers("86400")),
            Some(Duration::from_secs(86400))
        );
        let forever = retry_after(&headers("99999999999999999999999"));
        assert_eq!(forever, Some(LONGEST_ASKED));
        assert_eq!(retry_after(&headers("18446744073709551615")), forever);
        assert_eq!(retry_after(&headers("soon")), None);
        assert_eq!(retry_after(&headers("")), None);
        assert_eq!(retry_after(&headers("-1")), None);
        let past = retry_after(&headers("Wed, 21 Oct 2015 07:28:00 GMT"));
        assert_eq!(past, Some(Duration::ZERO));
        let future = retry_after(&headers("Fri, 21 Oct 2095 07:28:00 GMT"));
        assert!(future.is_some_and(|wait| wait > Duration::from_secs(1_000_000)));
    }

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

    #[test]
    fn the_budget_runs_out_and_fills_up() {
        let budget = Budget::new();
        assert_eq!((0..20).filter(|_| budget.spend()).count(), 10);
        for _ in 0..10 {
            budget.refund();
        }
        assert!(budget.spend());
        assert!(!budget.spend());
    }
}
