//! A program that uses the package: a fresh folder with the packed tarball installed, and copies
//! of the tests and examples, so that they can't reach the source by accident.

use std::path::PathBuf;

use anyhow::{Context, Result};
use xshell::cmd;

use crate::run::files;
use crate::run::project::Project;
use crate::run::step::{Step, Task};
use crate::tasks::build;

/// The step that makes the folder.
pub const STEP: Step = Step {
    name: "consumer",
    about: "the packed package, installed in a fresh folder",
    needs: &["build"],
    run: create,
};

/// What is copied, under the same relative paths.
const COPIED: [&str; 6] = [
    "tests/node",
    "tests/prism",
    "tests/support",
    "tests/types",
    "examples/node",
    "examples/proxy",
];

/// The folder, with everything in it.
pub fn folder(project: &Project) -> PathBuf {
    project.target("consumers/node")
}

fn create(task: &Task) -> Result<String> {
    let project = task.project;
    let folder = folder(project);
    files::empty(&folder)?;
    std::fs::write(
        folder.join("package.json"),
        "{ \"private\": true, \"type\": \"module\" }\n",
    )?;
    // The package has no dependencies, so that installing it needs no network. This keeps it so.
    let npm = cmd!(
        project.sh,
        "npm install --no-save --no-package-lock --no-audit --no-fund --offline"
    );
    let npm = project.at(&folder, npm.arg(build::tarball(project)?));
    task.log
        .run(npm)
        .context("the packed package can't be installed")?;
    for relative in COPIED {
        files::copy(&project.path(relative), &folder.join(relative))
            .with_context(|| format!("can't copy {relative}"))?;
    }
    Ok("target/consumers/node".into())
}
