//! The target of the wasm build.

use std::path::Path;

use anyhow::{Context, Result, ensure};

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
    ensure!(
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
