//! The command line tools of the wasm build, compiled from `xtask/tools`.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use xshell::cmd;

use crate::run::project::Project;
use crate::run::step::{Step, Task};

/// The step of the setup.
pub const STEP: Step = Step {
    name: "wasm-tools",
    about: "wasm-pack and the wasm-bindgen CLI",
    needs: &[],
    run: |task| {
        let sh = &task.project.sh;
        let version = equal_version(
            &sh.read_file(format!("{FOLDER}/Cargo.lock"))?,
            &sh.read_file("bindings/wasm/Cargo.lock")?,
        )?;
        build(task, &["wasm-bindgen", "wasm-pack"])?;
        Ok(format!("wasm-pack, wasm-bindgen {version}"))
    },
};

/// Their source.
pub const FOLDER: &str = "xtask/tools";

/// Compiles some of the tools.
pub fn build(task: &Task, programs: &[&str]) -> Result<()> {
    let project = task.project;
    let target = project.target("tools");
    let mut cargo = cmd!(
        project.sh,
        "cargo build --locked --manifest-path {FOLDER}/Cargo.toml --target-dir {target}"
    )
    .args(programs.iter().flat_map(|program| ["--bin", program]));
    // `cargo run` sets them for the program of which this is a part. They differ between `cargo xtask` and the runner of
    // the benchmarks, and ring is compiled anew whenever they change.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            cargo = cargo.env_remove(&name);
        }
    }
    task.log.run(cargo)
}

/// The folder of the programs.
pub fn folder(project: &Project) -> PathBuf {
    project.target("tools/debug")
}

/// PATH with the project's own programs in front: the Cargo tools, then the npm ones.
pub fn path(project: &Project) -> Result<OsString> {
    let mut folders = vec![
        folder(project),
        project.path("bindings/npm/node_modules/.bin"),
    ];
    folders.extend(std::env::split_paths(
        &std::env::var_os("PATH").unwrap_or_default(),
    ));
    Ok(std::env::join_paths(folders)?)
}

/// The version of wasm-bindgen in the two lock files: its CLI only takes what that very version has compiled.
fn equal_version(tools: &str, module: &str) -> Result<String> {
    let cli = version_in(tools, "wasm-bindgen-cli")
        .with_context(|| format!("{FOLDER}/Cargo.lock has no `wasm-bindgen-cli`"))?;
    let library = version_in(module, "wasm-bindgen")
        .context("bindings/wasm/Cargo.lock has no `wasm-bindgen`")?;
    ensure!(
        cli == library,
        "bindings/wasm/Cargo.lock has wasm-bindgen {library}, but {FOLDER}/Cargo.lock has its CLI {cli}; write {library} \
         into {FOLDER}/Cargo.toml, and run `cargo update --manifest-path {FOLDER}/Cargo.toml`"
    );
    Ok(cli)
}

/// The version of a package in a lock file.
fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    let version = lines.next()?.strip_prefix("version = \"")?;
    version.strip_suffix('"').map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::equal_version;

    const MODULE: &str = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.9\"\n\n\
                          [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";

    #[test]
    fn the_cli_has_the_version_of_the_library() {
        let tools = |version: &str| format!("name = \"wasm-bindgen-cli\"\nversion = \"{version}\"");
        let equal = equal_version(&tools("0.2.130"), MODULE);
        assert_eq!(equal.ok().as_deref(), Some("0.2.130"));
        let other = equal_version(&tools("0.2.129"), MODULE).map_err(|error| error.to_string());
        assert!(other.is_err_and(|text| text.contains("0.2.130") && text.contains("0.2.129")));
    }
}
