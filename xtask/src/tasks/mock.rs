//! The mock server: building its program, running it, starting it for a test.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::Value;
use xshell::cmd;

use crate::run::log::{Log, Server};
use crate::run::project::Project;

/// The token that the mock accepts by default.
pub const TOKEN: &str = "mock-token";
const PACKAGE: &str = "bitsight-users-mock";

/// A running mock, stopped when dropped.
pub struct Mock {
    /// The base URL for a client.
    pub url: String,
    _server: Server,
}

/// `cargo xtask mock`: in the foreground, with these arguments.
pub fn run(project: &Project, arguments: &[String]) -> Result<()> {
    let mock = cmd!(
        project.sh,
        "cargo run --quiet --package {PACKAGE} -- {arguments...}"
    );
    Ok(mock.quiet().run()?)
}

/// Builds the program and returns its path.
pub fn program(project: &Project, log: &Log) -> Result<PathBuf> {
    let cargo = cmd!(
        project.sh,
        "cargo build --package {PACKAGE} --bins --message-format=json-render-diagnostics"
    );
    executable(&log.output(cargo)?, PACKAGE)
}

/// Starts a mock of its own in documented mode, on a free port.
pub fn start(project: &Project, log: &Log) -> Result<Mock> {
    start_with(project, log, &[])
}

/// The same, with more options.
pub fn start_with(project: &Project, log: &Log, options: &[&OsStr]) -> Result<Mock> {
    let program = program(project, log)?;
    // `--stop-with-stdin`: it also stops when this program is killed.
    let mock = cmd!(
        project.sh,
        "{program} --port 0 --documented --stop-with-stdin {options...}"
    );
    let (server, url) = log.serve(mock, Duration::from_secs(20), |line| {
        let ready: Value = serde_json::from_str(line).ok()?;
        Some(ready["url"].as_str()?.to_owned())
    })?;
    Ok(Mock {
        url,
        _server: server,
    })
}

/// The path of the program of that target in Cargo's JSON messages.
pub fn executable(messages: &str, name: &str) -> Result<PathBuf> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["target"]["name"] == name)
        .find_map(|message| message["executable"].as_str().map(PathBuf::from))
        .with_context(|| format!("cargo built no program `{name}`"))
}
