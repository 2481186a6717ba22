//! The steps that look at the Rust code: format, lints, tests, documentation.

use anyhow::{Context, Result, ensure};
use xshell::cmd;

use crate::install::rust::WASM;
use crate::install::tools;
use crate::run::step::{Step, Task};

/// In the order in which they run.
pub const STEPS: [Step; 7] = [
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
        name: "keyring",
        about: "the command line with the feature `keyring`",
        needs: &[],
        run: keyring,
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
        needs: &["wasm-target"],
        run: wasm,
    },
];

fn format(task: &Task) -> Result<String> {
    for folder in [".", "bindings/wasm", "fuzz", tools::FOLDER] {
        let manifest = format!("{folder}/Cargo.toml");
        let format = cmd!(
            task.project.sh,
            "cargo fmt --all --manifest-path {manifest} --check -- --color never"
        );
        task.log
            .run(format)
            .with_context(|| format!("`cargo fmt --all --manifest-path {manifest}` corrects it"))?;
    }
    Ok("formatted".into())
}

fn clippy(task: &Task) -> Result<String> {
    let sh = &task.project.sh;
    task.log
        .run(cmd!(sh, "cargo clippy --all-targets -- -D warnings"))?;
    // Off by default: it needs a keyring to be of use.
    let keyring = cmd!(
        sh,
        "cargo clippy --features bitsight-users-cli/keyring --all-targets -- -D warnings"
    );
    task.log.run(keyring)?;
    // Not a default member: its competitors take long to build.
    let bench = cmd!(
        sh,
        "cargo clippy --package bitsight-users-bench --all-targets --features compare -- -D warnings"
    );
    task.log.run(bench)?;
    // The binding is linted for its own target: most of it is compiled for no other.
    // Provisioning by itself: together with the others, its dependencies would be built with the standard library.
    let provision = "bitsight-users-provision-wasm";
    for packages in [
        &["--workspace", "--exclude", provision, "--all-targets"][..],
        &["--package", provision],
    ] {
        let wasm = cmd!(
            sh,
            "cargo clippy {packages...} --target {WASM} -- -D warnings"
        );
        task.log.run(task.project.at_wasm(wasm))?;
    }
    Ok("no warnings".into())
}

fn tests(task: &Task) -> Result<String> {
    let sh = &task.project.sh;
    if task
        .log
        .output(cmd!(sh, "cargo nextest --version"))
        .is_err()
    {
        task.log
            .run(cmd!(sh, "cargo test --lib --bins --tests --no-fail-fast"))?;
        return Ok("passed, by cargo test".into());
    }
    // Only failures, and at the end of the log, where people look first.
    let nextest = cmd!(
        sh,
        "cargo nextest run --no-fail-fast --color never --status-level slow --failure-output final"
    );
    task.log.run(nextest)?;
    let log = sh.read_file(task.log.path())?;
    let mut lines = log.lines().rev();
    let summary = lines.find_map(|line| line.trim().strip_prefix("Summary"));
    Ok(summary.unwrap_or("passed").trim().to_owned())
}

fn doc_tests(task: &Task) -> Result<String> {
    let output = task.log.output(cmd!(task.project.sh, "cargo test --doc"))?;
    let count = passed(&output);
    ensure!(
        count > 0,
        "no doc test ran, though the README's snippets are doc tests"
    );
    Ok(format!("{count} passed"))
}

fn keyring(task: &Task) -> Result<String> {
    let cargo = cmd!(
        task.project.sh,
        "cargo test --features bitsight-users-cli/keyring --test keyring"
    );
    let count = passed(&task.log.output(cargo)?);
    ensure!(count > 0, "no test ran");
    Ok(format!("{count} passed"))
}

fn docs(task: &Task) -> Result<String> {
    let cargo = cmd!(task.project.sh, "cargo doc --no-deps");
    task.log.run(cargo.env("RUSTDOCFLAGS", "-D warnings"))?;
    Ok("no warnings".into())
}

fn wasm(task: &Task) -> Result<String> {
    // It runs a test module in Node.js.
    let runner = "wasm-bindgen-test-runner";
    tools::build(task, &[runner])?;
    let runner = tools::folder(task.project).join(runner);
    let cargo = cmd!(task.project.sh, "cargo test --workspace --target {WASM}");
    let cargo = cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    let count = passed(&task.log.output(task.project.at_wasm(cargo))?);
    ensure!(count > 0, "bindings/wasm has no test that runs as wasm");
    Ok(format!("{count} passed in Node.js"))
}

/// The number of tests that passed, in the output of `cargo test`.
pub(super) fn passed(output: &str) -> usize {
    let passed = |line: &&str| line.starts_with("test ") && line.ends_with("ok");
    output.lines().filter(passed).count()
}
