//! Notices when the project gets slower or larger, without a clock: instructions that callgrind counts, and sizes,
//! compared with the accepted ones.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};
use xshell::cmd;
use xtask::run::step::Task;
use xtask::tasks::build;

use crate::callgrind;

/// The command that accepts the numbers of now.
const ACCEPT: &str = "cargo xtask guard --accept";
/// The file of the accepted numbers.
const ACCEPTED: &str = "tests/bench/guard.json";

/// The work of `bench-guarded`, and a number of repetitions. Each is counted with that number and with three times
/// that number: the difference leaves out the instructions of starting.
const COUNTED: [(&str, u64); 3] = [("decode", 10), ("encode", 500), ("create", 100)];

/// The tolerance, in percent. Repeated runs differ by 0.001 %. An unrelated change can move the numbers, since the
/// compiler then inlines differently; that stays below this.
const INSTRUCTIONS: f64 = 3.0;
/// The same for sizes. Equal inputs give equal bytes; small changes stay below.
const BYTES: f64 = 1.0;
/// The tolerance when another compiler counted the accepted numbers. A new compiler moves them by some percent either
/// way, which is no failure; work that is done twice still shows.
const OTHER_COMPILER: f64 = 15.0;

/// The measured numbers.
#[derive(Serialize, Deserialize)]
struct Numbers {
    /// The compiler.
    rustc: String,
    /// Instructions of one repetition.
    instructions: BTreeMap<String, u64>,
    /// Sizes of files; those with `brotli` in their name after compression.
    bytes: BTreeMap<String, u64>,
}

/// Compares the numbers of now with the accepted ones.
pub fn compare(task: &Task) -> Result<()> {
    let accepted = fs::read_to_string(task.project.path(ACCEPTED));
    let accepted = accepted.with_context(|| format!("no {ACCEPTED}; `{ACCEPT}` writes it"))?;
    let accepted: Numbers = serde_json::from_str(&accepted).context(ACCEPTED)?;
    let numbers = measure(task)?;
    let problems = problems(&accepted, &numbers);
    ensure!(
        problems.is_empty(),
        "{}\nIf that is worth it, `{ACCEPT}` accepts it; say in the commit why.",
        problems.join("\n")
    );
    let count = numbers.instructions.len() + numbers.bytes.len();
    println!("{count} numbers, none grew");
    Ok(())
}

/// Makes the numbers of now the accepted ones.
pub fn accept(task: &Task) -> Result<()> {
    let text = serde_json::to_string_pretty(&measure(task)?)?;
    fs::write(task.project.path(ACCEPTED), text + "\n")?;
    println!("wrote {ACCEPTED}");
    Ok(())
}

/// Values that exceed their tolerance, or have no baseline.
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
                     the tolerance is {tolerance} %"
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

fn measure(task: &Task) -> Result<Numbers> {
    let program = callgrind::program(task, "bitsight-users-bench", ["--bin", "bench-guarded"])?;
    let count = |work: &str, times: u64| {
        callgrind::instructions(task, &program, &[work, &times.to_string()])
    };
    let mut instructions = BTreeMap::new();
    for (work, times) in COUNTED {
        let (once, more) = (count(work, times)?, count(work, times * 3)?);
        instructions.insert(work.to_owned(), more.saturating_sub(once) / (times * 2));
    }
    let rustc = task.log.output(cmd!(task.project.sh, "rustc --version"))?;
    Ok(Numbers {
        rustc: rustc.trim().to_owned(),
        instructions,
        bytes: sizes(task)?,
    })
}

/// Compresses files as well as brotli can, and prints their sizes.
const BROTLI: &str = "
const { readFileSync } = require('node:fs');
const { brotliCompressSync } = require('node:zlib');
const sizes = process.argv.slice(1).map((path) => brotliCompressSync(readFileSync(path)).length);
console.log(JSON.stringify(sizes));
";

fn sizes(task: &Task) -> Result<BTreeMap<String, u64>> {
    const FILES: [&str; 3] = ["index.mjs", "inline.mjs", "bitsight_users.wasm"];
    let paths = FILES.map(|name| task.project.path("bindings/npm/dist").join(name));
    let node = cmd!(task.project.sh, "node -e {BROTLI}").args(&paths);
    let compressed: Vec<u64> = serde_json::from_str(task.log.output(node)?.trim())?;
    let mut sizes: BTreeMap<String, u64> = FILES
        .iter()
        .map(|name| format!("{name}, brotli"))
        .zip(compressed)
        .collect();
    let [.., module] = &paths;
    sizes.insert("bitsight_users.wasm".into(), fs::metadata(module)?.len());
    let package = build::tarball(task.project)?;
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
    fn only_growth_past_the_tolerance_is_a_problem() {
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
