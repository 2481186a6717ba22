//! `cargo xtask size`: how much a browser downloads, and where the module's bytes are.

use anyhow::{Context, Result};

use crate::install::tools;
use crate::run::log::Log;
use crate::run::project::Project;
use crate::run::steps::Steps;
use crate::tasks::build;

/// Prints the sizes, then a report on a module that is built once more, with names.
pub fn run(project: &Project, steps: &Steps) -> Result<()> {
    steps.run(project, &["build"])?;
    let log = Log::create(project.target("xtask/logs/size.log"))?;
    let mut size = project.command("node");
    size.arg("bindings/npm/scripts/size.mjs");
    println!("\n{}", log.output(&mut size)?.trim_end());

    log.run(&mut build::named(project)?)?;
    let folder = project.target("size");
    let mut bindgen = project.command(tools::folder(project).join("wasm-bindgen"));
    bindgen.args(["--target", "web", "--out-dir"]).arg(&folder);
    bindgen.arg(project.target("wasm32-unknown-unknown/wasm/bitsight_users_wasm.wasm"));
    log.run(&mut bindgen)?;
    let (from, to) = (
        folder.join("bitsight_users_wasm_bg.wasm"),
        folder.join("named.wasm"),
    );
    let mut optimize = project.command("wasm-opt");
    optimize.env("PATH", tools::path(project)?);
    optimize
        .args(flags(project, &log)?)
        .arg("-g")
        .arg(from)
        .arg("-o")
        .arg(&to);
    log.run(&mut optimize)?;
    let mut report = project.command("node");
    report.arg("bindings/npm/scripts/bytes.mjs").arg(&to);
    println!("{}", log.output(&mut report)?.trim_end());
    Ok(())
}

/// What the build passes to wasm-opt: the list in the wasm crate's metadata.
fn flags(project: &Project, log: &Log) -> Result<Vec<String>> {
    let metadata = log.metadata(project.wasm_cargo())?;
    let packages = metadata["packages"].as_array();
    let list = packages
        .into_iter()
        .flatten()
        .find_map(|package| package.pointer("/metadata/wasm-pack/profile/custom/wasm-opt"))
        .context("bindings/wasm/Cargo.toml has no list `wasm-opt`")?;
    Ok(serde_json::from_value(list.clone())?)
}
