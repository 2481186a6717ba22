//! The stand-in for the API: building its program, running it, starting it for a test.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::run::log::{Log, Server};
use crate::run::project::Project;

/// The token that the mock accepts unless told otherwise.
pub const TOKEN: &str = "mock-token";
const PACKAGE: &str = "bitsight-users-mock";

/// A running mock, stopped when dropped.
pub struct Mock {
    /// The base URL for a client.
    pub url: String,
    _server: Server,
}

/// `cargo xtask mock`: in the foreground, with the arguments as given.
pub fn run(project: &Project, arguments: &[&str]) -> Result<()> {
    let mut cargo = project.cargo();
    cargo
        .args(["run", "--quiet", "--package", PACKAGE, "--"])
        .args(arguments);
    let status = cargo.status().context("can't start cargo")?;
    if !status.success() {
        bail!("the mock ended with {status}");
    }
    Ok(())
}

/// Builds the program and gives its path.
pub fn program(project: &Project, log: &Log) -> Result<PathBuf> {
    let mut cargo = project.cargo();
    cargo.args(["build", "--package", PACKAGE, "--bins"]);
    cargo.arg("--message-format=json-render-diagnostics");
    executable(&log.output(&mut cargo)?, PACKAGE)
}

/// Starts a mock of its own in documented mode, on a free port.
pub fn start(project: &Project, log: &Log) -> Result<Mock> {
    start_with(project, log, &[])
}

/// The same, with more options.
pub fn start_with(project: &Project, log: &Log, options: &[&OsStr]) -> Result<Mock> {
    let mut command = project.command(program(project, log)?);
    // `--stop-with-stdin`: it also stops when this program is killed.
    command.args(["--port", "0", "--documented", "--stop-with-stdin"]);
    command.args(options);
    let (server, url) = log.serve(&mut command, Duration::from_secs(20), |line| {
        let ready: Value = serde_json::from_str(line).ok()?;
        Some(ready["url"].as_str()?.to_owned())
    })?;
    Ok(Mock {
        url,
        _server: server,
    })
}

/// The path of a program in Cargo's JSON messages.
pub fn executable(messages: &str, name: &str) -> Result<PathBuf> {
    messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["target"]["name"] == name)
        .find_map(|message| message["executable"].as_str().map(PathBuf::from))
        .with_context(|| format!("cargo built no program `{name}`"))
}
