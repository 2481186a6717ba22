//! Setup: what the other tasks need is installed, each piece only when it is missing.
//! (The npm packages and Chromium have modules of their own.)

use std::path::Path;

use anyhow::{Context, Result};

use crate::chromium;
use crate::project::on_path;
use crate::steps::{CannotRun, Step, Task};
use crate::tools;

/// The target of the wasm build.
pub const WASM: &str = "wasm32-unknown-unknown";

/// The Rust part of the setup.
pub fn steps() -> Vec<Step> {
    vec![
        Step {
            name: "wasm-target",
            about: "Rust's standard library for wasm",
            needs: &[],
            run: wasm_target,
        },
        Step {
            name: "wasm-bindgen",
            about: "the wasm-bindgen CLI, as in Cargo.lock",
            needs: &[],
            run: |task| {
                let version = tools::locked_version(task.project, "wasm-bindgen")?;
                tools::ensure(task, "wasm-bindgen-cli", "wasm-bindgen", &version)
            },
        },
        Step {
            name: "wasm-pack",
            about: "wasm-pack",
            needs: &[],
            run: |task| tools::ensure(task, "wasm-pack", "wasm-pack", tools::WASM_PACK),
        },
        Step {
            name: "valgrind",
            about: "valgrind, which counts instructions",
            needs: &[],
            run: valgrind,
        },
    ]
}

/// Adds Rust's standard library for wasm.
fn wasm_target(task: &Task) -> Result<String> {
    // The compiler's own folder is checked, without rustup: a Rust from elsewhere may have the target.
    let sysroot = task
        .log
        .output(task.project.command("rustc").args(["--print", "sysroot"]))?;
    let sysroot = Path::new(sysroot.trim());
    if sysroot.join("lib/rustlib").join(WASM).join("lib").is_dir() {
        return Ok("it is there".into());
    }
    anyhow::ensure!(
        on_path("rustup").is_some(),
        "the Rust in {} lacks the target {WASM}, and there is no rustup to add it: install it the way Rust was \
         installed",
        sysroot.display()
    );
    let mut add = task.project.command("rustup");
    task.log
        .run(add.args(["target", "add", WASM]))
        .with_context(|| format!("run `rustup target add {WASM}`, then this again"))?;
    Ok(format!("added {WASM}"))
}

/// Only for the step that counts: setup as a whole does without.
fn valgrind(task: &Task) -> Result<String> {
    if let Some(path) = on_path("valgrind") {
        return Ok(path.display().to_string());
    }
    if !chromium::can_install(task) {
        let problem = "no valgrind on PATH, and installing it here takes root and apt-get";
        return Err(CannotRun(problem.into()).into());
    }
    chromium::install(task, &["valgrind"])?;
    anyhow::ensure!(
        on_path("valgrind").is_some(),
        "apt-get installed no valgrind"
    );
    Ok("installed".into())
}
