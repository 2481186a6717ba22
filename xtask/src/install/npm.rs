//! The npm packages that the build and the tests use, exactly as their lock files say.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

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
/// Below this, the language features and the `fetch` that the package builds on are missing.
const OLDEST_NODE: u32 = 20;

/// The entry file of a program of an npm package, to be run by `node`; without the shell
/// wrapper between, killing the process kills the program.
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
        let mut npm = task.project.command("npm");
        npm.args(["ci", "--no-audit", "--no-fund"])
            .current_dir(&root);
        task.log.run(&mut npm).with_context(|| {
            format!(
                "npm couldn't install the packages of {folder}; if package.json and \
                 package-lock.json disagree, run `npm install` there"
            )
        })?;
        fingerprint::write(&stamp, &fingerprint)?;
        installed.push(folder);
    }
    Ok(match installed.as_slice() {
        [] => "they are there".into(),
        folders => format!("installed in {}", folders.join(" and ")),
    })
}

fn node_version(task: &Task) -> Result<String> {
    let version = task
        .log
        .output(task.project.command("node").arg("--version"))
        .context("Node.js 20 or later is needed, with npm")?;
    let version = version.trim().to_owned();
    let major: Option<u32> = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|major| major.parse().ok());
    match major {
        Some(major) if major >= OLDEST_NODE => Ok(version),
        _ => bail!("Node.js {OLDEST_NODE} or later is needed, and this is {version}"),
    }
}
