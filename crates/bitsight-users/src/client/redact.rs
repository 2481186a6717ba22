//! Redaction: the token is replaced in everything that is reported of a response.
//!
//! Servers and proxies repeat parts of a request in their answers, in headers as well as in bodies,
//! and in encodings of their choice. So the token is looked for in plain text, in base64 at any
//! alignment, in hex, and behind the escapes of URLs, JSON and HTML.

use reqwest::header::{HeaderMap, HeaderValue};
use zeroize::Zeroizing;

use crate::platform::{base64, find};

/// Replaces a token.
pub const REDACTED: &str = "(hidden)";

/// Shorter tokens are no secrets, and would be found inside of words. Bitsight's have 40 characters.
const SHORTEST_SECRET: usize = 6;

/// How many times longer than the token its longest encoding is: `\u0061` for each character.
const LONGEST_ENCODING: usize = 6;

/// Finds one token.
pub(crate) struct Redactor {
    token: Zeroizing<String>,
    /// Parts of its base64, one for each alignment.
    base64: [Zeroizing<String>; 3],
    /// In lower case.
    hex: Zeroizing<String>,
}

impl Redactor {
    pub fn new(token: Zeroizing<String>) -> Self {
        Self {
            base64: [0, 1, 2].map(|before| base64_of(&token, before)),
            hex: hex_of(&token),
            token,
        }
    }

    /// How many bytes an encoded token can have.
    pub fn longest(&self) -> usize {
        self.token.len().saturating_mul(LONGEST_ENCODING)
    }

    /// The text without the token; `None` if it doesn't hold it.
    pub fn redact(&self, text: &str) -> Option<String> {
        if !self.can_hold(text.len()) {
            return None;
        }
        let replaced = self.replace(text);
        let rest = replaced.as_deref().unwrap_or(text);
        // The position of the token in an escaped text doesn't follow from the unescaped one.
        if rest.contains(['%', '\\', '&', '=']) && self.replace(&unescaped(rest)).is_some() {
            return Some(REDACTED.to_owned());
        }
        replaced
    }

    /// Replaces the token in a map of headers.
    pub fn redact_headers(&self, headers: &mut HeaderMap) {
        for value in headers.values_mut() {
            if self.can_hold(value.len()) {
                let text = String::from_utf8_lossy(value.as_bytes());
                if self.redact(&text).is_some() {
                    *value = HeaderValue::from_static(REDACTED);
                }
            }
        }
    }

    /// Whether a text of so many bytes can hold the token: no encoding is shorter. Most values of
    /// headers are.
    fn can_hold(&self, length: usize) -> bool {
        self.token.len() >= SHORTEST_SECRET && length >= self.token.len()
    }

    /// Replaces the token where it is plain, in base64 or in hex.
    fn replace(&self, text: &str) -> Option<String> {
        let mut replaced = replace_all(text, &self.token);
        let base64 = self.base64.iter().map(|part| (part, Alphabet::Base64));
        for (encoding, alphabet) in base64.chain([(&self.hex, Alphabet::Hex)]) {
            let current = replaced.as_deref().unwrap_or(text);
            if let Some(next) = replace_run(current, encoding, alphabet) {
                replaced = Some(next);
            }
        }
        replaced
    }
}

/// Replaces a text wherever it is; `None` if it is nowhere.
fn replace_all(text: &str, part: &str) -> Option<String> {
    if part.is_empty() {
        return None;
    }
    let mut replaced: Option<String> = None;
    let mut rest = text;
    while let Some(found) = find(rest, part) {
        let replaced = replaced.get_or_insert_default();
        replaced.push_str(rest.get(..found).unwrap_or_default());
        replaced.push_str(REDACTED);
        rest = rest.get(found + part.len()..).unwrap_or_default();
    }
    replaced.map(|replaced| replaced + rest)
}

/// The characters of a token's base64 that don't depend on its neighbours, if so many bytes stand
/// before it.
fn base64_of(token: &str, before: usize) -> Zeroizing<String> {
    let zeros = std::iter::repeat_n(0, before);
    let bytes: Zeroizing<Vec<u8>> = Zeroizing::new(zeros.chain(token.bytes()).collect());
    let encoded = Zeroizing::new(base64(&bytes));
    // Six bits for each character: those shared with bytes before and after are left out.
    let (start, end) = ((before * 8).div_ceil(6), bytes.len() * 8 / 6);
    Zeroizing::new(encoded.get(start..end).unwrap_or_default().to_owned())
}

fn hex_of(token: &str) -> Zeroizing<String> {
    let mut hex = Zeroizing::new(String::with_capacity(token.len() * 2));
    for byte in token.bytes() {
        for digit in [byte >> 4, byte & 15] {
            hex.extend(char::from_digit(digit.into(), 16));
        }
    }
    hex
}

/// How a token is encoded.
#[derive(Clone, Copy)]
enum Alphabet {
    /// Standard or URL-safe.
    Base64,
    /// In either case.
    Hex,
}

impl Alphabet {
    fn has(self, c: char) -> bool {
        match self {
            Self::Base64 => c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '-' | '_' | '='),
            Self::Hex => c.is_ascii_hexdigit(),
        }
    }

    /// The character in the one form that is searched for.
    fn canonical(self, c: char) -> char {
        match (self, c) {
            (Self::Base64, '-') => '+',
            (Self::Base64, '_') => '/',
            (Self::Base64, c) => c,
            (Self::Hex, c) => c.to_ascii_lowercase(),
        }
    }
}

/// Replaces each run of digits that holds `encoding`, whole: its ends belong to the encoded token.
/// `None` if there is none.
fn replace_run(text: &str, encoding: &str, alphabet: Alphabet) -> Option<String> {
    if encoding.is_empty() || text.len() < encoding.len() {
        return None;
    }
    // One byte for another, so that places are the same in both.
    let canonical: String = text.chars().map(|c| alphabet.canonical(c)).collect();
    find(&canonical, encoding)?;
    let mut replaced = String::with_capacity(text.len());
    let (mut rest, mut canonical) = (text, canonical.as_str());
    while let Some(found) = find(canonical, encoding) {
        let before = rest.get(..found).unwrap_or_default();
        replaced.push_str(before.trim_end_matches(|c| alphabet.has(c)));
        replaced.push_str(REDACTED);
        let behind = rest.get(found + encoding.len()..).unwrap_or_default();
        rest = behind.trim_start_matches(|c| alphabet.has(c));
        canonical = canonical.get(canonical.len() - rest.len()..)?;
    }
    replaced.push_str(rest);
    Some(replaced)
}

/// The text with the escapes of URLs (`%61`), quoted-printable (`=61`), JSON (`\u0061`, `\x61`) and
/// HTML (`&#97;`, `&#x61;`) resolved.
fn unescaped(text: &str) -> Zeroizing<String> {
    let mut plain = Zeroizing::new(String::with_capacity(text.len()));
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (character, length) = escape(rest).unwrap_or((c, c.len_utf8()));
        plain.push(character);
        rest = rest.get(length..).unwrap_or_default();
    }
    plain
}

/// The character that an escape at the beginning of a text stands for, and the escape's length.
fn escape(text: &str) -> Option<(char, usize)> {
    let hex = |from: usize, digits: usize| {
        let digits = text.get(from..from + digits)?;
        let code = u32::from_str_radix(digits, 16).ok()?;
        Some((char::from_u32(code)?, from + digits.len()))
    };
    match text.as_bytes() {
        [b'%' | b'=', ..] => hex(1, 2),
        [b'\\', b'u', b'{', ..] => {
            let end = text.find('}')?;
            let code = u32::from_str_radix(text.get(3..end)?, 16).ok()?;
            Some((char::from_u32(code)?, end + 1))
        }
        [b'\\', b'u', ..] => hex(2, 4),
        [b'\\', b'x', ..] => hex(2, 2),
        [b'&', b'#', ..] => {
            let end = text.find(';')?;
            let number = text.get(2..end)?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            Some((char::from_u32(code.ok()?)?, end + 1))
        }
        _ => None,
    }
}

#[cfg(test)]
#[allow(clippy::panic, clippy::unwrap_used)] // a test may fail loudly
mod tests {
    use super::*;

    const TOKEN: &str = "0a1B2c3D4e5F60718293a4b5c6d7e8f90a1b2c3d";

    fn redact(text: &str) -> Option<String> {
        Redactor::new(Zeroizing::new(TOKEN.to_owned())).redact(text)
    }

    /// The token is gone, and so is any part of it that is long enough to be of use.
    fn is_gone(text: &str) -> bool {
        let plain = unescaped(text);
        !TOKEN
            .as_bytes()
            .windows(12)
            .any(|part| plain.contains(std::str::from_utf8(part).unwrap()))
    }

    #[test]
    fn the_token_is_found_in_every_encoding() {
        let url = |text: &str| base64(text.as_bytes()).replace('+', "-").replace('/', "_");
        let each = |form: &dyn Fn(u8) -> String| TOKEN.bytes().map(form).collect::<String>();
        let encodings = [
            TOKEN.to_owned(),
            format!("Basic {}", base64(format!("{TOKEN}:").as_bytes())),
            base64(TOKEN.as_bytes()),
            base64(TOKEN.as_bytes()).trim_end_matches('=').to_owned(),
            base64(format!("a:{TOKEN}").as_bytes()),
            base64(format!("ab:{TOKEN}:more").as_bytes()),
            base64(format!("user:{TOKEN}").as_bytes()),
            url(&format!("?>?>{TOKEN}?>?>")),
            each(&|byte| format!("{byte:02x}")),
            each(&|byte| format!("{byte:02X}")),
            each(&|byte| format!("%{byte:02x}")),
            each(&|byte| format!("%{byte:02X}")),
            each(&|byte| format!("={byte:02X}")),
            each(&|byte| format!("\\u{byte:04x}")),
            each(&|byte| format!("\\u{byte:04X}")),
            each(&|byte| format!("\\u{{{byte:x}}}")),
            each(&|byte| format!("\\x{byte:02x}")),
            each(&|byte| format!("&#{byte};")),
            each(&|byte| format!("&#x{byte:x};")),
            TOKEN.replacen('B', "%42", 1),
            base64(format!("{TOKEN}:").as_bytes())
                .replace('=', "%3D")
                .replacen('M', "%4D", 1),
        ];
        for encoded in encodings {
            let text = format!("before {encoded} after");
            let redacted = redact(&text).unwrap_or_else(|| panic!("not found in {text}"));
            assert!(redacted.contains(REDACTED), "{redacted}");
            assert!(is_gone(&redacted), "{text} became {redacted}");
            assert!(
                !redacted.contains(encoded.trim_start_matches("Basic ")),
                "{redacted}"
            );
        }
    }

    #[test]
    fn the_rest_of_a_text_stays() {
        assert_eq!(
            redact(&format!("no user for {TOKEN}, see help")).as_deref(),
            Some("no user for (hidden), see help")
        );
        for text in [
            "",
            "no token",
            "100%25 &amp; \\u0061 =3D",
            "%",
            "&#;",
            "\\u",
            "&#x110000;",
        ] {
            assert_eq!(redact(text), None, "{text}");
        }
    }

    #[test]
    fn headers_are_replaced_whole() {
        let mut headers = HeaderMap::new();
        headers.insert("x-request-id", HeaderValue::from_static(TOKEN));
        headers.insert("server", HeaderValue::from_static("nginx"));
        Redactor::new(Zeroizing::new(TOKEN.to_owned())).redact_headers(&mut headers);
        assert_eq!(headers.get("x-request-id").unwrap(), REDACTED);
        assert_eq!(headers.get("server").unwrap(), "nginx");
    }
}
