//! SHA-256 of bytes and of canonical JSON.

use crate::prelude::*;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::json::canonical;

/// The SHA-256 of bytes, in hexadecimal.
pub(crate) fn of(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digest = Sha256::digest(bytes);
    let digit = |nibble: u8| {
        DIGITS
            .get(usize::from(nibble))
            .copied()
            .map_or('0', char::from)
    };
    let mut hash = String::new();
    for byte in digest {
        hash.push(digit(byte >> 4));
        hash.push(digit(byte & 15));
    }
    hash
}

/// The SHA-256 of a value's canonical form.
pub(crate) fn of_json(value: &Value) -> String {
    of(canonical(value).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_the_standard() {
        assert_eq!(
            of(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
