//! Email addresses as keys: trimmed, and compared without case.

use crate::prelude::*;

use core::fmt;

use serde_json::Value;

use crate::{
    json::{FromValue, ToValue, serialize},
    text::{cut_last, has, is_invisible, lower},
};

/// What identifies a person in a list and in an account: the email address, trimmed and in lower
/// case. Dots and plus signs mean what they say.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(String);

impl Key {
    /// The key of an email address.
    pub fn new(email: &str) -> Self {
        Self(lower(email.trim()))
    }

    /// The address in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What follows the last `@`.
    pub fn domain(&self) -> &str {
        cut_last(&self.0, b'@').map_or("", |(_, domain)| domain)
    }
}

impl ToValue for Key {
    fn to_value(&self) -> Value {
        self.0.to_value()
    }
}

serialize!(Key);

impl FromValue for Key {
    fn from_value(value: &Value) -> Result<Self, String> {
        String::from_value(value).map(Self)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a text is no email address; `None` if it is one. Only what every mail system refuses is
/// refused here; the rest is the service's decision.
pub(crate) fn email_problem(email: &str) -> Option<&'static str> {
    // The longest address that SMTP can carry (RFC 5321, 4.5.3.1.3, without the angle brackets).
    const LONGEST: usize = 254;
    let Some((local, domain)) = cut_last(email, b'@') else {
        return Some("has no @");
    };
    if local.is_empty() || domain.is_empty() {
        Some("has nothing before or after the @")
    } else if has(local, b'@') && !local.starts_with('"') {
        Some("has more than one @")
    } else if email.len() > LONGEST {
        Some("is longer than 254 bytes")
    } else if email.chars().any(|c| c.is_whitespace() || is_invisible(c)) {
        Some("contains a space or an invisible character")
    } else if b",;<>".iter().any(|character| has(email, *character)) {
        Some("contains more than an address")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_surrounding_space_are_no_difference_and_dots_are() {
        assert_eq!(
            Key::new(" Arnold@ActorsFilms.US "),
            Key::new("arnold@actorsfilms.us")
        );
        assert_ne!(Key::new("a.b@example.com"), Key::new("ab@example.com"));
        assert_ne!(Key::new("a+b@example.com"), Key::new("a@example.com"));
    }

    #[test]
    fn addresses_that_no_mail_system_takes_are_refused() {
        for email in [
            "",
            "arnold",
            "@example.com",
            "a@",
            "a@b@c",
            "a b@c",
            "a@b, c@d",
            "a\u{200b}@b",
        ] {
            assert!(email_problem(email).is_some(), "{email:?}");
        }
        for email in [
            "arnold@actorsfilms.us",
            "a+b@example.com",
            "o'neil@example.com",
        ] {
            assert_eq!(email_problem(email), None, "{email:?}");
        }
    }
}
