//! The menu of the project's tasks.

use std::process::ExitCode;

use anyhow::{Result, bail};
use xtask::registry;
use xtask::run::project::Project;
use xtask::run::step::Task;
use xtask::run::steps::causes;
use xtask::tasks::{audit, bench, build, demo, matrix, mock, notices, quickstart, regen, size};

const MENU: &str = "\
Usage: cargo xtask <task>

  quickstart               everything once: set up, regenerate, check and build; apply a list of
                           people by the command line, and create the documented user from Rust,
                           from Node.js and from a browser page
  setup                    install what is missing (into target/tools where possible)
  regen [--check]          write everything that derives from spec/openapi.yaml (or compare it)
  check                    prove that document, documentation and code agree
  build [--force]          build the wasm module and pack the npm package into target/npm
  notices                  write the licences of the code that the wasm module contains
  audit                    licences, sources and known weaknesses of all dependencies (compiles
                           cargo-deny; says which databases can't be reached)
  size                     what a browser downloads, and where the wasm module's bytes are
  mock [options]           run the stand-in for the API (--help lists its options)
  demo [options]           serve the example page, with a mock of many users behind it, until
                           Ctrl-C (--help lists the options)
  docs                     build the reference of the crates, the package and the API into
                           target/docs
  matrix [--only CELL]...  the package in every environment that runs JavaScript; writes
                           docs/environments.md (--check: only compares it)
  bench [--quick] [--only PART]...
                           measure the project against what people would use instead; writes
                           docs/benchmarks (--report: only the chart and the page of earlier
                           results; --check: only compares them)
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
            eprintln!("\nerror: {}", causes(&error));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Vec<String>) -> Result<()> {
    let project = Project::find()?;
    let steps = registry::steps();
    let run = |names: &[&str]| steps.run(&project, names);
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] | ["help" | "--help" | "-h"] => {
            print!("{MENU}");
            Ok(())
        }
        ["quickstart"] => quickstart::run(&project, &steps),
        ["setup"] => run(&["setup"]),
        ["regen"] => run(&["regen"]),
        ["regen", "--check"] => regen::run(project.root(), true),
        ["check"] => run(&["check"]),
        ["build"] => run(&["build"]),
        ["build", "--force"] => {
            build::forget(&project)?;
            run(&["build"])
        }
        ["notices"] => notices::run(&Task::new(&project, "notices")?, false),
        ["audit"] => audit::run(&Task::new(&project, "audit")?),
        ["size"] => size::run(&project, &steps),
        ["mock", rest @ ..] => mock::run(&project, rest),
        ["demo", rest @ ..] => demo::run(&project, &steps, rest),
        ["docs"] => run(&["reference"]),
        ["matrix", rest @ ..] => matrix::run(&project, &steps, rest),
        ["bench", rest @ ..] => bench::run(&project, rest),
        ["guard"] => run(&["guard"]),
        ["guard", "--accept"] => bench::accept(&project, &steps),
        ["test"] => run(&registry::full_test()),
        ["test", "--list"] => {
            steps.list();
            Ok(())
        }
        ["test", rest @ ..] => run(&only(rest)?),
        [unknown, ..] => bail!("there is no task `{unknown}`\n\n{MENU}"),
    }
}

/// The names in `--only a --only=b`.
fn only<'a>(arguments: &[&'a str]) -> Result<Vec<&'a str>> {
    let mut names = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.strip_prefix("--only") {
            Some("") => names.extend(rest.next()),
            Some(name) if name.starts_with('=') => names.push(&name[1..]),
            _ => bail!("`cargo xtask test` doesn't know `{argument}`"),
        }
    }
    if names.is_empty() {
        bail!("`--only` takes the name of a step");
    }
    Ok(names)
}
