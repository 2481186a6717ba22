//! The token in the keyring of the operating system.
//!
//! Each address of the service has a token of its own. A token that was kept for the service is never sent to another
//! address, which a configuration file in the current folder can name.

use std::sync::Arc;

use bitsight_users::settings::BASE_URL;
use keyring_core::{Entry, Error, api::CredentialStoreApi};

use crate::{
    exit::Exit,
    failure::{Failure, Result},
    settings::Settings,
};

/// The name of the program among the entries of the keyring.
const SERVICE: &str = "bitsight-users";

/// The stored token, if there is one.
pub(crate) fn read(settings: &Settings) -> Result<Option<String>, Error> {
    match entry(settings)?.get_password() {
        Ok(token) => Ok(Some(token)),
        Err(Error::NoEntry) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Stores a token, in the place of an earlier one.
pub(crate) fn write(settings: &Settings, token: &str) -> Result<()> {
    let written = entry(settings).and_then(|entry| entry.set_password(token));
    written.map_err(|error| failed(&error))
}

/// Removes the token.
pub(crate) fn remove(settings: &Settings) -> Result<()> {
    match entry(settings).and_then(|entry| entry.delete_credential()) {
        Ok(()) | Err(Error::NoEntry) => Ok(()),
        Err(error) => Err(failed(&error)),
    }
}

/// The address whose token is meant.
pub(crate) fn address(settings: &Settings) -> &str {
    let address = settings.base_url.as_deref().unwrap_or(BASE_URL);
    address.trim_end_matches('/')
}

fn entry(settings: &Settings) -> Result<Entry, Error> {
    // Windows would copy it to every machine on which the person signs in.
    #[cfg(windows)]
    let modifiers = Some(&std::collections::HashMap::from([("persistence", "Local")]));
    #[cfg(not(windows))]
    let modifiers = None;
    store()?.build(SERVICE, address(settings), modifiers)
}

#[cfg(target_os = "linux")]
fn store() -> Result<Arc<impl CredentialStoreApi>, Error> {
    linux_keyutils_keyring_store::Store::new()
}

#[cfg(target_os = "macos")]
fn store() -> Result<Arc<impl CredentialStoreApi>, Error> {
    apple_native_keyring_store::keychain::Store::new()
}

#[cfg(windows)]
fn store() -> Result<Arc<impl CredentialStoreApi>, Error> {
    windows_native_keyring_store::Store::new()
}

#[cfg(not(any(target_os = "linux", target_os = "macos", windows)))]
compile_error!("the feature `keyring` supports Linux, macOS and Windows");

fn failed(error: &Error) -> Failure {
    // Not the error's `Debug`, which can hold the secret.
    Failure::new(Exit::Error, "keyring", "the keyring can't be used")
        .why(error.to_string())
        .next(match cfg!(target_os = "linux") {
            true => "log in by ssh or at a desktop: the keyring belongs to such a session; or set BITSIGHT_API_TOKEN, or use `--token-file`",
            false => "set BITSIGHT_API_TOKEN, or use `--token-file`",
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_never_shows_the_secret() {
        let error = Error::BadEncoding(b"secret-123\xff".to_vec());
        let failure = failed(&error);
        let shown = failure.to_text() + &failure.to_json() + &format!("{failure:?}");
        assert!(shown.contains("the keyring can't be used"), "{shown}");
        assert!(!shown.contains("secret-123"), "{shown}");
        // As `Debug` writes bytes.
        assert!(!shown.contains("115, 101, 99"), "{shown}");
    }
}
