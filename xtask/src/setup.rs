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
            about: "Rust's standard library for wasm, and its source",
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

/// Compiled, for the tests, and as source, since the module is built with a standard library of its
/// own; see `build`.
fn wasm_target(task: &Task) -> Result<String> {
    // The compiler's own folder is asked, not rustup: a Rust from elsewhere may have both.
    let sysroot = task
        .log
        .output(task.project.command("rustc").args(["--print", "sysroot"]))?;
    let rustlib = Path::new(sysroot.trim()).join("lib/rustlib");
    let wanted = [
        (rustlib.join(WASM).join("lib"), ["target", "add", WASM]),
        (
            rustlib.join("src/rust/library/std"),
            ["component", "add", "rust-src"],
        ),
    ];
    let mut added = Vec::new();
    for (folder, arguments) in wanted {
        if folder.is_dir() {
            continue;
        }
        let what = arguments.join(" ");
        anyhow::ensure!(
            on_path("rustup").is_some(),
            "the Rust in {} lacks {}, and there is no rustup for `rustup {what}`: install it the \
             way Rust was installed",
            sysroot.trim(),
            folder.display()
        );
        task.log
            .run(task.project.command("rustup").args(arguments))
            .with_context(|| format!("`rustup {what}` by hand, then run this again"))?;
        added.push(arguments[2]);
    }
    Ok(match added.as_slice() {
        [] => "it is there".into(),
        added => format!("added {}", added.join(" and ")),
    })
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
