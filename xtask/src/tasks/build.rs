//! The build: wasm-pack, then the npm package's own script, then `npm pack`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::install::rust::WASM;
use crate::install::tools;
use crate::run::project::Project;
use crate::run::step::{Step, Task};
use crate::run::{files, fingerprint};

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
    "xtask/src/tasks/build.rs",
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
    command.env("CARGO_ENCODED_RUSTFLAGS", flags(project)?);
    command.env("PATH", tools::path(project)?);
    Ok(command)
}

/// The module alone, with the names of its functions.
///
/// # Errors
/// When the folder of cargo's registry can't be read.
pub fn named(project: &Project) -> Result<std::process::Command> {
    let mut command = project.wasm_cargo();
    command.args(["rustc", "--lib", "--profile", "wasm", "--target", WASM]);
    command.args(["--config", "profile.wasm.strip=false"]);
    command.env("CARGO_ENCODED_RUSTFLAGS", flags(project)?);
    command.args(["--", "-Clink-arg=--demangle"]);
    Ok(command)
}

/// The compiler's flags. They shorten the paths in the messages of panics: a message names the source file without the
/// folders of the machine that built the module. Mangled names of the newer form can be printed in full.
fn flags(project: &Project) -> Result<String> {
    let mut prefixes = vec![
        (project.root().to_owned(), String::new()),
        // Cargo compiles the crates of the workspace with paths relative to it.
        ("src".into(), "bindings/wasm/src".into()),
        ("platform".into(), "bindings/wasm/platform".into()),
        // Where the source of the standard library is installed, the compiler names that instead of its own.
        (
            Path::new(&rustc(project, &["--print", "sysroot"])?).join("lib/rustlib/src/rust"),
            format!("/rustc/{}", compiler_commit(project)?),
        ),
    ];
    let registries = cargo_home()?.join("registry/src");
    for registry in std::fs::read_dir(&registries)
        .with_context(|| format!("{} can't be read", registries.display()))?
    {
        prefixes.push((registry?.path(), String::new()));
    }
    let flags = prefixes
        .iter()
        .map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()));
    let mut flags: Vec<_> = flags.collect();
    flags.push("-Csymbol-mangling-version=v0".into());
    Ok(flags.join("\u{1f}"))
}

fn compiler_commit(project: &Project) -> Result<String> {
    let version = rustc(project, &["-vV"])?;
    let commit = version
        .lines()
        .find_map(|line| line.strip_prefix("commit-hash: "));
    Ok(commit.context("`rustc -vV` names no commit")?.to_owned())
}

fn rustc(project: &Project, arguments: &[&str]) -> Result<String> {
    let output = project.command("rustc").args(arguments).output()?;
    anyhow::ensure!(output.status.success(), "rustc {arguments:?} failed");
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

/// The folder in which cargo keeps the sources of crates.
fn cargo_home() -> Result<PathBuf> {
    if let Some(home) = std::env::var_os("CARGO_HOME") {
        return Ok(home.into());
    }
    let home = std::env::home_dir().context("there is no home directory")?;
    Ok(home.join(".cargo"))
}

/// `npm pack`, with nothing left of an earlier version.
fn pack(task: &Task, tarball: &Path) -> Result<()> {
    let folder = tarball.parent().context("the tarball has a folder")?;
    files::empty(folder)?;
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
