//! Where the token comes from. It is never an argument: other programs can read those.

use std::{
    fs,
    io::{self, IsTerminal, Read},
    path::PathBuf,
};

use bitsight_users::settings::TOKEN_VARIABLE;
use clap::ArgMatches;

use crate::{
    exit::Exit,
    failure::{Failure, Result},
};

/// The most bytes of a token file; longer ones hold something else.
const LONGEST: usize = 4096;

/// A token, and a few words on where it was found. It has no `Debug`.
pub(crate) struct Found {
    /// The token.
    pub token: String,
    /// Where it was found.
    pub source: &'static str,
}

/// Looks for the token: the flags, the environment, the keyring, and at last the person.
pub(crate) fn find(matches: &ArgMatches) -> Result<Found> {
    let found = |token: String, source| Found { token, source };
    if let Some(path) = matches.get_one::<PathBuf>("token-file") {
        // Without the path: somebody may have given the token in its place.
        let token = fs::File::open(path)
            .and_then(read)
            .map_err(|error| Failure::file("the file of `--token-file` can't be read", &error))?;
        return Ok(found(token, "--token-file"));
    }
    if matches.get_flag("token-stdin") {
        let token = read(io::stdin())
            .map_err(|error| Failure::file("the token can't be read from stdin", &error))?;
        return Ok(found(token, "--token-stdin"));
    }
    if let Some(token) = std::env::var(TOKEN_VARIABLE)
        .ok()
        .filter(|token| !token.trim().is_empty())
    {
        return Ok(found(token, TOKEN_VARIABLE));
    }
    #[cfg(feature = "keyring")]
    if let Some(token) = crate::keychain::read()? {
        return Ok(found(token, "the keyring"));
    }
    if io::stdin().is_terminal() && io::stderr().is_terminal() {
        return Ok(found(ask()?, "the prompt"));
    }
    Err(
        Failure::new(Exit::Unauthenticated, "no_token", "there is no API token").next(format!(
            "set {TOKEN_VARIABLE}, or use `--token-file` or `--token-stdin`; to try without one: `bitsight-users mock`"
        )),
    )
}

/// Asks for the token, without an echo.
pub(crate) fn ask() -> Result<String> {
    dialoguer::Password::new()
        .with_prompt("API token (not shown)")
        .interact()
        .map_err(|_| Failure::new(Exit::Unauthenticated, "no_token", "no token was entered"))
}

/// The token of a file that holds nothing else.
fn read(source: impl Read) -> io::Result<String> {
    let mut text = String::new();
    source.take(LONGEST as u64 + 1).read_to_string(&mut text)?;
    if text.len() > LONGEST {
        return Err(io::Error::other("it is too long for a token"));
    }
    Ok(text.trim_start_matches('\u{feff}').trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_something_else_is_no_token() {
        assert_eq!(
            read(&b"\xef\xbb\xbf0123456789abcdef\r\n"[..]).unwrap(),
            "0123456789abcdef"
        );
        let long = vec![b'a'; LONGEST + 1];
        assert!(
            read(&long[..])
                .unwrap_err()
                .to_string()
                .contains("too long")
        );
    }
}
