//! Time, which the host measures: the logic never reads a clock.

use std::time::Duration;

use jiff::{Timestamp, civil, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// The time at one moment, on both of the host's clocks.
///
/// The wall clock can jump, so it decides only what is stated in dates: when a plan expires, which
/// month a creation belongs to. Every wait is measured on the monotonic clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Now {
    /// The date and time, in UTC.
    pub wall: Timestamp,
    /// Time since some fixed moment, such as the start of the program. Never goes back.
    #[serde(with = "milliseconds", rename = "monotonic_ms")]
    pub monotonic: Duration,
}

/// Durations as whole milliseconds in JSON.
pub(crate) mod milliseconds {
    use std::time::Duration;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(crate) fn serialize<S: Serializer>(
        duration: &Duration,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let milliseconds = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
        milliseconds.serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Duration, D::Error> {
        u64::deserialize(deserializer).map(Duration::from_millis)
    }

    /// The same for durations that may be absent.
    pub(crate) mod optional {
        use std::time::Duration;

        use serde::{Deserialize, Deserializer, Serialize, Serializer};

        pub(crate) fn serialize<S: Serializer>(
            duration: &Option<Duration>,
            serializer: S,
        ) -> Result<S::Ok, S::Error> {
            let milliseconds =
                duration.map(|duration| u64::try_from(duration.as_millis()).unwrap_or(u64::MAX));
            milliseconds.serialize(serializer)
        }

        pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
            deserializer: D,
        ) -> Result<Option<Duration>, D::Error> {
            Ok(Option::<u64>::deserialize(deserializer)?.map(Duration::from_millis))
        }
    }
}

/// A time as the service writes it: RFC 3339, or the same without `T` and zone, which is UTC.
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    text.parse().ok().or_else(|| {
        let local: civil::DateTime = text.parse().ok()?;
        TimeZone::UTC.to_timestamp(local).ok()
    })
}

/// The first moment of the month that follows `time`, in UTC.
pub(crate) fn next_month(time: Timestamp) -> Timestamp {
    let date = TimeZone::UTC.to_datetime(time).date();
    date.last_of_month()
        .tomorrow()
        .and_then(|first| TimeZone::UTC.to_timestamp(first.at(0, 0, 0, 0)))
        .unwrap_or(Timestamp::MAX)
}

/// The day of `time`, in UTC.
pub(crate) fn date(time: Timestamp) -> civil::Date {
    TimeZone::UTC.to_datetime(time).date()
}

/// Whether both times are in the same month of the same year, in UTC.
pub(crate) fn same_month(one: Timestamp, other: Timestamp) -> bool {
    let month = |time| TimeZone::UTC.to_datetime(time).date().first_of_month();
    month(one) == month(other)
}

/// `time` so many seconds later, or as late as a time can be.
pub(crate) fn after(time: Timestamp, seconds: i64) -> Timestamp {
    time.checked_add(jiff::SignedDuration::from_secs(seconds))
        .unwrap_or(Timestamp::MAX)
}

/// Whole days from `earlier` to `later`; negative if the order is the other way round.
pub(crate) fn days_between(earlier: Timestamp, later: Timestamp) -> i64 {
    (later.as_second() - earlier.as_second()).div_euclid(86_400)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_that_the_service_uses_are_read() {
        for text in [
            "2024-04-01T12:34:56Z",
            "2024-04-01T12:34:56.400803Z",
            "2024-04-01 12:34:56",
        ] {
            assert_eq!(
                parse(text).map(|time| time.as_second()),
                Some(1_711_974_896),
                "{text}"
            );
        }
        assert_eq!(parse("yesterday"), None);
    }

    #[test]
    fn months_end_in_utc() {
        let december: Timestamp = "2026-12-31T23:59:59Z".parse().unwrap();
        assert_eq!(next_month(december).to_string(), "2027-01-01T00:00:00Z");
        assert!(!same_month(december, next_month(december)));
    }
}
