//! Times as the service sends them, parsed on demand.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A time as the service sent it.
///
/// Its documentation states the form `YYYY-MM-DDTHH:MM:SSZ`; fractions of a second, and a form
/// without `T` and zone, occur as well. Any text can be read, so that an odd time never makes a
/// user unreadable. [`parse`](Self::parse) reports a text that is no time.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(String);

impl Timestamp {
    /// The text, as sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The point in time. A text without a zone is read as UTC: the documentation states all times in
    /// UTC.
    ///
    /// # Errors
    /// When the text is no date and time.
    pub fn parse(&self) -> Result<jiff::Timestamp, TimestampError> {
        let zoned = self.0.parse::<jiff::Timestamp>();
        zoned
            .or_else(|error| {
                let local = self.0.parse::<jiff::civil::DateTime>().map_err(|_| error)?;
                local
                    .to_zoned(jiff::tz::TimeZone::UTC)
                    .map(|zoned| zoned.timestamp())
            })
            .map_err(|source| TimestampError {
                text: self.0.clone(),
                source,
            })
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<String> for Timestamp {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Timestamp {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// A text that is no date and time.
#[derive(Clone, Debug)]
pub struct TimestampError {
    text: String,
    source: jiff::Error,
}

impl fmt::Display for TimestampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no date and time", self.text)
    }
}

impl std::error::Error for TimestampError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_that_occur_parse_and_others_are_kept() {
        for (text, parsed) in [
            ("2020-02-02T20:20:20Z", Some("2020-02-02T20:20:20Z")),
            (
                "2020-05-18T17:57:54.400803Z",
                Some("2020-05-18T17:57:54.400803Z"),
            ),
            ("2024-04-01 12:34:56", Some("2024-04-01T12:34:56Z")),
            ("2024-04-01T12:34:56+02:00", Some("2024-04-01T10:34:56Z")),
            ("yesterday", None),
            ("", None),
        ] {
            let time: Timestamp = text.into();
            assert_eq!(
                time.parse().ok().map(|time| time.to_string()).as_deref(),
                parsed,
                "{text}"
            );
            assert_eq!(time.as_str(), text);
        }
    }
}
