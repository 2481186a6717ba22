//! The time of regenerating after a change of the document, in a copy of the project.

use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::{Result, ensure};

use bitsight_users_bench_report::{OURS, Row, Table, median};
use xshell::cmd;
use xtask::install::tools;
use xtask::run::step::Task;
use xtask::test::changed;

/// The baseline: the seconds that it may take.
const LIMIT: &str = "limit";

/// Seconds with nothing changed, and after a change until the package's types are built.
pub fn tables(task: &Task, quick: bool) -> Result<Vec<Table>> {
    let rounds = if quick { 1 } else { 5 };
    let sources = task.project.target("bench/regeneration");
    changed::copy_sources(task.project, &task.log, &sources)?;
    let regen = || {
        let cargo = cmd!(task.project.sh, "cargo run --quiet --bin xtask -- regen");
        // A target folder of its own: xtask remembers where it was compiled.
        let cargo = cargo.env("CARGO_TARGET_DIR", sources.join("target"));
        task.log.run(task.project.at(&sources, cargo))
    };
    let document = fs::read_to_string(sources.join("spec/openapi.yaml"))?;
    // The first run compiles xtask.
    regen()?;

    let (mut nothing, mut change) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        nothing.push(seconds(regen)?);
        changed::change(&sources.join("spec/openapi.yaml"))?;
        change.push(seconds(|| {
            regen()?;
            types(task, &sources)
        })?);
        let types =
            fs::read_to_string(sources.join("bindings/npm/dist/types/generated/operations.d.ts"));
        ensure!(
            types?.contains("listNicknames"),
            "the change is not in the built types"
        );
        fs::write(sources.join("spec/openapi.yaml"), &document)?;
        regen()?;
    }
    let row = |id: &str, title: &str, limit: f64, samples: &[f64]| {
        let medians = vec![(LIMIT.into(), limit), (OURS.into(), median(samples))];
        Row::new(id, title, "s", Some(1.0), LIMIT, medians)
    };
    Ok(vec![Table {
        id: "regeneration".into(),
        title: "Regenerating".into(),
        method: format!(
            "`cargo xtask regen` in a copy of the project, xtask being compiled. Medians of {rounds} \
             rounds. The change is a field and an operation; the types are what tsc declares."
        ),
        baseline: LIMIT.into(),
        rows: vec![
            row("nothing-changed", "with nothing changed", 2.0, &nothing),
            row(
                "changed",
                "after a change, up to the built TypeScript types",
                15.0,
                &change,
            ),
        ],
    }])
}

/// Builds the package's declarations.
fn types(task: &Task, sources: &Path) -> Result<()> {
    let tsc = cmd!(task.project.sh, "node node_modules/typescript/bin/tsc");
    let tsc = tsc.env("PATH", tools::path(task.project)?);
    task.log
        .run(task.project.at(sources.join("bindings/npm"), tsc))
}

fn seconds(work: impl FnOnce() -> Result<()>) -> Result<f64> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed().as_secs_f64())
}
