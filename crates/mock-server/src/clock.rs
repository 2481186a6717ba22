//! The server's clock: one that only moves when something happens, or the real one.

use std::time::{SystemTime, UNIX_EPOCH};

/// 2020-02-02T20:20:20Z, the time in the documented response of creating a user.
const START: i64 = 1_580_674_820;

/// Tells the time that goes into `joined_time` and `last_login_time`.
#[derive(Clone, Debug)]
pub(crate) enum Clock {
    /// Stands still, except for a second after each event, so that runs repeat exactly.
    Stepping { next: i64 },
    /// The real time.
    Real,
}

impl Default for Clock {
    fn default() -> Self {
        Self::Stepping { next: START }
    }
}

impl Clock {
    /// A stepping clock that begins at `time`, such as `2020-02-02T20:20:20Z`.
    pub(crate) fn at(time: &str) -> Option<Self> {
        parse(time).map(|next| Self::Stepping { next })
    }

    /// The time, without moving it on.
    pub(crate) fn now(&self) -> String {
        format(self.seconds())
    }

    /// The time of an event.
    pub(crate) fn tick(&mut self) -> String {
        let now = self.now();
        if let Self::Stepping { next } = self {
            *next = next.saturating_add(1);
        }
        now
    }

    /// The calendar month, such as `2020-02`.
    pub(crate) fn month(&self) -> String {
        let mut now = self.now();
        now.truncate("2020-02".len());
        now
    }

    fn seconds(&self) -> i64 {
        match self {
            Self::Stepping { next } => *next,
            Self::Real => SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .map_or(0, |elapsed| {
                    elapsed.as_secs().try_into().unwrap_or(i64::MAX)
                }),
        }
    }
}

const DAY: i64 = 86_400;

/// Seconds since 1970 as `YYYY-MM-DDTHH:MM:SSZ`.
fn format(seconds: i64) -> String {
    let (day, second) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    let (year, month, day) = civil(day);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// The inverse of [`format`], which it only accepts in that exact form.
fn parse(time: &str) -> Option<i64> {
    let number = |from, to| time.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    let seconds = days(year, month, day) * DAY + hour * 3600 + minute * 60 + second;
    // Whatever isn't a time in that form is written back differently.
    (format(seconds) == time).then_some(seconds)
}

/// Days since 1970 to year, month, day. Years are counted from March, so that the leap day comes
/// last, and in cycles of 400 years (146 097 days), which all have the same lengths.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468; // from 0000-03-01
    let (cycle, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (cycle * 400 + year + i64::from(month <= 2), month, day)
}

/// Year, month, day to days since 1970.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (cycle, year) = (year.div_euclid(400), year.rem_euclid(400));
    let month = (month + 9) % 12;
    let day = (153 * month + 2) / 5 + day - 1;
    cycle * 146_097 + year * 365 + year / 4 - year / 100 + day - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_formatted_and_parsed() {
        for (seconds, time) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (START, "2020-02-02T20:20:20Z"),
            (4_107_542_399, "2100-02-28T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
        ] {
            assert_eq!(format(seconds), time);
            assert_eq!(parse(time), Some(seconds));
        }
        for bad in [
            "",
            "2020-02-30T00:00:00Z",
            "2020-02-02 20:20:20",
            "😀😀😀😀😀😀",
        ] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_stepping_clock_moves_a_second_per_event() {
        let mut clock = Clock::default();
        assert_eq!(clock.tick(), "2020-02-02T20:20:20Z");
        assert_eq!(clock.tick(), "2020-02-02T20:20:21Z");
        assert_eq!(clock.month(), "2020-02");
    }
}
