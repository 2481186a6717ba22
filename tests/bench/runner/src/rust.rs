//! The Rust crate against what people would use instead: tests/bench/rust measures, and prints tables.

use std::process::Command;

use anyhow::{Context, Result};

use bitsight_users_bench_report::Table;
use xtask::run::log::Log;
use xtask::run::project::{Project, on_path};

/// The package in tests/bench/rust.
const PACKAGE: &str = "bitsight-users-bench";

/// For Cargo: how programs are started.
const ONE_PROCESSOR: &str = r#"target."cfg(all())".runner = ["taskset", "--cpu-list", "0"]"#;

/// Times of calls, then their allocations and memory.
pub fn tables(project: &Project, log: &Log, quick: bool) -> Result<Vec<Table>> {
    let mut tables = Vec::new();
    // Together, since the programs start the server that stands beside them.
    log.run(cargo(project, "build").arg("--bins"))?;
    for program in ["bench-timings", "bench-allocations"] {
        let mut command = cargo(project, "run");
        if on_path("taskset").is_some() {
            // Client and server on one processor, by turns: on two of them a call is a matter of how
            // long one of them takes to wake up, which differs by more than what is compared.
            command.args(["--config", ONE_PROCESSOR]);
        }
        command.args(["--quiet", "--bin", program, "--"]);
        if quick {
            command.arg("--quick");
        }
        let output = log.output(&mut command)?;
        let printed: Vec<Table> = serde_json::from_str(output.trim())
            .with_context(|| format!("{program} printed no tables"))?;
        tables.extend(printed);
    }
    Ok(tables)
}

/// Builds or runs programs of the package for release, with what it is compared with.
fn cargo(project: &Project, task: &str) -> Command {
    let mut cargo = project.cargo();
    cargo.args([task, "--release", "--package", PACKAGE]);
    cargo.args(["--features", "compare"]);
    cargo
}
