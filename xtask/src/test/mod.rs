//! `cargo xtask test`: every test of the project, as steps.

pub mod changed;
mod document;
mod fuzz;
pub mod guard;
mod javascript;
mod package;
mod rust;

use anyhow::{Result, bail};

use crate::bench;
use crate::matrix;
use crate::project::Project;
use crate::steps::{self, Step};

/// Runs all the steps, or those that `--only` names.
pub fn run(project: &Project, arguments: &[&str]) -> Result<()> {
    let mut only = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match (*argument, argument.strip_prefix("--only=")) {
            ("--list", _) => return list(),
            ("--only", _) => match rest.next() {
                Some(name) => only.push(*name),
                None => bail!("--only takes the name of a step"),
            },
            (_, Some(name)) => only.push(name),
            _ => bail!("`cargo xtask test` doesn't know `{argument}`"),
        }
    }
    if only.is_empty() {
        only = all();
    }
    steps::run(project, &only)
}

/// The steps that only test.
pub fn steps() -> Vec<Step> {
    let mut steps = rust::steps();
    steps.extend(package::steps());
    steps.push(changed::STEP);
    steps.push(document::STEP);
    steps.push(fuzz::STEP);
    steps.extend(javascript::steps());
    steps.extend(matrix::steps());
    steps.push(guard::STEP);
    steps.push(bench::STEP);
    steps
}

/// Everything that a full run consists of, besides what it needs.
fn all() -> Vec<&'static str> {
    let mut names = vec!["setup", "check"];
    names.extend(steps().iter().map(|step| step.name));
    names.push("reference");
    names
}

fn list() -> Result<()> {
    for step in steps::table() {
        println!("{:<13} {}", step.name, step.about);
    }
    Ok(())
}
