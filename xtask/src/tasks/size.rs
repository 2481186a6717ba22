//! `cargo xtask size`: how much a browser downloads, and where the bytes of the modules are.

use anyhow::{Context, Result};
use serde_json::Value;
use xshell::cmd;

use crate::install::tools;
use crate::run::project::Project;
use crate::run::step::Task;
use crate::run::steps::Steps;
use crate::tasks::build;

/// Prints the sizes, then a report on each module, which is built once more, with names.
pub fn run(project: &Project, steps: &Steps) -> Result<()> {
    steps.run(project, &["build"])?;
    let task = Task::new(project, "size")?;
    let sh = &project.sh;
    // Over budget, the report is wanted all the more.
    let sizes = task
        .log
        .output(cmd!(sh, "node bindings/npm/scripts/size.mjs"));
    if let Ok(sizes) = &sizes {
        println!("\n{}", sizes.trim_end());
    }

    let bindgen = tools::folder(project).join("wasm-bindgen");
    let _path = sh.push_env("PATH", tools::path(project)?);
    for package in [
        "bitsight-users-wasm",
        "bitsight-users-provision-wasm",
        "bitsight-users-cli-wasm",
    ] {
        let module = build::named(&task, package)?;
        let folder = project.target("size").join(package);
        task.log.run(cmd!(
            sh,
            "{bindgen} --target web --out-dir {folder} {module}"
        ))?;
        let bound = folder.join(format!("{}_bg.wasm", package.replace('-', "_")));
        let named = folder.join("named.wasm");
        let flags = flags(&task, package)?;
        task.log
            .run(cmd!(sh, "wasm-opt {flags...} -g {bound} -o {named}"))?;
        let report = task
            .log
            .output(cmd!(sh, "node bindings/npm/scripts/bytes.mjs {named}"))?;
        println!("\n{package}\n{}", report.trim_end());
    }
    sizes.map(drop)
}

/// The flags of wasm-opt in a build: the list in the wasm crate's metadata.
fn flags(task: &Task, name: &str) -> Result<Vec<String>> {
    let cargo = cmd!(
        task.project.sh,
        "cargo metadata --no-deps --format-version 1"
    );
    let metadata: Value = serde_json::from_str(&task.log.output(task.project.at_wasm(cargo))?)?;
    let packages = metadata["packages"].as_array();
    let list = packages
        .into_iter()
        .flatten()
        .filter(|package| package["name"] == name)
        .find_map(|package| package.pointer("/metadata/wasm-pack/profile/custom/wasm-opt"))
        .with_context(|| format!("{name} has no list `wasm-opt`"))?;
    Ok(serde_json::from_value(list.clone())?)
}
