//! Where the token comes from. It is never an argument: other programs can read those.

use std::{
    io::{self, ErrorKind},
    path::PathBuf,
};

use bitsight_users::settings::TOKEN_VARIABLE;
use clap::ArgMatches;

use crate::{
    exit::Exit,
    failure::{Failure, Result},
    host,
    settings::Settings,
};

/// The most bytes of a token file; longer ones hold something else.
const LONGEST: u64 = 4096;

/// A token, and a few words on where it was found. It has no `Debug`.
pub(crate) struct Found {
    /// The token.
    pub token: String,
    /// Where it was found.
    pub source: &'static str,
}

/// Looks for the token: the flags, the environment, the keyring, and at last the person.
#[cfg_attr(not(feature = "keyring"), allow(unused_variables))]
pub(crate) async fn find(matches: &ArgMatches, settings: &Settings) -> Result<Found> {
    let found = |token: String, source| Found { token, source };
    if let Some(path) = matches.get_one::<PathBuf>("token-file") {
        // Without the path: somebody may have given the token in its place.
        let token = host::read(path, LONGEST + 1)
            .and_then(text)
            .map_err(|error| Failure::file("the file of `--token-file` can't be read", &error))?;
        return Ok(found(token, "--token-file"));
    }
    if matches.get_flag("token-stdin") {
        let bytes = host::stdin(LONGEST + 1).await;
        let token = bytes
            .and_then(text)
            .map_err(|error| Failure::file("the token can't be read from stdin", &error))?;
        return Ok(found(token, "--token-stdin"));
    }
    if let Some(token) = host::variable(TOKEN_VARIABLE) {
        return Ok(found(token, TOKEN_VARIABLE));
    }
    let missing =
        Failure::new(Exit::Unauthenticated, "no_token", "there is no API token").next(format!(
            "set {TOKEN_VARIABLE}, or use `--token-file` or `--token-stdin`; to try without one: `bitsight-users mock`"
        ));
    #[cfg(feature = "keyring")]
    let missing = match crate::keychain::read(settings) {
        Ok(Some(token)) => return Ok(found(token, "the keyring")),
        Ok(None) => {
            missing.why("there is none in the keyring; `bitsight-users auth login` stores one")
        }
        // A machine without a keyring has no token in it.
        Err(error) => missing.why(format!("the keyring can't be used: {error}")),
    };
    if host::can_ask() {
        return Ok(found(ask().await?, "the prompt"));
    }
    Err(missing)
}

/// Asks for the token, without an echo.
pub(crate) async fn ask() -> Result<String> {
    let token = host::secret("API token (not shown)").await;
    token.ok_or_else(|| Failure::new(Exit::Unauthenticated, "no_token", "no token was entered"))
}

/// The token of a file that holds nothing else.
fn text(bytes: Vec<u8>) -> io::Result<String> {
    if bytes.len() as u64 > LONGEST {
        return Err(io::Error::other("it is too long for a token"));
    }
    let text = String::from_utf8(bytes)
        .map_err(|_| io::Error::new(ErrorKind::InvalidData, "it isn't UTF-8"))?;
    Ok(text.trim_start_matches('\u{feff}').trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_something_else_is_no_token() {
        assert_eq!(
            text(b"\xef\xbb\xbf0123456789abcdef\r\n".to_vec()).unwrap(),
            "0123456789abcdef"
        );
        let long = vec![b'a'; LONGEST as usize + 1];
        assert!(text(long).unwrap_err().to_string().contains("too long"));
    }
}
