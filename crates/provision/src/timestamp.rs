//! Moments in UTC.
//!
//! A few lines instead of a library for dates: the module that pages download would be a third larger with one, and
//! nothing here needs time zones or calendars.

use crate::prelude::*;

use core::{fmt, str::FromStr};

use serde_json::Value;

use crate::json::{FromValue, ToValue, serialize};

/// A moment in UTC, to the microsecond. The service sends no finer ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    /// Since the beginning of 1970.
    microseconds: i64,
}

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;

impl Timestamp {
    /// The beginning of 1970.
    pub const UNIX_EPOCH: Self = Self { microseconds: 0 };
    /// The first moment that can be written: the beginning of the year 0.
    pub const MIN: Self = Self {
        microseconds: days_of(0, 1, 1) * DAY,
    };
    /// The last moment that can be written: the end of the year 9999.
    pub const MAX: Self = Self {
        microseconds: days_of(10_000, 1, 1) * DAY - 1,
    };

    /// The current time of the computer's clock.
    #[cfg(feature = "std")]
    pub fn now() -> Self {
        std::time::SystemTime::now().into()
    }

    /// So many milliseconds after the beginning of 1970; the nearest moment that can be written.
    pub fn from_millisecond(milliseconds: i64) -> Self {
        Self::clamped(milliseconds.saturating_mul(1000))
    }

    /// So many seconds later, or earlier if negative; the nearest moment that can be written.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self::clamped(
            self.microseconds
                .saturating_add(seconds.saturating_mul(SECOND)),
        )
    }

    /// Whole seconds since the beginning of 1970.
    pub fn as_second(self) -> i64 {
        self.microseconds.div_euclid(SECOND)
    }

    /// Whole milliseconds since the beginning of 1970.
    pub fn as_millisecond(self) -> i64 {
        self.microseconds.div_euclid(1000)
    }

    /// Year, month and day.
    pub(crate) fn date(self) -> (i64, i64, i64) {
        date_of(self.microseconds.div_euclid(DAY))
    }

    /// The first moment of a month; months beyond December belong to the next year.
    pub(crate) fn of_month(year: i64, month: i64) -> Self {
        let (year, month) = (year + (month - 1) / 12, (month - 1) % 12 + 1);
        Self::clamped(days_of(year, month, 1).saturating_mul(DAY))
    }

    fn clamped(microseconds: i64) -> Self {
        Self {
            microseconds: microseconds.clamp(Self::MIN.microseconds, Self::MAX.microseconds),
        }
    }
}

/// Days from the beginning of 1970 to a date of the Gregorian calendar.
const fn days_of(year: i64, month: i64, day: i64) -> i64 {
    // Years that begin in March have their leap day at the end.
    let year = year - (month <= 2) as i64;
    let days_before_month = (153 * ((month + 9) % 12) + 2) / 5;
    365 * year + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + days_before_month
        + day
        - 719_469
}

/// The date that so many days after the beginning of 1970 have led to.
fn date_of(days: i64) -> (i64, i64, i64) {
    // 400 years have 146 097 days. The estimate is right or one too high.
    let mut year = days.saturating_mul(400).div_euclid(146_097) + 1971;
    while days_of(year, 1, 1) > days {
        year -= 1;
    }
    let mut month = 12;
    while days_of(year, month, 1) > days {
        month -= 1;
    }
    (year, month, days - days_of(year, month, 1) + 1)
}

#[cfg(feature = "std")]
impl From<std::time::SystemTime> for Timestamp {
    fn from(time: std::time::SystemTime) -> Self {
        let microseconds = match time.duration_since(std::time::SystemTime::UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_micros()).unwrap_or(i64::MAX),
            Err(before) => {
                i64::try_from(before.duration().as_micros()).map_or(i64::MIN, |count| -count)
            }
        };
        Self::clamped(microseconds)
    }
}

impl fmt::Display for Timestamp {
    /// As RFC 3339 writes it, with as many digits of the second as are needed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        let of_day = self.microseconds.rem_euclid(DAY);
        let seconds = of_day / SECOND;
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
        )?;
        let fraction = of_day % SECOND;
        if fraction > 0 {
            let digits = format!("{fraction:06}");
            write!(f, ".{}", digits.trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

/// A text that is no moment in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimestampError;

impl fmt::Display for TimestampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("is no time such as 2026-11-30T08:00:00Z")
    }
}

impl core::error::Error for TimestampError {}

impl FromStr for Timestamp {
    type Err = TimestampError;

    /// Reads RFC 3339, and the same without `T` and zone, which the service also sends and which is UTC.
    fn from_str(text: &str) -> Result<Self, TimestampError> {
        parse(text.as_bytes()).ok_or(TimestampError)
    }
}

fn parse(text: &[u8]) -> Option<Timestamp> {
    let (head, mut rest) = text.split_at_checked(19)?;
    let [
        a,
        b,
        c,
        d,
        b'-',
        e,
        g,
        b'-',
        h,
        i,
        b'T' | b't' | b' ',
        j,
        k,
        b':',
        l,
        m,
        b':',
        n,
        o,
    ] = head
    else {
        return None;
    };
    let (year, month, day) = (
        number(&[*a, *b, *c, *d])?,
        number(&[*e, *g])?,
        number(&[*h, *i])?,
    );
    let (hour, minute, second) = (number(&[*j, *k])?, number(&[*l, *m])?, number(&[*n, *o])?);
    let next_month = (year + month / 12, month % 12 + 1);
    // A leap second counts as the first second of the next minute.
    let exists = (1..=12).contains(&month)
        && day >= 1
        && days_of(year, month, day) < days_of(next_month.0, next_month.1, 1)
        && hour < 24
        && minute < 60
        && second <= 60;
    if !exists {
        return None;
    }
    let mut microseconds = 0;
    if let [b'.', digits @ ..] = rest {
        let count = digits
            .iter()
            .take_while(|digit| digit.is_ascii_digit())
            .count();
        let (fraction, zone) = digits.split_at_checked(count)?;
        let kept = fraction
            .get(..count.min(6))
            .filter(|kept| !kept.is_empty())?;
        let scale = 10_i64.pow(6 - u32::try_from(kept.len()).ok()?);
        (microseconds, rest) = (number(kept)? * scale, zone);
    }
    let offset = match rest {
        [] | [b'Z' | b'z'] => 0,
        [sign @ (b'+' | b'-'), a, b, b':', c, d] => {
            let (hours, minutes) = (number(&[*a, *b])?, number(&[*c, *d])?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let offset = hours * 3600 + minutes * 60;
            if *sign == b'-' { -offset } else { offset }
        }
        _ => return None,
    };
    let seconds = days_of(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset;
    let time = seconds * SECOND + microseconds;
    let range = Timestamp::MIN.microseconds..=Timestamp::MAX.microseconds;
    range
        .contains(&time)
        .then_some(Timestamp { microseconds: time })
}

/// A few digits as a number.
fn number(digits: &[u8]) -> Option<i64> {
    let mut number = 0;
    for digit in digits {
        number = number * 10 + i64::from(digit.checked_sub(b'0').filter(|digit| *digit < 10)?);
    }
    Some(number)
}

impl ToValue for Timestamp {
    fn to_value(&self) -> Value {
        Value::String(self.to_string())
    }
}

serialize!(Timestamp);

impl FromValue for Timestamp {
    fn from_value(value: &Value) -> Result<Self, String> {
        let time = value.as_str().and_then(|text| text.parse().ok());
        time.ok_or_else(|| TimestampError.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_ten_thousand_years_is_read_as_it_was_written() {
        let mut at = Timestamp::MIN;
        let mut days = 0;
        while at < Timestamp::MAX.plus_seconds(-86_400) {
            assert_eq!(at.to_string().parse(), Ok(at), "{at}");
            assert_eq!(at.microseconds, (days_of(0, 1, 1) + days) * DAY);
            at = at.plus_seconds(86_400);
            days += 1;
        }
        assert_eq!(days, 3_652_425 - 1, "400 years have 146 097 days");
    }

    #[test]
    fn known_moments() {
        for (text, seconds) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2024-02-29T23:59:59Z", 1_709_251_199),
            ("2024-04-01T12:34:56+02:30", 1_711_965_896),
            ("1969-12-31T23:59:59Z", -1),
            ("2000-03-01t00:00:00z", 951_868_800),
        ] {
            let read: Timestamp = text.parse().unwrap();
            assert_eq!(read.as_second(), seconds, "{text}");
        }
        let fraction: Timestamp = "2020-05-18T17:57:54.4008031Z".parse().unwrap();
        assert_eq!(fraction.to_string(), "2020-05-18T17:57:54.400803Z");
        let fraction: Timestamp = "2020-05-18T17:57:54.5Z".parse().unwrap();
        assert_eq!(fraction.to_string(), "2020-05-18T17:57:54.5Z");
    }

    #[test]
    fn texts_that_are_no_times() {
        for text in [
            "",
            "2026-11-30",
            "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z",
            "2026-01-00T00:00:00Z",
            "2026-01-01T24:00:00Z",
            "2026-01-01T00:60:00Z",
            "2026-01-01T00:00:00.Z",
            "2026-01-01T00:00:00+24:00",
            "2026-01-01T00:00:00Zx",
            "+026-01-01T00:00:00Z",
            "2026-01-01T00:00:0é",
        ] {
            assert_eq!(text.parse::<Timestamp>(), Err(TimestampError), "{text}");
        }
    }

    #[test]
    fn times_out_of_range_become_the_nearest_one() {
        assert_eq!(Timestamp::from_millisecond(i64::MAX), Timestamp::MAX);
        assert_eq!(Timestamp::MIN.plus_seconds(i64::MIN), Timestamp::MIN);
        assert_eq!(Timestamp::MAX.to_string(), "9999-12-31T23:59:59.999999Z");
        assert_eq!(
            "0000-01-01T00:00:00+01:00".parse::<Timestamp>(),
            Err(TimestampError)
        );
    }
}
