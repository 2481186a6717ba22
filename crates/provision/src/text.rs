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
fn lower_any(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

/// Whether the text contains an ASCII character. `str::contains` would bring a search for texts along.
pub(crate) fn has(text: &str, character: u8) -> bool {
    text.as_bytes().contains(&character)
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
    fn lower_case_is_that_of_unicode() {
        assert_eq!(lower("Ärger ΟΔΟΣ"), "ärger οδος");
    }
}
