//! `cargo xtask bench`: the benchmarks. `tests/bench/runner` measures and writes the report.

use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::run::project::Project;
use crate::run::step::Step;

/// The part of it that a test can repeat: not the times, but that they are shown as measured.
pub const STEP: Step = Step {
    name: "benchmarks",
    about: "the figures, the chart and their page agree",
    needs: &[],
    run: |task| {
        let output = task.log.output(runner(task.project).arg("--check"))?;
        Ok(output.trim().to_owned())
    },
};

/// Runs the benchmarks with these arguments.
pub fn run(project: &Project, arguments: &[&str]) -> Result<()> {
    // Not into a log: it takes minutes, and prints each table when it is measured.
    let status = runner(project).args(arguments).status();
    let status = status.context("can't start cargo")?;
    ensure!(status.success(), "the benchmarks failed");
    Ok(())
}

fn runner(project: &Project) -> Command {
    let mut cargo = project.cargo();
    cargo.args(["run", "--quiet", "--package", "bitsight-users-bench-runner"]);
    cargo.arg("--");
    cargo
}
