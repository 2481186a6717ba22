//! The support matrix: the packed package in a fresh project for each place where JavaScript runs.

use anyhow::{Context, Result};
use xshell::{Cmd, cmd};

use crate::install::{apt, chromium};
use crate::run::project::{Project, on_path};
use crate::run::step::{CannotRun, Step, Task};
use crate::run::steps::Steps;
use crate::tasks::build;
use crate::tasks::native;

/// What the pages in other engines need, and the Debian packages that have it.
const ENGINES: [(&str, &str); 3] = [
    ("firefox-esr", "firefox-esr"),
    ("WebKitWebDriver", "webkit2gtk-driver"),
    ("Xvfb", "xvfb"),
];

/// In the order in which they run.
pub const STEPS: [Step; 2] = [
    Step {
        name: "npm-lint",
        about: "the package by publint and are-the-types-wrong",
        needs: &["build"],
        run: lint,
    },
    Step {
        name: "matrix-core",
        about: "the package in Node.js, Bun, Workers and a bundle",
        needs: &["build", "chromium"],
        run: core,
    },
];

/// `cargo xtask matrix`: all cells, or those that the arguments name.
pub fn run(project: &Project, steps: &Steps, arguments: &[String]) -> Result<()> {
    let task = Task::new(project, "matrix")?;
    let mut matrix = cmd!(project.sh, "node tests/matrix/run.mjs {arguments...}");
    if !arguments.iter().any(|word| word == "--check") {
        steps.run(project, &["build", "chromium"])?;
        if arguments.is_empty() {
            engines(&task);
        }
        matrix = with_environment(&task, matrix)?;
    }
    // Not into the log: it takes minutes, and prints its progress.
    Ok(matrix.quiet().run()?)
}

fn lint(task: &Task) -> Result<String> {
    let node = cmd!(task.project.sh, "node tests/matrix/lint.mjs");
    let node = node.env("BITSIGHT_USERS_TARBALL", build::tarball(task.project)?);
    last_line(&task.log.output(node)?)
}

fn core(task: &Task) -> Result<String> {
    let sh = &task.project.sh;
    task.log
        .run(cmd!(sh, "node tests/matrix/run.mjs --check"))?;
    if chromium::find()?.is_none() {
        return Err(CannotRun("no Chromium".into()).into());
    }
    let core = with_environment(task, cmd!(sh, "node tests/matrix/run.mjs --core"))?;
    last_line(&task.log.output(core)?)
}

fn with_environment<'a>(task: &Task, node: Cmd<'a>) -> Result<Cmd<'a>> {
    let mock = native::MOCK.build(task.project, &task.log)?;
    let node = node
        .env("BITSIGHT_USERS_TARBALL", build::tarball(task.project)?)
        .env("BITSIGHT_USERS_MOCK", mock);
    let chromium = chromium::find()?;
    Ok(node.envs(chromium.map(|path| ("BITSIGHT_USERS_CHROMIUM", path))))
}

/// Installs the other engines where that is possible; without one, its cell says so.
fn engines(task: &Task) {
    let missing: Vec<&str> = ENGINES
        .iter()
        .filter(|(program, _)| on_path(program).is_none())
        .map(|(_, package)| *package)
        .collect();
    if missing.is_empty() || !apt::can_install(task) {
        return;
    }
    println!("installing {}", missing.join(", "));
    if let Err(error) = apt::install(task, &missing) {
        println!("{error:#}");
    }
}

fn last_line(output: &str) -> Result<String> {
    let line = output.lines().rev().find(|line| !line.trim().is_empty());
    Ok(line.context("it printed nothing")?.to_owned())
}
