//! The build: wasm-pack, then the npm package's own script, then `npm pack`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::fingerprint;
use crate::project::Project;
use crate::setup::WASM;
use crate::steps::{Step, Task};
use crate::tools;

/// The step of that name.
pub const STEP: Step = Step {
    name: "build",
    about: "the wasm module and the npm package",
    needs: &["wasm-target", "wasm-bindgen", "wasm-pack", "npm"],
    run: build,
};

/// Everything that the package is made from.
const INPUTS: [&str; 8] = [
    "Cargo.toml",
    "spec/openapi.yaml",
    "crates/codegen",
    "crates/openapi",
    "crates/bitsight-users",
    "bindings/wasm",
    "bindings/npm",
    "xtask/src/build.rs",
];

/// The packed npm package.
pub fn tarball(project: &Project) -> Result<PathBuf> {
    let text = std::fs::read_to_string(project.path("bindings/npm/package.json"))?;
    let manifest: serde_json::Value = serde_json::from_str(&text)?;
    let version = manifest["version"]
        .as_str()
        .context("bindings/npm/package.json has no version")?;
    Ok(project.target(&format!("npm/bitsight-users-{version}.tgz")))
}

/// Makes the next build run even if nothing changed.
pub fn forget(project: &Project) -> Result<()> {
    match std::fs::remove_file(stamp(project)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

fn build(task: &Task) -> Result<String> {
    let project = task.project;
    let tarball = tarball(project)?;
    let fingerprint = fingerprint(task)?;
    let unpacked = project.path("bindings/npm/dist");
    if fingerprint::matches(&stamp(project), &fingerprint) && tarball.is_file() && unpacked.is_dir()
    {
        return Ok("up to date".into());
    }
    forget(project)?;
    task.log
        .run(&mut wasm_pack(project)?)
        .context("the wasm module doesn't build")?;
    let mut script = project.command("node");
    script
        .arg("scripts/build.mjs")
        .current_dir(project.path("bindings/npm"));
    script.env("PATH", tools::path(project)?);
    task.log
        .run(&mut script)
        .context("the npm package doesn't build")?;
    pack(task, &tarball)?;
    fingerprint::write(&stamp(project), &fingerprint)?;
    let size = std::fs::metadata(&tarball)?.len();
    Ok(format!("{}, {} KB", shown(project, &tarball), size / 1000))
}

/// What the module is compiled with, its standard library included, which comes compiled for speed
/// and with the messages of panics in it. Without those a panic is a trap that says nothing, which is
/// all that JavaScript is told of one anyway; and the module is an eighth smaller after brotli. Places
/// in the source are left out, which hold the paths of whoever built it. All this waits to be stabilised in Rust, hence `RUSTC_BOOTSTRAP`: nothing of it changes what correct
/// code does.
const RUSTFLAGS: [&str; 3] = [
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zlocation-detail=none",
];
const CARGO_FLAGS: [&str; 2] = [
    "-Zbuild-std=std,panic_abort",
    "-Zbuild-std-features=optimize_for_size",
];

fn wasm_pack(project: &Project) -> Result<std::process::Command> {
    let mut command = project.command(tools::folder(project).join("wasm-pack"));
    command.args([
        "build",
        "bindings/wasm",
        "--target",
        "web",
        "--profile",
        "wasm",
    ]);
    // The tools were installed by `setup`: nothing may be downloaded behind its back. No package
    // files either: the package is bindings/npm.
    command.args(["--mode", "no-install", "--no-pack"]);
    command
        .arg("--out-dir")
        .arg(project.path("bindings/npm/pkg"));
    command.env("CARGO_TARGET_DIR", project.target(""));
    command.arg("--");
    flagged(&mut command);
    command.env("PATH", tools::path(project)?);
    Ok(command)
}

/// The module alone, with the names of its functions.
pub fn named(project: &Project) -> std::process::Command {
    let mut command = project.wasm_cargo();
    command.args(["build", "--profile", "wasm", "--target", WASM]);
    command.args(["--config", "profile.wasm.strip=false"]);
    flagged(&mut command);
    command
}

/// Compiles as said above.
fn flagged(command: &mut std::process::Command) {
    command
        .args(CARGO_FLAGS)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_ENCODED_RUSTFLAGS", RUSTFLAGS.join("\u{1f}"));
}

/// `npm pack`, with nothing left of an earlier version.
fn pack(task: &Task, tarball: &Path) -> Result<()> {
    let folder = tarball.parent().context("the tarball has a folder")?;
    if folder.exists() {
        std::fs::remove_dir_all(folder)?;
    }
    std::fs::create_dir_all(folder)?;
    let mut npm = task.project.command("npm");
    npm.args(["pack", "--ignore-scripts", "--pack-destination"])
        .arg(folder);
    npm.current_dir(task.project.path("bindings/npm"));
    task.log.run(&mut npm)?;
    anyhow::ensure!(
        tarball.is_file(),
        "npm pack didn't write {}",
        tarball.display()
    );
    Ok(())
}

fn fingerprint(task: &Task) -> Result<String> {
    let rustc = task.log.output(task.project.command("rustc").arg("-vV"))?;
    let node = task
        .log
        .output(task.project.command("node").arg("--version"))?;
    fingerprint::of(
        task.project.root(),
        &INPUTS,
        &[&rustc, &node, tools::WASM_PACK, WASM],
    )
}

fn stamp(project: &Project) -> PathBuf {
    project.target("xtask/built-from")
}

fn shown(project: &Project, path: &Path) -> String {
    path.strip_prefix(project.root())
        .unwrap_or(path)
        .display()
        .to_string()
}
