//! The project's tasks. This file is the menu: each task lives in a module of its own.

mod bench;
mod build;
mod callgrind;
mod check;
mod chromium;
mod consumer;
mod create;
mod demo;
mod docs;
mod fingerprint;
mod matrix;
mod mock;
mod npm;
mod process;
mod project;
mod quickstart;
mod regen;
mod setup;
mod size;
mod steps;
mod test;
mod tools;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::project::Project;

const MENU: &str = "\
Usage: cargo xtask <task>

  quickstart               everything once: set up, regenerate, check, build, and create the
                           documented user from Rust, from Node.js and from a browser page
  setup                    install what is missing (into target/tools where possible)
  regen [--check]          write everything that derives from spec/openapi.yaml (or compare it)
  check                    prove that document, documentation and code agree
  build [--force]          build the wasm module and pack the npm package into target/npm
  size                     what a browser downloads, and where the wasm module's bytes are
  mock [options]           run the stand-in for the API (--help lists its options)
  demo [options]           serve the example page, with a mock of many users behind it, until
                           Ctrl-C (--help lists the options)
  docs                     build the reference of the crates, the package and the API into
                           target/docs
  matrix [--only CELL]...  the package in every place where JavaScript runs; writes what came
                           out into the READMEs (--check: only compares them)
  bench [--quick] [--only PART]...
                           measure the project against what people would use instead; writes
                           docs/benchmarks and the README (--check: only compares them)
  guard [--accept]         compare instructions and sizes with the accepted ones, or accept new
                           ones (tests/bench/guard.json)
  test [--only STEP]...    every test of the project, or only some of its steps
  test --list              the names of the steps
";

fn main() -> ExitCode {
    match run(std::env::args().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Not `{error:?}`: a backtrace of this program helps nobody.
            eprintln!("\nerror: {}", steps::causes(&error));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Vec<String>) -> Result<()> {
    let project = Project::find()?;
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] | ["help" | "--help" | "-h"] => {
            print!("{MENU}");
            Ok(())
        }
        ["quickstart"] => quickstart::run(&project),
        ["setup"] => steps::run(&project, &["setup"]),
        ["regen"] => steps::run(&project, &["regen"]),
        ["regen", "--check"] => regen::run(project.root(), true),
        ["check"] => steps::run(&project, &["check"]),
        ["build"] => steps::run(&project, &["build"]),
        ["build", "--force"] => {
            build::forget(&project)?;
            steps::run(&project, &["build"])
        }
        ["size"] => size::run(&project),
        ["mock", rest @ ..] => mock::run(&project, rest),
        ["demo", rest @ ..] => demo::run(&project, rest),
        ["docs"] => steps::run(&project, &["reference"]),
        ["matrix", rest @ ..] => matrix::run(&project, rest),
        ["bench", rest @ ..] => bench::run(&project, rest),
        ["guard", rest @ ..] => test::guard::command(&project, rest),
        ["test", rest @ ..] => test::run(&project, rest),
        [unknown, ..] => bail!("there is no task `{}`\n\n{MENU}", unknown),
    }
}
