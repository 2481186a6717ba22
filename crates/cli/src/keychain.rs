//! The token in the keyring of the operating system.

use keyring::{Entry, Error};

use crate::{
    exit::Exit,
    failure::{Failure, Result},
};

/// The stored token.
pub(crate) fn read() -> Result<Option<String>> {
    match entry()?.get_password() {
        Ok(token) => Ok(Some(token)),
        // A machine without a keyring has no token in it.
        Err(Error::NoEntry | Error::NoStorageAccess(_) | Error::PlatformFailure(_)) => Ok(None),
        Err(error) => Err(failed(&error)),
    }
}

/// Stores a token, in the place of an earlier one.
pub(crate) fn write(token: &str) -> Result<()> {
    entry()?.set_password(token).map_err(|error| failed(&error))
}

/// Removes the token.
pub(crate) fn remove() -> Result<()> {
    match entry()?.delete_credential() {
        Ok(()) | Err(Error::NoEntry) => Ok(()),
        Err(error) => Err(failed(&error)),
    }
}

fn entry() -> Result<Entry> {
    Entry::new("bitsight-users", "api-token").map_err(|error| failed(&error))
}

fn failed(error: &Error) -> Failure {
    // Not the error's `Debug`, which can hold the secret.
    Failure::new(Exit::Error, "keyring", "the keyring can't be used")
        .why(error.to_string())
        .next("set BITSIGHT_API_TOKEN, or use `--token-file`")
}
