//! The configuration: flags before the environment before `bitsight-users.toml`.

use std::{
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use bitsight_users::settings::BASE_URL_VARIABLE;
use clap::ArgMatches;
use serde_json::{Map, Value};

use crate::{
    failure::{Failure, Result},
    host::{self, ALL, variable},
};

/// The file that is read from the current folder if there is one.
const FILE: &str = "bitsight-users.toml";
/// The journal, unless another one is configured.
const JOURNAL: &str = "bitsight-users.journal";
/// The keys of the file.
const KEYS: [&str; 4] = ["base_url", "ca_bundle", "journal", "policy"];
/// The environment variable that names a file of certificates.
const CA_BUNDLE_VARIABLE: &str = "BITSIGHT_CA_BUNDLE";

/// The configuration of a command.
#[derive(Debug)]
pub(crate) struct Settings {
    /// The service's address, if it isn't the usual one.
    pub base_url: Option<String>,
    /// A file of certificates that are trusted beside those of the system.
    pub ca_bundle: Option<PathBuf>,
    /// The journal of runs, which is also the ledger of the account.
    pub journal: PathBuf,
    /// The policy of the file.
    pub policy: Option<Map<String, Value>>,
}

impl Settings {
    /// Reads the file, the environment and the flags.
    pub(crate) fn read(matches: &ArgMatches) -> Result<Self> {
        let given = matches.get_one::<PathBuf>("config");
        let mut file = match given {
            Some(path) => file(path, true)?,
            None => file(Path::new(FILE), false)?,
        };
        let mut text = |name: &str| match file.remove(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Failure::usage(format!("`{name}` in {FILE} must be a text"))),
        };
        let base_url = text("base_url")?;
        let journal = text("journal")?;
        let ca_bundle = text("ca_bundle")?;
        let policy = match file.remove("policy") {
            None => None,
            Some(Value::Object(policy)) => Some(policy),
            Some(_) => {
                return Err(Failure::usage(format!(
                    "`policy` in {FILE} must be a table"
                )));
            }
        };
        let base_url = matches
            .get_one::<String>("base-url")
            .cloned()
            .or_else(|| variable(BASE_URL_VARIABLE))
            .or(base_url);
        let ca_bundle = matches
            .get_one::<PathBuf>("ca-bundle")
            .cloned()
            .or_else(|| variable(CA_BUNDLE_VARIABLE).map(PathBuf::from))
            .or(ca_bundle.map(PathBuf::from));
        let of_flag = matches.try_get_one::<PathBuf>("journal").ok().flatten();
        let journal = of_flag
            .cloned()
            .or(journal.map(PathBuf::from))
            .unwrap_or_else(|| PathBuf::from(JOURNAL));
        Ok(Self {
            base_url,
            ca_bundle,
            journal,
            policy,
        })
    }
}

/// The members of the file; none if there is no file and none was asked for.
fn file(path: &Path, required: bool) -> Result<Map<String, Value>> {
    let text = match host::read(path, ALL).and_then(text) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound && !required => return Ok(Map::new()),
        Err(error) => {
            return Err(Failure::file(
                "the configuration file can't be read",
                &error,
            ));
        }
    };
    parse(&text)
}

fn text(bytes: Vec<u8>) -> io::Result<String> {
    String::from_utf8(bytes)
        .map_err(|_| io::Error::new(ErrorKind::InvalidData, "the file isn't UTF-8"))
}

fn parse(text: &str) -> Result<Map<String, Value>> {
    let members: Map<String, Value> = toml::from_str(text).map_err(|error: toml::de::Error| {
        // Not the error's own text, which shows the line: it may hold a token.
        let before = error.span().and_then(|span| text.get(..span.start));
        let line = before.map_or(1, |before| before.matches('\n').count() + 1);
        Failure::usage(format!("line {line} of {FILE} isn't TOML")).why(error.message().to_owned())
    })?;
    refuse_tokens(&members)?;
    match members.keys().find(|key| !KEYS.contains(&key.as_str())) {
        None => Ok(members),
        Some(unknown) => Err(Failure::usage(format!("unknown key `{unknown}` in {FILE}"))
            .next(format!("the keys are {}", KEYS.join(", ")))),
    }
}

/// A configuration file is copied, committed and sent around; a token is an administrator's password.
fn refuse_tokens(members: &Map<String, Value>) -> Result<()> {
    for (key, value) in members {
        if key.to_lowercase().contains("token") && key != "company_tokens" {
            return Err(
                Failure::usage(format!("`{key}` in {FILE}: a token has no place in a file that is shared"))
                    .next("remove it, make a new token if others could read the file, and set BITSIGHT_API_TOKEN or use `--token-file`"),
            );
        }
        if let Value::Object(members) = value {
            refuse_tokens(members)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_refused_and_never_shown() {
        for text in [
            "token = \"secret-123\"",
            "[auth]\napi_token = \"secret-123\"",
            "BITSIGHT_API_TOKEN = \"secret-123\"",
            "token = secret-123",
            "base_url = \"x\"\ntoken secret-123",
        ] {
            let failure = parse(text).unwrap_err();
            let shown = failure.to_text() + &failure.to_json() + &format!("{failure:?}");
            assert!(!shown.contains("secret-123"), "{shown}");
        }
        let policy = parse("[policy]\ncompany_tokens = [\"guid\"]\nallow_deletes = 2\n").unwrap();
        assert_eq!(policy["policy"]["allow_deletes"], 2);
        assert!(
            parse("jurnal = \"x\"")
                .unwrap_err()
                .to_text()
                .contains("`jurnal`")
        );
    }
}
