//! The step that runs the tests of the command line with the program of the npm package.

use anyhow::{Result, ensure};
use xshell::cmd;

use crate::run::step::{Step, Task};
use crate::tasks::consumer;
use crate::test::rust::passed;

/// The step.
pub const STEP: Step = Step {
    name: "npx",
    about: "the command line of the npm package, by the tests of the native one",
    needs: &["consumer"],
    run: test,
};

/// The tests of the whole program. The last needs both programs.
const TESTS: [&str; 7] = [
    "transcripts",
    "streams",
    "robust",
    "results",
    "settings",
    "terminal",
    "both",
];

fn test(task: &Task) -> Result<String> {
    let program = consumer::folder(task.project).join("node_modules/.bin/bitsight-users");
    ensure!(
        program.exists(),
        "the npm package has installed no program {}",
        program.display()
    );
    let tests = TESTS.iter().flat_map(|name| ["--test", *name]);
    let cargo = cmd!(
        task.project.sh,
        "cargo test {tests...} --no-fail-fast -- --include-ignored"
    );
    let output = task
        .log
        .output(cargo.env("BITSIGHT_USERS_PROGRAM", program))?;
    let count = passed(&output);
    ensure!(count > 0, "no test ran");
    Ok(format!("{count} passed"))
}
