//! Setup: what the other tasks need is installed, each piece only when it is missing.
//! (The npm packages and Chromium have modules of their own.)

use std::path::Path;

use anyhow::{Context, Result};

use crate::project::on_path;
use crate::steps::{Step, Task};
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
    ]
}

fn wasm_target(task: &Task) -> Result<String> {
    // The compiler's own folder is asked, not rustup: a Rust from elsewhere may have the target.
    let sysroot = task
        .log
        .output(task.project.command("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(WASM)
        .join("lib")
        .is_dir()
    {
        return Ok("it is there".into());
    }
    anyhow::ensure!(
        on_path("rustup").is_some(),
        "the Rust in {} lacks the target {WASM}, and there is no rustup to add it: install the \
         target the way Rust was installed",
        sysroot.trim()
    );
    task.log
        .run(task.project.command("rustup").args(["target", "add", WASM]))
        .context("add the target by hand, then run this again")?;
    Ok("added".into())
}
