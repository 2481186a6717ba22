//! Instructions as callgrind counts them: the same for the same program and input, whatever else runs.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process::Log;
use crate::project::Project;

/// Builds a program, and says where it is; `cargo` says what to build.
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
