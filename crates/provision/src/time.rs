//! Time, which the host measures: the logic never reads a clock.

use crate::prelude::*;

use core::time::Duration;

use serde_json::Value;

use crate::{Timestamp, json::ToValue};

/// The time at one moment, on both of the host's clocks.
///
/// The wall clock can jump, so it decides only what is stated in dates: when a plan expires, which
/// month a creation belongs to. Every wait is measured on the monotonic clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// The date and time, in UTC.
    pub wall: Timestamp,
    /// Time since some fixed moment, such as the start of the program. Never goes back.
    pub monotonic: Duration,
}

/// A duration as whole milliseconds in JSON.
pub(crate) fn milliseconds(duration: Option<Duration>) -> Value {
    let milliseconds =
        duration.map(|duration| u64::try_from(duration.as_millis()).unwrap_or(u64::MAX));
    milliseconds.to_value()
}

/// The first moment of the month that follows `time`, in UTC.
pub(crate) fn next_month(time: Timestamp) -> Timestamp {
    let (year, month, _) = time.date();
    Timestamp::of_month(year, month + 1)
}

/// The day of `time`, in UTC, as `2026-11-30`.
pub(crate) fn date(time: Timestamp) -> String {
    let (year, month, day) = time.date();
    format!("{year:04}-{month:02}-{day:02}")
}

/// Whether both times are in the same month of the same year, in UTC.
pub(crate) fn same_month(one: Timestamp, other: Timestamp) -> bool {
    let month = |time: Timestamp| {
        let (year, month, _) = time.date();
        (year, month)
    };
    month(one) == month(other)
}

/// Whole days from `earlier` to `later`; negative if the order is the other way round.
pub(crate) fn days_between(earlier: Timestamp, later: Timestamp) -> i64 {
    (later.as_second() - earlier.as_second()).div_euclid(86_400)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_end_in_utc() {
        let december: Timestamp = "2026-12-31T23:59:59Z".parse().unwrap();
        assert_eq!(next_month(december).to_string(), "2027-01-01T00:00:00Z");
        assert!(!same_month(december, next_month(december)));
    }
}
