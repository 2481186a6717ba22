//! The formats that strings of a request can have.

/// A format of strings.
#[derive(Clone, Copy, Debug)]
pub enum Format {
    /// Something before an `@`, something after it, no white space. The service decides the rest:
    /// stricter rules refuse addresses that exist.
    Email,
    /// The name of an attribute, dots allowed, optionally with `-` in front.
    SortKey,
    /// A UUID in its usual form.
    Uuid,
    /// A date and time of RFC 3339.
    DateTime,
}

impl Format {
    /// Why a string is not of the format, if it isn't.
    pub(super) fn problem(self, string: &str) -> Option<&'static str> {
        let (is_right, wanted) = match self {
            Self::Email if string.trim().len() < string.len() => {
                (false, "must not have white space before or after it")
            }
            Self::Email => (
                is_email(string),
                "must be an email address, with something before and after an `@`",
            ),
            Self::SortKey => (
                is_sort_key(string),
                "must be an attribute such as `email`, or `-email` for the reverse order",
            ),
            Self::Uuid => (is_uuid(string), "must be a UUID"),
            Self::DateTime => (
                is_date_time(string),
                "must be a date and time such as `2020-02-02T20:20:20Z`",
            ),
        };
        (!is_right).then_some(wanted)
    }
}

fn is_email(string: &str) -> bool {
    string.rsplit_once('@').is_some_and(|(local, domain)| {
        !local.is_empty() && !domain.is_empty() && !string.contains(char::is_whitespace)
    })
}

fn is_sort_key(string: &str) -> bool {
    let key = string.strip_prefix('-').unwrap_or(string);
    key.split('.').all(|part| {
        part.starts_with(|first: char| first.is_ascii_lowercase())
            && part
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
    })
}

fn is_uuid(string: &str) -> bool {
    let is_hexadecimal = |part: &str| part.bytes().all(|byte| byte.is_ascii_hexdigit());
    string.split('-').map(str::len).eq([8, 4, 4, 4, 12]) && string.split('-').all(is_hexadecimal)
}

/// Not by jiff, whose parser would be most of what the wasm module has for times.
fn is_date_time(string: &str) -> bool {
    let Some((date, time)) = string.split_once(['T', 't']) else {
        return false;
    };
    let zone = time
        .find(['Z', 'z', '+', '-'])
        .map(|index| time.split_at(index));
    let Some((time, zone)) = zone else {
        return false;
    };
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let is_zone = match zone.strip_prefix(['+', '-']) {
        Some(offset) => is_group(offset, ':', &[(0, 23), (0, 59)]),
        None => zone.len() == 1,
    };
    // 60 is a leap second.
    is_date(date)
        && is_group(time, ':', &[(0, 23), (0, 59), (0, 60)])
        && !fraction.is_empty()
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
        && is_zone
}

fn is_date(date: &str) -> bool {
    date.split_once('-').is_some_and(|(year, rest)| {
        year.len() == 4
            && year.bytes().all(|byte| byte.is_ascii_digit())
            && is_group(rest, '-', &[(1, 12), (1, 31)])
    })
}

/// Whether a text is numbers of two digits, each within its bounds.
fn is_group(text: &str, separator: char, bounds: &[(u8, u8)]) -> bool {
    let mut parts = text.split(separator);
    let within = |&(least, greatest): &(u8, u8)| {
        let part = parts.next().filter(|part| part.len() == 2);
        let number = part.and_then(|part| part.parse::<u8>().ok());
        number.is_some_and(|number| (least..=greatest).contains(&number))
    };
    bounds.iter().all(within) && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn uuids_and_times_are_told_from_other_strings() {
        let uuid = "a940bb61-33c4-42c9-9231-C8194C305DB3";
        let times = [
            "2020-05-18T17:57:54.400803Z",
            "2020-02-02t20:20:60+05:30",
            "1996-12-19T16:39:57-08:00",
        ];
        assert_eq!(Format::Uuid.problem(uuid), None);
        for time in times {
            assert_eq!(Format::DateTime.problem(time), None, "{time}");
        }
        for bad in [
            "",
            "james123-4567-8900-0098-7654321james",
            "a940bb6133c442c99231c8194c305db3",
            "{a940bb61-33c4-42c9-9231-c8194c305db3}",
        ] {
            assert!(Format::Uuid.problem(bad).is_some(), "{bad}");
        }
        for bad in [
            "",
            "2020-02-02",
            "2024-04-01 12:34:56Z",
            "2024-04-01T12:34:56",
            "2024-13-01T12:34:56Z",
            "2024-04-01T24:34:56Z",
            "2024-04-01T12:34:56.Z",
            "2024-04-01T12:34:56ZZ",
            "2024-04-01T12:34Z",
            "2024-04-01T12:34:56+5:30",
            "2024-04-01T+1:34:56Z",
            "24-04-01T12:34:56Z",
        ] {
            assert!(Format::DateTime.problem(bad).is_some(), "{bad}");
        }
    }
}
