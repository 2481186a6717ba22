//! One 429 with any `Retry-After`: the caller learns what was asked for, and others wait no longer than
//! is sensible.

use std::time::Duration;

use bitsight_users::Code;
use bitsight_users_mock::{Fault, Seed};
use tokio::time::Instant;

use crate::strangers_support::{Stranger, stranger_with};

/// The longest pause that other callers of a client share.
const LONGEST_SHARED: Duration = Duration::from_secs(3600);

/// The longest that a caller here would wait.
const DAY: Duration = Duration::from_secs(24 * 3600);

const YEAR: Duration = Duration::from_secs(365 * 24 * 3600);

async fn service() -> Stranger {
    stranger_with(Seed::empty(), |_| {}, |builder| builder.total_timeout(DAY)).await
}

#[tokio::test(start_paused = true)]
async fn a_429_for_ever_does_not_close_the_client() {
    for retry_after in [
        "1000000000000",
        "99999999999999999999999",
        "Fri, 21 Oct 2095 07:28:00 GMT",
    ] {
        let service = service().await;
        let fault = Fault::rate_limited(Some(retry_after));
        service.mock.inject(fault.on("get_user_quota"));
        let start = Instant::now();
        let error = service.client.get_user_quota().await.unwrap_err();
        assert_eq!(error.code(), Code::RateLimited, "{retry_after}: {error}");
        let asked = error.retry_after().expect("what the service asked for");
        assert!(asked > 50 * YEAR, "{asked:?}");
        assert!(
            start.elapsed() < Duration::from_secs(1),
            "not waited for: {:?}",
            start.elapsed()
        );
        let message = error.to_string();
        assert!(
            message.to_lowercase().contains("wait") || message.contains("Retry-After"),
            "{message}"
        );

        // Others wait, but not for ever.
        service.client.list_access_groups().await.unwrap();
        let waited = start.elapsed();
        assert!(
            waited <= LONGEST_SHARED + Duration::from_secs(60),
            "{waited:?}"
        );
        assert!(
            waited >= Duration::from_secs(60),
            "the documented minute at least: {waited:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_sensible_pause_is_shared_in_full() {
    for seconds in [1, 90, 1800] {
        let service = service().await;
        let fault = Fault::rate_limited(Some(&seconds.to_string()));
        service.mock.inject(fault.on("get_user_quota"));
        let start = Instant::now();
        service.client.get_user_quota().await.unwrap();
        let asked = Duration::from_secs(seconds);
        assert!(start.elapsed() >= asked, "{:?}", start.elapsed());
        assert!(
            start.elapsed() < asked + Duration::from_secs(5),
            "{:?}",
            start.elapsed()
        );
    }
}
