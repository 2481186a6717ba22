//! The step that notices when the project gets slower or larger, without a clock: instructions that
//! callgrind counts, and sizes, compared to those that were accepted last.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, bail, ensure};
use serde::{Deserialize, Serialize};

use crate::install::valgrind;
use crate::run::log::Log;
use crate::run::project::Project;
use crate::run::step::{Step, Task};
use crate::run::steps::Steps;
use crate::tasks::build;

/// The step.
pub const STEP: Step = Step {
    name: "guard",
    about: "instructions and sizes, against the accepted ones",
    needs: &["build", "valgrind"],
    run,
};

/// The command that makes what is measured now the accepted numbers.
const ACCEPT: &str = "cargo xtask guard --accept";
/// The accepted numbers, in the project.
const ACCEPTED: &str = "tests/bench/guard.json";

/// What `bench-guarded` does, and how often at least. Each is done so often, and three times as often:
/// the difference is free of what starting takes.
const COUNTED: [(&str, u64); 3] = [("decode", 10), ("encode", 500), ("create", 100)];

/// How much more than accepted is let pass, in percent. Repeated runs differ by 0.001 %; what a change
/// moves that has nothing to do with it, by how the compiler then inlines, is below this.
const INSTRUCTIONS: f64 = 3.0;
/// The same inputs give the same bytes; changes that nobody would think twice about stay below.
const BYTES: f64 = 1.0;
/// With another compiler than the accepted numbers are of. A new one moves them by some percent either
/// way, which is no reason for a failure; that something is done twice still shows.
const OTHER_COMPILER: f64 = 15.0;

/// What is measured.
#[derive(Serialize, Deserialize)]
struct Numbers {
    /// By what compiler.
    rustc: String,
    /// Instructions of one repetition.
    instructions: BTreeMap<String, u64>,
    /// Sizes: as they are, those with `brotli` in their name compressed by that.
    bytes: BTreeMap<String, u64>,
}

/// `cargo xtask guard`: the step, or with `--accept` new numbers.
pub fn command(project: &Project, steps: &Steps, arguments: &[&str]) -> Result<()> {
    match arguments {
        [] => steps.run(project, &[STEP.name]),
        ["--accept"] => {
            steps.run(project, STEP.needs)?;
            let log = Log::create(project.target("xtask/logs/guard.log"))?;
            let numbers = measure(project, &log)?;
            let text = serde_json::to_string_pretty(&numbers)?;
            fs::write(project.path(ACCEPTED), text + "\n")?;
            println!("wrote {ACCEPTED}");
            Ok(())
        }
        _ => bail!("`cargo xtask guard` only takes `--accept`"),
    }
}

fn run(task: &Task) -> Result<String> {
    let accepted = fs::read_to_string(task.project.path(ACCEPTED));
    let accepted = accepted.with_context(|| format!("no {ACCEPTED}; `{ACCEPT}` writes it"))?;
    let accepted: Numbers = serde_json::from_str(&accepted).context(ACCEPTED)?;
    let numbers = measure(task.project, &task.log)?;
    let problems = problems(&accepted, &numbers);
    ensure!(
        problems.is_empty(),
        "{}\nIf that is worth it, `{ACCEPT}` accepts it; say in the commit why.",
        problems.join("\n")
    );
    let count = numbers.instructions.len() + numbers.bytes.len();
    Ok(format!("{count} numbers, none grew"))
}

/// What grew by more than is let pass, and what there is no number of.
fn problems(accepted: &Numbers, measured: &Numbers) -> Vec<String> {
    let same = accepted.rustc == measured.rustc;
    let mut problems = Vec::new();
    for (unit, accepted, measured, tolerance) in [
        (
            "instructions",
            &accepted.instructions,
            &measured.instructions,
            INSTRUCTIONS,
        ),
        ("bytes", &accepted.bytes, &measured.bytes, BYTES),
    ] {
        let tolerance = if same { tolerance } else { OTHER_COMPILER };
        for (name, now) in measured {
            let Some(before) = accepted.get(name) else {
                problems.push(format!("{name}: no accepted number"));
                continue;
            };
            let grown = (*now as f64 / *before as f64 - 1.0) * 100.0;
            if grown > tolerance {
                problems.push(format!(
                    "{name}: {now} {unit}, {grown:.1} % more than the accepted {before}; \
                     {tolerance} % are let pass"
                ));
            }
        }
        let gone = accepted.keys().filter(|name| !measured.contains_key(*name));
        problems.extend(gone.map(|name| format!("{name}: accepted, but not measured any more")));
    }
    if !same && !problems.is_empty() {
        let (before, now) = (&accepted.rustc, &measured.rustc);
        problems.push(format!(
            "The accepted numbers are of {before}, these of {now}."
        ));
    }
    problems
}

fn measure(project: &Project, log: &Log) -> Result<Numbers> {
    let mut cargo = project.cargo();
    cargo.args(["build", "--release", "--package", "bitsight-users-bench"]);
    let program = valgrind::program(log, cargo.args(["--bin", "bench-guarded"]))?;
    let count = |what: &str, times: u64| {
        valgrind::instructions(project, log, &program, &[what, &times.to_string()])
    };
    let mut instructions = BTreeMap::new();
    for (what, times) in COUNTED {
        let (once, more) = (count(what, times)?, count(what, times * 3)?);
        instructions.insert(what.to_owned(), more.saturating_sub(once) / (times * 2));
    }
    let rustc = log.output(project.command("rustc").arg("--version"))?;
    Ok(Numbers {
        rustc: rustc.trim().to_owned(),
        instructions,
        bytes: sizes(project, log)?,
    })
}

/// Compresses files as well as brotli can, and prints their sizes.
const BROTLI: &str = "
const { readFileSync } = require('node:fs');
const { brotliCompressSync } = require('node:zlib');
const sizes = process.argv.slice(1).map((path) => brotliCompressSync(readFileSync(path)).length);
console.log(JSON.stringify(sizes));
";

fn sizes(project: &Project, log: &Log) -> Result<BTreeMap<String, u64>> {
    const FILES: [&str; 3] = ["index.mjs", "inline.mjs", "bitsight_users.wasm"];
    let paths = FILES.map(|name| project.path("bindings/npm/dist").join(name));
    let mut node = project.command("node");
    node.arg("-e").arg(BROTLI).args(&paths);
    let compressed: Vec<u64> = serde_json::from_str(log.output(&mut node)?.trim())?;
    let mut sizes: BTreeMap<String, u64> = FILES
        .iter()
        .map(|name| format!("{name}, brotli"))
        .zip(compressed)
        .collect();
    let [.., module] = &paths;
    sizes.insert("bitsight_users.wasm".into(), fs::metadata(module)?.len());
    let package = build::tarball(project)?;
    sizes.insert("package".into(), fs::metadata(package)?.len());
    Ok(sizes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(rustc: &str, decode: u64, package: u64) -> Numbers {
        Numbers {
            rustc: rustc.into(),
            instructions: BTreeMap::from([("decode".into(), decode)]),
            bytes: BTreeMap::from([("package".into(), package)]),
        }
    }

    #[test]
    fn what_grows_past_the_tolerance_is_a_problem_and_nothing_else_is() {
        let accepted = numbers("1", 1000, 1000);
        for (measured, expected) in [
            (numbers("1", 1000, 1000), 0),
            (numbers("1", 500, 500), 0),
            (numbers("1", 1029, 1009), 0),
            (numbers("1", 1031, 1000), 1),
            (numbers("1", 1031, 1011), 2),
            (numbers("2", 1149, 1149), 0),
            // Says as well that the compiler is another.
            (numbers("2", 1151, 1000), 2),
        ] {
            let problems = problems(&accepted, &measured);
            assert_eq!(problems.len(), expected, "{problems:?}");
        }
        let mut renamed = numbers("1", 1000, 1000);
        renamed.bytes = BTreeMap::from([("module".into(), 1)]);
        assert_eq!(problems(&accepted, &renamed).len(), 2);
    }
}
