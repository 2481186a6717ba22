//! The header `Retry-After`.

use std::time::Duration;

use reqwest::header::{HeaderMap, RETRY_AFTER};

use crate::platform::{now_unix, parse_date};

/// Longer waits are shortened to 100 years, which can be added to any time without overflow.
const LONGEST: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// How long the service asks to wait, in seconds or until a date.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number that doesn't fit is larger than the longest wait.
        let seconds = text.parse().unwrap_or(LONGEST.as_secs());
        return Some(Duration::from_secs(seconds).min(LONGEST));
    }
    let date = parse_date(text)?;
    Some(date.saturating_sub(now_unix()).min(LONGEST))
}

#[cfg(test)]
mod tests {
    use reqwest::header::HeaderValue;

    use super::*;

    #[test]
    fn it_is_seconds_or_a_date() {
        let read = |value| {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, HeaderValue::from_static(value));
            retry_after(&headers)
        };
        assert_eq!(read("7"), Some(Duration::from_secs(7)));
        assert_eq!(read("86400"), Some(Duration::from_secs(86400)));
        assert_eq!(read("99999999999999999999999"), Some(LONGEST));
        assert_eq!(read("18446744073709551615"), Some(LONGEST));
        for text in ["soon", "", "-1"] {
            assert_eq!(read(text), None, "{text}");
        }
        let past = read("Wed, 21 Oct 2015 07:28:00 GMT");
        assert_eq!(past, Some(Duration::ZERO));
        let future = read("Fri, 21 Oct 2095 07:28:00 GMT");
        assert!(future.is_some_and(|wait| wait > Duration::from_secs(1_000_000)));
    }
}
