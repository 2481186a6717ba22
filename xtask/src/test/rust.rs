//! The steps that look at the Rust code: format, lints, tests, documentation.

use anyhow::{Context, Result};

use crate::install::rust::WASM;
use crate::install::tools;
use crate::run::project::Project;
use crate::run::step::{Step, Task};

/// In the order in which they run.
pub const STEPS: [Step; 6] = [
    Step {
        name: "format",
        about: "rustfmt",
        needs: &[],
        run: format,
    },
    Step {
        name: "clippy",
        about: "clippy, for this machine and for wasm",
        needs: &["wasm-target"],
        run: clippy,
    },
    Step {
        name: "rust",
        about: "the Rust tests",
        needs: &[],
        run: tests,
    },
    Step {
        name: "doc-tests",
        about: "the code in Rust's documentation",
        needs: &[],
        run: doc_tests,
    },
    Step {
        name: "docs",
        about: "cargo doc without warnings",
        needs: &[],
        run: docs,
    },
    Step {
        name: "wasm",
        about: "the tests of the wasm binding",
        needs: &["wasm-target", "wasm-bindgen"],
        run: wasm,
    },
];

fn format(task: &Task) -> Result<String> {
    for (mut cargo, folder) in [
        (task.project.cargo(), ""),
        (task.project.wasm_cargo(), " in bindings/wasm"),
    ] {
        cargo.args(["fmt", "--all", "--check", "--", "--color", "never"]);
        task.log
            .run(&mut cargo)
            .with_context(|| format!("`cargo fmt --all`{folder} mends it"))?;
    }
    Ok("formatted".into())
}

fn clippy(task: &Task) -> Result<String> {
    let deny = ["--", "-D", "warnings"];
    task.log.run(
        task.project
            .cargo()
            .args(["clippy", "--all-targets"])
            .args(deny),
    )?;
    // Not a default member: with what it compares with, it takes long to build.
    let mut bench = task.project.cargo();
    bench.args(["clippy", "--package", "bitsight-users-bench"]);
    bench.args(["--all-targets", "--features", "compare"]);
    task.log.run(bench.args(deny))?;
    // The binding is linted as what it is: on this machine it would only be half there.
    let mut wasm = task.project.wasm_cargo();
    wasm.args(["clippy", "--workspace", "--all-targets", "--target", WASM]);
    task.log.run(wasm.args(deny))?;
    Ok("no warnings".into())
}

fn tests(task: &Task) -> Result<String> {
    let mut cargo = task.project.cargo();
    if has_nextest(task) {
        let mut nextest = task.project.cargo();
        nextest.args(["nextest", "run", "--no-fail-fast", "--color", "never"]);
        // Only failures, at the end, where a look at the log begins.
        nextest.args(["--status-level", "slow", "--failure-output", "final"]);
        task.log.run(&mut nextest)?;
        let log = std::fs::read_to_string(task.log.path())?;
        let summary = log
            .lines()
            .rev()
            .find_map(|line| line.trim().strip_prefix("Summary"));
        return Ok(summary.unwrap_or("passed").trim().to_owned());
    }
    task.log
        .run(cargo.args(["test", "--lib", "--bins", "--tests", "--no-fail-fast"]))?;
    Ok("passed, by cargo test".into())
}

fn doc_tests(task: &Task) -> Result<String> {
    let mut cargo = task.project.cargo();
    let output = task.log.output(cargo.args(["test", "--doc"]))?;
    let count = output
        .lines()
        .filter(|line| line.starts_with("test ") && line.ends_with("ok"))
        .count();
    anyhow::ensure!(
        count > 0,
        "no doc test ran, though the README's snippets are doc tests"
    );
    Ok(format!("{count} passed"))
}

fn docs(task: &Task) -> Result<String> {
    let mut cargo = task.project.cargo();
    cargo
        .args(["doc", "--no-deps"])
        .env("RUSTDOCFLAGS", "-D warnings");
    task.log.run(&mut cargo)?;
    Ok("no warnings".into())
}

fn wasm(task: &Task) -> Result<String> {
    let mut cargo = task.project.wasm_cargo();
    cargo.args(["test", "--workspace", "--target", WASM]);
    cargo.env(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
        runner(task.project),
    );
    let output = task.log.output(&mut cargo)?;
    let count = output
        .lines()
        .filter(|line| line.starts_with("test ") && line.ends_with("ok"))
        .count();
    anyhow::ensure!(count > 0, "bindings/wasm has no test that runs as wasm");
    Ok(format!("{count} passed in Node.js"))
}

/// Runs a test module in Node.js; it comes with the wasm-bindgen CLI.
fn runner(project: &Project) -> std::path::PathBuf {
    tools::folder(project).join("wasm-bindgen-test-runner")
}

fn has_nextest(task: &Task) -> bool {
    task.log
        .output(task.project.cargo().args(["nextest", "--version"]))
        .is_ok()
}
