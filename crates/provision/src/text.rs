//! Texts, without the standard library's tables for them where the module that pages download would carry these along.

use crate::prelude::*;

use core::fmt::{self, Write as _};

/// The text in lower case. In JavaScript the engine does that: its tables are those of Unicode as well, and the ones of
/// the standard library take 15 KB of the module.
pub(crate) fn lower(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        lower_any(text)
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn lower_any(text: &str) -> String {
    text.to_lowercase()
}

#[cfg(target_arch = "wasm32")]
#[wasm_bindgen::prelude::wasm_bindgen]
extern "C" {
    // Declared here: compiling all of `js-sys` would take longer than compiling this crate.
    #[wasm_bindgen(js_namespace = ["String", "prototype", "toLowerCase"], js_name = "call")]
    fn lower_any(text: &str) -> String;
}

/// Whether the text contains an ASCII character. `str::contains` would bring a search for texts along.
pub(crate) fn has(text: &str, character: u8) -> bool {
    text.as_bytes().contains(&character)
}

/// What comes before and after the last of an ASCII character. `str::rsplit_once` would bring a search backwards along.
pub(crate) fn cut_last(text: &str, character: u8) -> Option<(&str, &str)> {
    let place = text.bytes().rposition(|byte| byte == character)?;
    Some((text.get(..place)?, text.get(place + 1..)?))
}

/// How many characters a text has. `Chars::count` is faster for long texts, and larger.
pub(crate) fn length(text: &str) -> usize {
    let is_first = |byte: &u8| *byte & 0b1100_0000 != 0b1000_0000;
    text.as_bytes().iter().filter(|byte| is_first(byte)).count()
}

/// Control characters, and those of Unicode that take no space and have no glyph.
pub(crate) fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A text in quotes for a message, in one line. `{:?}` writes the same, but for rarer characters that it escapes, for
/// which it needs tables.
pub(crate) struct Quoted<'a>(pub(crate) &'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for character in self.0.chars() {
            match character {
                '"' | '\\' => write!(f, "\\{character}")?,
                '\n' => f.write_str("\\n")?,
                '\r' => f.write_str("\\r")?,
                '\t' => f.write_str("\\t")?,
                '\0' => f.write_str("\\0")?,
                _ if is_invisible(character) => write!(f, "\\u{{{:x}}}", u32::from(character))?,
                _ => f.write_char(character)?,
            }
        }
        f.write_char('"')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted_as_debug_does() {
        for text in [
            "",
            "a b",
            "\"a\\b\"",
            "a\nb\r\t\0",
            "\u{200b}é\u{7f}",
            "=cmd('x')",
        ] {
            assert_eq!(Quoted(text).to_string(), format!("{text:?}"));
        }
    }

    #[test]
    fn texts_are_cut_and_measured_as_by_the_standard_library() {
        for text in ["", "@", "a@b", "a@b@ä", "äöü€😀", "a\u{300}@"] {
            assert_eq!(cut_last(text, b'@'), text.rsplit_once('@'), "{text}");
            assert_eq!(length(text), text.chars().count(), "{text}");
        }
    }

    #[test]
    fn lower_case_is_that_of_unicode() {
        assert_eq!(lower("Ärger ΟΔΟΣ"), "ärger οδος");
    }
}
