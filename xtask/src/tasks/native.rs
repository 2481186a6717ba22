//! The project's programs for this machine.
//!
//! All are built whenever one is needed, and selected out of the default members, as `cargo xtask` itself is. The features
//! of dependencies follow from what is selected: built one by one, the programs would each compile most dependencies anew.

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
        task.log
            .run(build(task.project))
            .map(|()| "compiled".into())
    },
};

/// What most tasks need.
const ALL: [Program; 4] = [CLI, MOCK, CREATE_USER, ROUND_TRIP];

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
    /// Builds it, and returns its path.
    pub fn build(&self, project: &Project, log: &Log) -> Result<PathBuf> {
        let cargo = build(project).args([self.0, self.1]);
        let messages = log.output(cargo.arg("--message-format=json-render-diagnostics"))?;
        executable(&messages, self.1)
    }
}

fn build(project: &Project) -> Cmd<'_> {
    let arguments = ALL.iter().flat_map(|program| [program.0, program.1]);
    cmd!(project.sh, "cargo build").args(arguments)
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
