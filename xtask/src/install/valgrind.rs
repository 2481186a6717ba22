//! Valgrind, whose callgrind counts instructions: the same number for the same program and input, whatever
//! else runs.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::install::apt;
use crate::run::log::Log;
use crate::run::project::{Project, on_path};
use crate::run::step::{CannotRun, Step, Task};

/// The step that installs it. It isn't a part of the setup: only what counts instructions needs it.
pub const STEP: Step = Step {
    name: "valgrind",
    about: "valgrind, which counts instructions",
    needs: &[],
    run: install,
};

/// Builds the program that the arguments of `cargo` name, and returns its path.
pub fn program(log: &Log, cargo: &mut Command) -> Result<PathBuf> {
    let output = log.output(cargo.args(["--message-format", "json"]))?;
    let messages = output
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut programs =
        messages.filter_map(|message| Some(PathBuf::from(message["executable"].as_str()?)));
    programs.next().context("Cargo built no program")
}

/// The instructions of a whole run of a program.
pub fn instructions(
    project: &Project,
    log: &Log,
    program: &Path,
    arguments: &[impl AsRef<OsStr>],
) -> Result<u64> {
    let counts = project.target("xtask/callgrind.out");
    let mut valgrind = project.command("valgrind");
    valgrind.arg("--tool=callgrind");
    valgrind.arg(format!("--callgrind-out-file={}", counts.display()));
    log.run(valgrind.arg(program).args(arguments))?;
    let text = fs::read_to_string(&counts)?;
    let total = text.lines().find_map(|line| line.strip_prefix("totals: "));
    Ok(total.context("callgrind wrote no total")?.trim().parse()?)
}

fn install(task: &Task) -> Result<String> {
    if let Some(path) = on_path("valgrind") {
        return Ok(path.display().to_string());
    }
    if !apt::can_install(task) {
        let problem = "no valgrind on PATH, and installing it here takes root and apt-get";
        return Err(CannotRun(problem.into()).into());
    }
    apt::install(task, &["valgrind"])?;
    ensure!(
        on_path("valgrind").is_some(),
        "apt-get installed no valgrind"
    );
    Ok("installed".into())
}
