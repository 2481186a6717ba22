//! The support matrix: the packed package in a fresh project for each place where JavaScript runs.

use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::install::{apt, chromium};
use crate::run::project::{Project, on_path};
use crate::run::step::{CannotRun, Step, Task};
use crate::run::steps::Steps;
use crate::tasks::build;
use crate::tasks::mock;

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
pub fn run(project: &Project, steps: &Steps, arguments: &[&str]) -> Result<()> {
    let task = Task::new(project, "matrix")?;
    let mut node = project.command("node");
    node.arg("tests/matrix/run.mjs").args(arguments);
    if !arguments.contains(&"--check") {
        steps.run(project, &["build", "chromium"])?;
        if arguments.is_empty() {
            engines(&task);
        }
        environment(&task, &mut node)?;
    }
    // Not into the log: it takes minutes, and tells how far it is.
    let status = node.status().context("can't start node")?;
    if !status.success() {
        bail!("the matrix isn't as it should be");
    }
    Ok(())
}

fn lint(task: &Task) -> Result<String> {
    let mut node = task.project.command("node");
    node.arg("tests/matrix/lint.mjs");
    node.env("BITSIGHT_USERS_TARBALL", build::tarball(task.project)?);
    last_line(&task.log.output(&mut node)?)
}

fn core(task: &Task) -> Result<String> {
    let mut node = task.project.command("node");
    task.log
        .run(node.args(["tests/matrix/run.mjs", "--check"]))?;
    if chromium::find()?.is_none() {
        return Err(CannotRun("no Chromium".into()).into());
    }
    let mut node = task.project.command("node");
    node.args(["tests/matrix/run.mjs", "--core"]);
    environment(task, &mut node)?;
    last_line(&task.log.output(&mut node)?)
}

fn environment(task: &Task, node: &mut Command) -> Result<()> {
    node.env("BITSIGHT_USERS_TARBALL", build::tarball(task.project)?);
    node.env(
        "BITSIGHT_USERS_MOCK",
        mock::program(task.project, &task.log)?,
    );
    if let Some(chromium) = chromium::find()? {
        node.env("BITSIGHT_USERS_CHROMIUM", chromium);
    }
    Ok(())
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
