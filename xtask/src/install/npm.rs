//! The npm packages of the build and the tests, exactly as their lock files name them.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use xshell::cmd;

use crate::run::fingerprint;
use crate::run::project::Project;
use crate::run::step::{Step, Task};

/// The step of the setup.
pub const STEP: Step = Step {
    name: "npm",
    about: "npm packages of bindings/npm and tests",
    needs: &[],
    run: install,
};

/// The folders with a package-lock.json.
const FOLDERS: [&str; 2] = ["bindings/npm", "tests"];
/// Older versions lack language features and the `fetch` that the package builds on.
const OLDEST_NODE: u32 = 20;

/// The entry file of a program of an npm package, for `node`. Without a shell script in between, killing
/// the process kills the program.
pub fn program(project: &Project, folder: &str, file: &str) -> PathBuf {
    project.path(folder).join("node_modules").join(file)
}

fn install(task: &Task) -> Result<String> {
    let node = node_version(task)?;
    let mut installed = Vec::new();
    for folder in FOLDERS {
        let root = task.project.path(folder);
        let stamp = root.join("node_modules/.installed-from");
        // The Node version belongs to the stamp: native packages differ between versions.
        let fingerprint = fingerprint::of(&root, &["package-lock.json"], &[&node])?;
        if fingerprint::matches(&stamp, &fingerprint) {
            continue;
        }
        let npm = cmd!(task.project.sh, "npm ci --no-audit --no-fund");
        task.log
            .run(task.project.at(folder, npm))
            .with_context(|| {
                format!(
                    "npm couldn't install the packages of {folder}; if package.json and \
                 package-lock.json disagree, run `npm install` there"
                )
            })?;
        fingerprint::write(&stamp, &fingerprint)?;
        installed.push(folder);
    }
    Ok(match installed.as_slice() {
        [] => "already installed".into(),
        folders => format!("installed in {}", folders.join(" and ")),
    })
}

fn node_version(task: &Task) -> Result<String> {
    let version = task.log.output(cmd!(task.project.sh, "node --version"));
    let version = version.context("Node.js 20 or later is needed, with npm")?;
    let version = version.trim().trim_start_matches('v').to_owned();
    let major = version.split('.').next().map(str::parse);
    ensure!(
        matches!(major, Some(Ok(OLDEST_NODE..))),
        "Node.js {OLDEST_NODE} or later is needed, and this is {version}"
    );
    Ok(version)
}
