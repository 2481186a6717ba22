//! The benchmarks and the guard of instructions and sizes: `tests/bench/runner` measures, compares and reports.

use anyhow::Result;
use xshell::{Cmd, cmd};

use crate::run::project::Project;
use crate::run::step::{Step, Task};
use crate::run::steps::Steps;

/// The part of the benchmarks that a test can repeat: not the times, but that they are shown as measured.
pub const STEP: Step = Step {
    name: "benchmarks",
    about: "the figures, the chart and their page agree",
    needs: &[],
    run: |task| output(task, &["bench", "--check"]),
};

/// The comparison with the accepted instructions and sizes.
pub const GUARD: Step = Step {
    name: "guard",
    about: "instructions and sizes, against the accepted ones",
    needs: &["build", "valgrind"],
    run: |task| output(task, &["guard"]),
};

/// `cargo xtask bench`.
pub fn run(project: &Project, arguments: &[String]) -> Result<()> {
    // Not into a log: it takes minutes, and prints each table when it is measured.
    let words = ["bench"].into_iter();
    let words: Vec<&str> = words.chain(arguments.iter().map(String::as_str)).collect();
    Ok(runner(project, &words).run()?)
}

/// `cargo xtask guard --accept`.
pub fn accept(project: &Project, steps: &Steps) -> Result<()> {
    steps.run(project, GUARD.needs)?;
    Ok(runner(project, &["guard", "--accept"]).run()?)
}

fn output(task: &Task, arguments: &[&str]) -> Result<String> {
    let output = task.log.output(runner(task.project, arguments))?;
    // What comes before the last line is progress.
    Ok(output.lines().last().unwrap_or_default().trim().to_owned())
}

fn runner<'a>(project: &'a Project, arguments: &[&str]) -> Cmd<'a> {
    cmd!(
        project.sh,
        "cargo run --quiet --bin bitsight-users-bench-runner -- {arguments...}"
    )
    .quiet()
}
