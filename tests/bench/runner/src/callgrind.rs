//! Instructions as callgrind counts them: the same number for the same program and input, on a busy machine too.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::Value;
use xshell::cmd;
use xtask::run::step::Task;

/// Builds a program of a package for release, and returns its path; `target` is such as `--bin NAME`.
pub fn program(task: &Task, package: &str, target: [&str; 2]) -> Result<PathBuf> {
    let cargo = cmd!(
        task.project.sh,
        "cargo build --release --package {package} {target...} --message-format json"
    );
    let output = task.log.output(cargo)?;
    let messages = output
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut programs =
        messages.filter_map(|message| Some(PathBuf::from(message["executable"].as_str()?)));
    programs.next().context("Cargo built no program")
}

/// The instructions of a whole run of a program.
pub fn instructions(task: &Task, program: &Path, arguments: &[impl AsRef<OsStr>]) -> Result<u64> {
    let counts = task.project.target("xtask/callgrind.out");
    let valgrind = cmd!(
        task.project.sh,
        "valgrind --tool=callgrind --callgrind-out-file={counts} {program} {arguments...}"
    );
    task.log.run(valgrind)?;
    let text = fs::read_to_string(&counts)?;
    let total = text.lines().find_map(|line| line.strip_prefix("totals: "));
    Ok(total.context("callgrind wrote no total")?.trim().parse()?)
}
