//! Characters that JSON writes as two escapes.
//!
//! JSON escapes a character beyond U+FFFF as a pair of surrogates (`\ud83d\ude00`). YAML has no such pairs, so its
//! parser refuses them. Here they are replaced by the characters themselves, and columns are counted as if they
//! weren't.

use std::{borrow::Cow, collections::BTreeMap};

use serde::de::IgnoredAny;

use crate::Position;

/// A text without pairs of surrogates.
pub(crate) struct Joined<'t> {
    pub text: Cow<'t, str>,
    /// Where characters were put for pairs: their columns, by line.
    columns: BTreeMap<usize, Vec<usize>>,
}

/// How much shorter a character is than the pair of escapes that it was put for.
const SHORTER_BY: usize = 11;

impl<'t> Joined<'t> {
    /// Replaces the pairs in a JSON text. Any other text is left as it is.
    pub fn new(text: &'t str) -> Self {
        let mut joined = Self {
            text: Cow::Borrowed(text),
            columns: BTreeMap::new(),
        };
        let has_pairs = text.contains("\\ud") || text.contains("\\uD");
        if has_pairs && serde_json::from_str::<IgnoredAny>(text).is_ok() {
            joined.join(text);
        }
        joined
    }

    /// The position in the original text of a position in this one.
    pub fn original(&self, position: Position) -> Position {
        let columns = self.columns.get(&position.line).into_iter().flatten();
        let before = columns.filter(|column| **column < position.column).count();
        Position {
            column: position.column + before * SHORTER_BY,
            ..position
        }
    }

    fn join(&mut self, mut rest: &str) {
        let mut text = String::with_capacity(rest.len());
        let (mut line, mut column) = (1, 1);
        while let Some(first) = rest.chars().next() {
            let (put, taken) = match first {
                '\\' => match pair(rest) {
                    Some(character) => {
                        self.columns.entry(line).or_default().push(column);
                        (character.to_string(), 12)
                    }
                    // The backslash and what it escapes, which may be another backslash.
                    None => {
                        let escape: String = rest.chars().take(2).collect();
                        let length = escape.len();
                        (escape, length)
                    }
                },
                other => (other.to_string(), other.len_utf8()),
            };
            if first == '\n' {
                (line, column) = (line + 1, 1);
            } else {
                column += put.chars().count();
            }
            text.push_str(&put);
            rest = rest.get(taken..).unwrap_or_default();
        }
        self.text = Cow::Owned(text);
    }
}

/// The character that a text begins with, if it does with a pair of escapes.
fn pair(text: &str) -> Option<char> {
    let unit = |at: usize| {
        let hex = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(hex, 16).ok()
    };
    let units = [unit(0)?, unit(6)?];
    let mut characters = char::decode_utf16(units);
    match (characters.next(), characters.next()) {
        (Some(Ok(character)), None) => Some(character),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_become_characters_and_columns_stay() {
        let text = r#"{"a": "\ud83d\ude00\uD83D\uDE00", "b": 1}"#;
        let joined = Joined::new(text);
        assert_eq!(joined.text, "{\"a\": \"\u{1f600}\u{1f600}\", \"b\": 1}");
        let column = |text: &str| text.chars().take_while(|c| *c != '1').count() + 1;
        let position = Position {
            line: 1,
            column: column(&joined.text),
        };
        // The escapes have digits of their own.
        let original = text.chars().count() - 1;
        assert_eq!(joined.original(position).column, original);
        let start = Position { line: 1, column: 2 };
        assert_eq!(joined.original(start), start);
    }

    #[test]
    fn what_only_looks_like_a_pair_is_left_alone() {
        for text in [
            r#"{"a": "\\ud83d\\ude00"}"#,
            r#"{"a": "\u00e9\ud83d"}"#,
            r"a: '\ud83d\ude00'",
            r#"{"a": 1}"#,
        ] {
            assert_eq!(Joined::new(text).text, text);
        }
    }
}
