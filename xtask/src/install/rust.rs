//! The target of the wasm build, and where Cargo keeps the sources of crates.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use xshell::cmd;

use crate::run::project::on_path;
use crate::run::step::{Step, Task};

/// Its name.
pub const WASM: &str = "wasm32-unknown-unknown";

/// The step of the setup.
pub const STEP: Step = Step {
    name: "wasm-target",
    about: "Rust's standard library for wasm",
    needs: &[],
    run: wasm_target,
};

fn wasm_target(task: &Task) -> Result<String> {
    let sh = &task.project.sh;
    // The compiler's own folder is checked, without rustup: a Rust from elsewhere may have the target.
    let sysroot = task.log.output(cmd!(sh, "rustc --print sysroot"))?;
    let sysroot = Path::new(sysroot.trim());
    if sysroot.join("lib/rustlib").join(WASM).join("lib").is_dir() {
        return Ok("already installed".into());
    }
    ensure!(
        on_path("rustup").is_some(),
        "the Rust in {} lacks the target {WASM}, and there is no rustup to add it: install it the way Rust was \
         installed",
        sysroot.display()
    );
    task.log
        .run(cmd!(sh, "rustup target add {WASM}"))
        .with_context(|| format!("run `rustup target add {WASM}`, then this again"))?;
    Ok(format!("added {WASM}"))
}

/// The folders in which Cargo keeps the sources of crates, one for each registry.
pub fn registries() -> Result<Vec<PathBuf>> {
    let home = match std::env::var_os("CARGO_HOME") {
        Some(home) => PathBuf::from(home),
        None => {
            let home = std::env::home_dir().context("there is no home directory")?;
            home.join(".cargo")
        }
    };
    let sources = home.join("registry/src");
    let folders = std::fs::read_dir(&sources);
    let folders = folders.with_context(|| format!("can't read {}", sources.display()))?;
    folders.map(|entry| Ok(entry?.path())).collect()
}
