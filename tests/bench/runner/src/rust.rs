//! The Rust crate against what people would use instead: tests/bench/rust measures, and prints tables.

use anyhow::{Context, Result};

use bitsight_users_bench_report::Table;
use xshell::cmd;
use xtask::run::project::on_path;
use xtask::run::step::Task;

/// Cargo's setting of how it starts programs.
const ONE_PROCESSOR: &str = r#"target."cfg(all())".runner = ["taskset", "--cpu-list", "0"]"#;

/// Times of calls, then their allocations and memory.
pub fn tables(task: &Task, quick: bool) -> Result<Vec<Table>> {
    run(task, quick, &["bench-timings", "bench-allocations"])
}

/// Reading a long list from a server that takes its time.
pub fn lists(task: &Task, quick: bool) -> Result<Vec<Table>> {
    run(task, quick, &["bench-lists"])
}

/// The tables that programs of tests/bench/rust print.
fn run(task: &Task, quick: bool, programs: &[&str]) -> Result<Vec<Table>> {
    let mut tables = Vec::new();
    let sh = &task.project.sh;
    let package = [
        "--release",
        "--package",
        "bitsight-users-bench",
        "--features",
        "compare",
    ];
    // Together, since the programs start the server, which Cargo puts into the same folder.
    task.log.run(cmd!(sh, "cargo build {package...} --bins"))?;
    // Client and server on one processor, by turns. On two of them a call depends on how long one of them
    // takes to wake up, which differs by more than the subjects do.
    let runner = on_path("taskset").map(|_| ["--config", ONE_PROCESSOR]);
    let runner = runner.into_iter().flatten();
    let quick = quick.then_some("--quick");
    for program in programs {
        let (runner, quick) = (runner.clone(), quick.into_iter());
        let run = cmd!(
            sh,
            "cargo run {package...} {runner...} --quiet --bin {program} -- {quick...}"
        );
        let output = task.log.output(run)?;
        let printed: Vec<Table> = serde_json::from_str(output.trim())
            .with_context(|| format!("{program} printed no tables"))?;
        tables.extend(printed);
    }
    Ok(tables)
}
