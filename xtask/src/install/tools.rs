//! The command line tools of the wasm build, in `target/tools`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use xshell::{Cmd, Shell, cmd};

use crate::run::project::Project;
use crate::run::step::{Step, Task};

/// The steps of the setup.
pub const STEPS: [Step; 2] = [
    Step {
        name: "wasm-bindgen",
        about: "the wasm-bindgen CLI, as in Cargo.lock",
        needs: &[],
        run: |task| {
            // It must equal its library exactly.
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

/// The wasm-pack that the build was tried with.
pub const WASM_PACK: &str = "0.15.1";

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
pub fn ensure(task: &Task, package: &str, program: &str, version: &str) -> Result<String> {
    let binary = folder(task.project).join(program);
    if installed_version(&task.project.sh, &binary).as_deref() == Some(version) {
        return Ok(format!("{version} is installed"));
    }
    // The lock file that the tool was published with comes first. A registry may lack one of the
    // versions in it; the same version of the tool with newer dependencies works as well.
    let locked = install(task.project, package, version).arg("--locked");
    if task.log.run(locked).is_err() {
        println!(
            "{:<13} `cargo install --locked {package}` failed, trying without --locked",
            ""
        );
        task.log
            .run(install(task.project, package, version))
            .with_context(|| format!("{package} {version} can't be installed"))?;
    }
    let found = installed_version(&task.project.sh, &binary);
    ensure!(
        found.as_deref() == Some(version),
        "{} should be {version} now, but says {found:?}",
        binary.display()
    );
    Ok(format!("{version} installed"))
}

/// Unoptimized: compiling the two tools takes half the processor time of a release build (181 s instead
/// of 394 s with `opt-level = 1`), and wasm-bindgen then needs 0.3 s more for the module.
fn install<'a>(project: &'a Project, package: &str, version: &str) -> Cmd<'a> {
    let (root, build) = (project.target("tools"), project.target("tools/build"));
    cmd!(
        project.sh,
        "cargo install {package} --version ={version} --force --debug"
    )
    .args([
        Path::new("--root"),
        &root,
        Path::new("--target-dir"),
        &build,
    ])
    .env("CARGO_PROFILE_DEV_DEBUG", "0")
}

/// The last word of the output of `--version`, as in `wasm-bindgen 0.2.130`.
fn installed_version(sh: &Shell, binary: &Path) -> Option<String> {
    let output = cmd!(sh, "{binary} --version").quiet().ignore_stderr();
    let text = output.read().ok()?;
    Some(text.split_whitespace().last()?.to_owned())
}

/// The version of a package in the wasm crate's lock file.
fn locked_version(project: &Project, package: &str) -> Result<String> {
    let file = "bindings/wasm/Cargo.lock";
    let lock = project.sh.read_file(file)?;
    version_in(&lock, package).with_context(|| format!("{file} has no package `{package}`"))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    let version = lines.next()?.strip_prefix("version = \"")?;
    version.strip_suffix('"').map(str::to_owned)
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
