//! The project's programs for this machine.
//!
//! Each is selected out of the whole workspace. Selected with its package, it would have the dependencies' features
//! that this package asks for, and most dependencies would be compiled once more for each of them.

use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::Value;
use xshell::{Cmd, cmd};

use crate::run::log::Log;
use crate::run::project::Project;
use crate::run::step::Step;

/// The step that compiles what other steps run, while the wasm modules are compiled.
pub const STEP: Step = Step {
    name: "native",
    about: "the command line, the mock and the examples, for this machine",
    needs: &[],
    run: |task| {
        let cargo = build(task.project).args(CLI.arguments());
        let cargo = cargo.args(MOCK.arguments());
        let cargo = cargo.args(CREATE_USER.arguments());
        let cargo = cargo.args(ROUND_TRIP.arguments());
        task.log.run(cargo).map(|()| "compiled".into())
    },
};

/// A program, by the kind of its target and its name.
pub struct Program(&'static str, &'static str);

/// The command line.
pub const CLI: Program = Program("--bin", "bitsight-users");
/// The stand-in for the API.
pub const MOCK: Program = Program("--bin", "bitsight-users-mock");
/// A proxy, and a server with a private certificate authority.
pub const NETWORK: Program = Program("--bin", "network");
/// The example that creates a user.
pub const CREATE_USER: Program = Program("--example", "create_user");
/// The example that reads bodies into the Rust types.
pub const ROUND_TRIP: Program = Program("--example", "documented-round-trip");

impl Program {
    fn arguments(&self) -> [&'static str; 2] {
        [self.0, self.1]
    }

    /// Builds it, and returns its path.
    pub fn build(&self, project: &Project, log: &Log) -> Result<PathBuf> {
        let cargo = build(project).args(self.arguments());
        let messages = log.output(cargo.arg("--message-format=json-render-diagnostics"))?;
        executable(&messages, self.1)
    }
}

fn build(project: &Project) -> Cmd<'_> {
    cmd!(project.sh, "cargo build --workspace")
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
