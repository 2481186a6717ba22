//! `cargo xtask audit`: licences, bans, sources and known weaknesses of everything that is depended on.
//!
//! A task and no step of `cargo xtask test`: compiling cargo-deny takes longer than most steps, and the
//! databases of weaknesses change without a change here and are not reachable from everywhere.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use xshell::cmd;

use crate::run::step::Task;

/// The cargo-deny that `deny.toml` was tried with.
const CARGO_DENY: &str = "0.20.2";
/// The workspaces, each with a lock file of its own.
const MANIFESTS: [&str; 4] = [
    "Cargo.toml",
    "bindings/wasm/Cargo.toml",
    "fuzz/Cargo.toml",
    "xtask/tools/Cargo.toml",
];
/// The folders with a package-lock.json.
const NPM: [&str; 2] = ["bindings/npm", "tests"];

/// Checks the Rust and the npm packages. A database that can't be reached is named; it is no failure.
pub fn run(task: &Task) -> Result<()> {
    let (sh, log) = (&task.project.sh, &task.log);
    let root = task.project.target("audit");
    log.run(cmd!(
        sh,
        "cargo install cargo-deny --version ={CARGO_DENY} --locked --debug --root {root}"
    ))?;
    let deny = root.join("bin/cargo-deny");
    let config = task.project.path("deny.toml");
    let reachable = log.run(cmd!(sh, "{deny} --config {config} fetch db"));
    for manifest in MANIFESTS {
        let checks = cmd!(
            sh,
            "{deny} --config {config} --manifest-path {manifest} check --hide-inclusion-graph"
        );
        log.run(checks.args(["licenses", "bans", "sources"]))?;
        println!("{manifest}: licences, bans and sources are as deny.toml says");
        if reachable.is_ok() {
            let advisories = cmd!(
                sh,
                "{deny} --config {config} --manifest-path {manifest} check --disable-fetch advisories"
            );
            log.run(advisories)?;
            println!("{manifest}: no known weakness");
        }
    }
    if let Err(error) = reachable {
        println!(
            "Rust packages: NOT CHECKED for known weaknesses; the database can't be fetched:\n{error:#}"
        );
    }
    for folder in NPM {
        npm(task, folder)?;
    }
    Ok(())
}

/// Checks the packages of a lock file for known weaknesses that are high or critical.
fn npm(task: &Task, folder: &str) -> Result<()> {
    let audit = cmd!(task.project.sh, "npm audit --json");
    // Its status tells of every weakness; the report says how grave they are.
    let output = task.project.at(folder, audit).output()?;
    let report: Value = serde_json::from_slice(&output.stdout)
        .with_context(|| format!("npm audit in {folder}: no JSON"))?;
    let Some(found) = report.pointer("/metadata/vulnerabilities") else {
        let reason = report["message"].as_str().unwrap_or("no reason given");
        println!("{folder}: NOT CHECKED for known weaknesses: {reason}");
        return Ok(());
    };
    let grave = ["high", "critical"].map(|level| found[level].as_u64().unwrap_or_default());
    ensure!(
        grave == [0, 0],
        "{folder}: {found}; `npm audit` there names them"
    );
    println!("{folder}: no known weakness that is high or critical");
    Ok(())
}
