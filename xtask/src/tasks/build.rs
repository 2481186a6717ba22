//! The build: wasm-pack, then the npm package's own script, then `npm pack`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use xshell::cmd;

use crate::install::rust::{WASM, registries};
use crate::install::tools;
use crate::run::project::Project;
use crate::run::step::{Step, Task};
use crate::run::{files, fingerprint};

/// The step of that name.
pub const STEP: Step = Step {
    name: "build",
    about: "the wasm module and the npm package",
    needs: &["wasm-target", "wasm-tools", "npm"],
    run: build,
};

/// Everything that the package is made from.
const INPUTS: [&str; 19] = [
    "Cargo.toml",
    "docs/administrators.md",
    "docs/browsers.md",
    "docs/errors.md",
    "docs/networks.md",
    "docs/provisioning.md",
    "spec/openapi.yaml",
    "crates/codegen",
    "crates/openapi",
    "crates/bitsight-users",
    "crates/provision",
    "crates/provision-client/Cargo.toml",
    "crates/provision-client/src",
    "crates/cli/Cargo.toml",
    "crates/cli/src",
    "bindings/wasm",
    "bindings/npm",
    "xtask/src/tasks/build.rs",
    tools::FOLDER,
];

/// The packed npm package.
pub fn tarball(project: &Project) -> Result<PathBuf> {
    let text = project.sh.read_file("bindings/npm/package.json")?;
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
    package(task, project.root(), &project.target(""))?;
    ensure!(
        tarball.is_file(),
        "npm pack didn't write {}",
        tarball.display()
    );
    fingerprint::write(&stamp(project), &fingerprint)?;
    let size = std::fs::metadata(&tarball)?.len();
    let shown = tarball.strip_prefix(project.root()).unwrap_or(&tarball);
    Ok(format!("{}, {} KB", shown.display(), size / 1000))
}

/// Builds the package from the sources in `root`, and packs it into the folder `npm` of `target`, with
/// nothing left of an earlier version.
pub fn package(task: &Task, root: &Path, target: &Path) -> Result<()> {
    let (project, sh) = (task.project, &task.project.sh);
    let npm = root.join("bindings/npm");
    let out = npm.join("pkg");
    // wasm-pack optimises every module that it finds there, those of an interrupted build included.
    files::empty(&out)?;
    modules(project, root, target, &out).context("the wasm modules don't build")?;
    let script = cmd!(sh, "node scripts/build.mjs").env("PATH", tools::path(project)?);
    task.log
        .run(project.at(&npm, script))
        .context("the npm package doesn't build")?;
    let folder = target.join("npm");
    files::empty(&folder)?;
    let pack = cmd!(sh, "npm pack --ignore-scripts --pack-destination {folder}");
    task.log.run(project.at(&npm, pack))
}

/// The wasm modules, in folders of `out`. While one is optimised, which takes one processor, the next is compiled; the
/// largest first.
fn modules(project: &Project, root: &Path, target: &Path, out: &Path) -> Result<()> {
    let build = |project: Project, name: &str, out: PathBuf| {
        let task = Task::new(&project, &format!("build-{name}"))?;
        let source = Path::new("bindings/wasm").join(name);
        wasm(&task, root, target, &source, &out)
    };
    std::thread::scope(|scope| {
        let started = ["cli", "", "provision"].map(|name| {
            let project = project.clone();
            scope.spawn(move || build(project, name, out.join(name)))
        });
        started
            .into_iter()
            .try_for_each(|module| module.join().map_err(|_| anyhow!("a build panicked"))?)
    })
}

/// A wasm module with its glue, of the crate in that folder of bindings/wasm.
fn wasm(task: &Task, root: &Path, target: &Path, source: &Path, out: &Path) -> Result<()> {
    let project = task.project;
    let wasm_pack = tools::folder(project).join("wasm-pack");
    let profile = profile(&source.to_string_lossy());
    // The tools were installed by `setup`: nothing may be downloaded behind its back. No package
    // files either: the package is bindings/npm.
    let command = cmd!(
        project.sh,
        "{wasm_pack} build {source} --target web --profile {profile} --mode no-install --no-pack --out-dir {out}"
    );
    let command = command
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_ENCODED_RUSTFLAGS", flags(task, root, target)?)
        .env("RUSTC_WRAPPER", root.join("bindings/wasm/rustc.sh"))
        .env("PATH", tools::path(project)?);
    task.log.run(project.at(root, command))
}

/// The profile in bindings/wasm/Cargo.toml of the module in that folder, or of that package.
fn profile(module: &str) -> &'static str {
    match module.contains("provision") {
        true => "wasm-small",
        false => "wasm",
    }
}

/// Builds the module of a package alone, with the names of its functions, and returns its path.
pub fn named(task: &Task, package: &str) -> Result<PathBuf> {
    let project = task.project;
    let profile = profile(package);
    let cargo = cmd!(
        project.sh,
        "cargo rustc --package {package} --lib --profile {profile} --target {WASM} --config profile.{profile}.strip=false -- -Clink-arg=--demangle"
    );
    let cargo = cargo.env(
        "CARGO_ENCODED_RUSTFLAGS",
        flags(task, project.root(), &project.target(""))?,
    );
    task.log.run(project.at_wasm(cargo))?;
    let file = package.replace('-', "_");
    Ok(project.target(&format!("{WASM}/{profile}/{file}.wasm")))
}

/// The compiler's flags. They shorten the paths in the messages of panics: a message names the source file without the
/// folders of the machine that built the module. Mangled names of the newer form can be printed in full.
fn flags(task: &Task, root: &Path, target: &Path) -> Result<String> {
    let sh = &task.project.sh;
    let sysroot = task.log.output(cmd!(sh, "rustc --print sysroot"))?;
    let version = task.log.output(cmd!(sh, "rustc -vV"))?;
    let commit = version
        .lines()
        .find_map(|line| line.strip_prefix("commit-hash: "))
        .context("`rustc -vV` names no commit")?;
    let mut prefixes = vec![
        (root.to_owned(), String::new()),
        // The source that build scripts write. The last prefix that fits is taken.
        (target.to_owned(), "target".into()),
        // Cargo compiles the crates of the workspace with paths relative to it.
        ("src".into(), "bindings/wasm/src".into()),
        ("platform".into(), "bindings/wasm/platform".into()),
        ("provision".into(), "bindings/wasm/provision".into()),
        ("cli".into(), "bindings/wasm/cli".into()),
        // Where the source of the standard library is installed, the compiler names that instead of its own.
        (
            Path::new(sysroot.trim()).join("lib/rustlib/src/rust"),
            format!("/rustc/{commit}"),
        ),
    ];
    prefixes.extend(registries()?.into_iter().map(|path| (path, String::new())));
    let mut flags = vec![
        "-Csymbol-mangling-version=v0".to_owned(),
        // SHA-256 as a loop in place of unrolled code: 7 KB less.
        "--cfg=sha2_backend_soft=\"compact\"".to_owned(),
        // The data is behind the stack. With less stack than the default of 1 MB its addresses take three bytes of code
        // in place of four. JavaScript's own stack is no larger, and no function here keeps much on it.
        "-Clink-arg=-zstack-size=524288".to_owned(),
    ];
    let remapped = prefixes
        .iter()
        .map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()));
    flags.extend(remapped);
    Ok(flags.join("\u{1f}"))
}

fn fingerprint(task: &Task) -> Result<String> {
    let sh = &task.project.sh;
    let rustc = task.log.output(cmd!(sh, "rustc -vV"))?;
    let node = task.log.output(cmd!(sh, "node --version"))?;
    fingerprint::of(task.project.root(), &INPUTS, &[&rustc, &node, WASM])
}

fn stamp(project: &Project) -> PathBuf {
    project.target("xtask/built-from")
}
