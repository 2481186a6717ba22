//! Runs the benchmarks and the guard, for `cargo xtask bench` and `cargo xtask guard`.

mod bench;
mod callgrind;
mod cost;
mod growth;
mod guard;
mod javascript;
mod machine;
mod regeneration;
mod rust;

use std::process::ExitCode;

use anyhow::{Result, bail};
use xtask::run::project::Project;
use xtask::run::step::Task;
use xtask::run::steps::causes;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {}", causes(&error));
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<()> {
    let project = Project::find()?;
    match arguments {
        ["bench", rest @ ..] => bench::run(&Task::new(&project, "bench")?, rest),
        ["guard"] => guard::compare(&Task::new(&project, "guard-numbers")?),
        ["guard", "--accept"] => guard::accept(&Task::new(&project, "guard-numbers")?),
        _ => bail!("`cargo xtask bench` and `cargo xtask guard` start this program"),
    }
}
