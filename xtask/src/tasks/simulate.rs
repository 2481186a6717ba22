//! `cargo xtask simulate`: many simulated runs of provisioning, or the trace of one.

use anyhow::Result;
use xshell::cmd;

use crate::run::project::Project;

/// Plays the runs of the seeds below `seeds`; or prints the trace of `seed`.
pub fn run(project: &Project, seeds: u64, seed: Option<u64>) -> Result<()> {
    let arguments = match seed {
        Some(seed) => vec![seed.to_string()],
        None => vec!["0".to_owned(), seeds.to_string()],
    };
    // Optimised: a million runs take minutes then, and not an hour.
    let cargo = cmd!(
        project.sh,
        "cargo run --release --package bitsight-users-provision --features simulate --example simulate -- {arguments...}"
    );
    Ok(cargo.run()?)
}
