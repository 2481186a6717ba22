//! The command line tools of the wasm build: their versions, where they are, and installing them.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::run::project::Project;
use crate::run::step::{Step, Task};

/// The wasm-pack that the build was tried with.
pub const WASM_PACK: &str = "0.15.1";

/// The steps of the setup.
pub const STEPS: [Step; 2] = [
    Step {
        name: "wasm-bindgen",
        about: "the wasm-bindgen CLI, as in Cargo.lock",
        needs: &[],
        run: |task| {
            let version = locked_version(task.project, "wasm-bindgen")?;
            ensure(task, "wasm-bindgen-cli", "wasm-bindgen", &version)
        },
    },
    Step {
        name: "wasm-pack",
        about: "wasm-pack",
        needs: &[],
        run: |task| ensure(task, "wasm-pack", "wasm-pack", WASM_PACK),
    },
];

/// The version of a package in the wasm crate's lock file. The wasm-bindgen CLI must equal its library
/// exactly.
fn locked_version(project: &Project, package: &str) -> Result<String> {
    let file = "bindings/wasm/Cargo.lock";
    let lock = std::fs::read_to_string(project.path(file))
        .with_context(|| format!("can't read {file}"))?;
    version_in(&lock, package).with_context(|| format!("{file} has no package `{package}`"))
}

/// The folder of the installed programs.
pub fn folder(project: &Project) -> PathBuf {
    project.target("tools/bin")
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

/// Installs a program into the project's own folder, unless that very version is there.
fn ensure(task: &Task, package: &str, program: &str, version: &str) -> Result<String> {
    let binary = folder(task.project).join(program);
    if installed_version(&binary).as_deref() == Some(version) {
        return Ok(format!("{version} is there"));
    }
    // The lock file that the tool was published with comes first. A registry may lack one of
    // the versions in it; the same version of the tool with newer dependencies works as well.
    if task
        .log
        .run(&mut install(task.project, package, version, true))
        .is_err()
    {
        println!(
            "{:<13} `cargo install --locked {package}` failed, trying without --locked",
            ""
        );
        task.log
            .run(&mut install(task.project, package, version, false))
            .with_context(|| format!("{package} {version} can't be installed"))?;
    }
    let found = installed_version(&binary);
    anyhow::ensure!(
        found.as_deref() == Some(version),
        "{} should be {version} now, but says {found:?}",
        binary.display()
    );
    Ok(format!("{version} installed"))
}

fn install(project: &Project, package: &str, version: &str, locked: bool) -> Command {
    let mut command = project.cargo();
    command.args(["install", package, "--force", "--version"]);
    command.arg(format!("={version}"));
    // Unoptimized: compiling the two tools takes half the processor time of a release build (181 s
    // instead of 394 s with `opt-level = 1`), and wasm-bindgen then needs 0.3 s more for the module.
    command.arg("--debug").env("CARGO_PROFILE_DEV_DEBUG", "0");
    command.arg("--root").arg(project.target("tools"));
    command
        .arg("--target-dir")
        .arg(project.target("tools/build"));
    if locked {
        command.arg("--locked");
    }
    command
}

/// The last word of what `--version` prints, as in `wasm-bindgen 0.2.130`.
fn installed_version(binary: &PathBuf) -> Option<String> {
    let output = Command::new(binary).arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    Some(text.split_whitespace().last()?.to_owned())
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    lines
        .next()?
        .strip_prefix("version = \"")?
        .strip_suffix('"')
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::version_in;

    #[test]
    fn a_version_is_that_of_the_whole_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in(lock, "wasm"), None);
    }
}
