//! The mock server: building its program, running it, starting it for a test.

use std::ffi::OsStr;
use std::time::Duration;

use anyhow::Result;
use serde_json::Value;
use xshell::cmd;

use crate::run::log::{Log, Server};
use crate::run::project::Project;
use crate::tasks::native;

/// The token that the mock accepts by default.
pub const TOKEN: &str = "mock-token";

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
        "cargo run --quiet --bin bitsight-users-mock -- {arguments...}"
    );
    Ok(mock.quiet().run()?)
}

/// Starts a mock of its own in documented mode, on a free port.
pub fn start(project: &Project, log: &Log) -> Result<Mock> {
    start_with(project, log, &[])
}

/// The same, with more options.
pub fn start_with(project: &Project, log: &Log, options: &[&OsStr]) -> Result<Mock> {
    let program = native::MOCK.build(project, log)?;
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
