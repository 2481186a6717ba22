//! `cargo xtask size`: how much a browser downloads, and where the module's bytes are.

use anyhow::{Context, Result};

use crate::build;
use crate::process::Log;
use crate::project::Project;
use crate::steps;
use crate::tools;

/// Prints the sizes, then a report on a module that is built once more, with names.
pub fn run(project: &Project) -> Result<()> {
    steps::run(project, &["build"])?;
    let log = Log::create(project.target("xtask/logs/size.log"))?;
    let mut size = project.command("node");
    size.arg("bindings/npm/scripts/size.mjs");
    println!("\n{}", log.output(&mut size)?.trim_end());

    log.run(&mut build::named(project))?;
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
        .args(flags(project)?)
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
fn flags(project: &Project) -> Result<Vec<String>> {
    let manifest = std::fs::read_to_string(project.path("bindings/wasm/Cargo.toml"))?;
    let list = manifest
        .split_once("\nwasm-opt = [")
        .and_then(|(_, rest)| rest.split_once(']'))
        .context("bindings/wasm/Cargo.toml has no list `wasm-opt`")?;
    Ok(list
        .0
        .split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect())
}
