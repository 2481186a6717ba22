//! The step that feeds the fuzz targets for a short while.
//!
//! cargo-fuzz would do the same, with a nightly compiler: it passes unstable flags for the address
//! sanitizer. Code without `unsafe` has little use for that, and coverage, which is what guides the
//! fuzzer, takes stable flags only.

use std::process::Command;

use anyhow::{Context, Result};

use crate::run::project::on_path;
use crate::run::step::{CannotRun, Step, Task};

/// The step.
pub const STEP: Step = Step {
    name: "fuzz",
    about: "garbage for the decoder and the document's loader",
    needs: &[],
    run: fuzz,
};

/// The targets of fuzz/, and where each begins.
const TARGETS: [(&str, &str); 2] = [
    ("responses", "spec/documented"),
    ("documents", "fuzz/seeds/documents"),
];
const SECONDS: u32 = 20;

/// What cargo-fuzz passes, without the sanitizer.
const FLAGS: [&str; 7] = [
    "--cfg=fuzzing",
    "-Ccodegen-units=1",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

fn fuzz(task: &Task) -> Result<String> {
    if cfg!(windows) {
        return Err(CannotRun("libFuzzer isn't set up for Windows here".into()).into());
    }
    // libFuzzer is built from its C++ source.
    let compiler = std::env::var_os("CXX").is_some() || on_path("c++").is_some();
    if !compiler {
        return Err(CannotRun("no C++ compiler".into()).into());
    }
    let host = host(task)?;
    let folder = task.project.target("fuzz");
    let mut cargo = task.project.cargo();
    cargo.args(["build", "--release", "--bins", "--locked"]);
    cargo.args(["--manifest-path", "fuzz/Cargo.toml", "--target", &host]);
    cargo
        .arg("--target-dir")
        .arg(&folder)
        .env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\u{1f}"));
    task.log.run(&mut cargo)?;

    let mut said = Vec::new();
    for (target, seeds) in TARGETS {
        let corpus = folder.join("corpus").join(target);
        std::fs::create_dir_all(&corpus)?;
        let program = folder.join(&host).join("release").join(target);
        let mut command = task.project.command(program);
        // What is found of interest goes to the first folder, and is where the next run begins.
        command.arg(corpus).arg(task.project.path(seeds));
        command.arg(format!("-max_total_time={SECONDS}"));
        command.args(["-timeout=10", "-max_len=4096", "-print_final_stats=1"]);
        let artifacts = folder.join(format!("{target}-"));
        command.arg(format!("-artifact_prefix={}", artifacts.display()));
        task.log.run(&mut command).with_context(|| {
            format!(
                "`{target}` fails; what it was given is kept as {}*",
                artifacts.display()
            )
        })?;
        said.push(format!("{target}: {} inputs", runs(task)?));
    }
    Ok(said.join(", "))
}

/// The number of inputs of the last run, from what libFuzzer printed.
fn runs(task: &Task) -> Result<String> {
    let log = std::fs::read_to_string(task.log.path())?;
    let line = log
        .lines()
        .rev()
        .find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
    Ok(line
        .context("libFuzzer printed no summary")?
        .trim()
        .to_owned())
}

/// Named as the target, so that build scripts and macros are built without the flags.
fn host(task: &Task) -> Result<String> {
    let version = task.log.output(Command::new("rustc").arg("-vV"))?;
    let line = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(line.context("rustc doesn't name its host")?.to_owned())
}
