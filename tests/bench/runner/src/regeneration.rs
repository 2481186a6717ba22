//! What regenerating costs whoever changes the document, in a copy of the project.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Result, ensure};

use bitsight_users_bench_report::{OURS, Row, Table, median};
use xtask::install::tools;
use xtask::run::log::Log;
use xtask::run::project::Project;
use xtask::test::changed;

/// The subject of the ratios: the seconds that it may take.
const LIMIT: &str = "limit";

/// Seconds with nothing changed, and after a change until the package's types are built.
pub fn tables(project: &Project, log: &Log, quick: bool) -> Result<Vec<Table>> {
    let rounds = if quick { 1 } else { 5 };
    let sources = project.target("bench/regeneration");
    changed::copy_sources(project, log, &sources)?;
    let regen = || {
        cargo(
            project,
            &sources,
            &["run", "--quiet", "--package", "xtask", "--", "regen"],
        )
    };
    let document = fs::read_to_string(sources.join("spec/openapi.yaml"))?;
    // Warm: xtask is compiled.
    log.run(&mut regen())?;

    let (mut nothing, mut change) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        nothing.push(seconds(|| log.run(&mut regen()))?);
        changed::change(&sources.join("spec/openapi.yaml"))?;
        change.push(seconds(|| {
            log.run(&mut regen())?;
            types(project, log, &sources)
        })?);
        let types =
            fs::read_to_string(sources.join("bindings/npm/dist/types/generated/operations.d.ts"));
        ensure!(
            types?.contains("listNicknames"),
            "the change is not in the built types"
        );
        fs::write(sources.join("spec/openapi.yaml"), &document)?;
        log.run(&mut regen())?;
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

fn cargo(project: &Project, sources: &Path, arguments: &[&str]) -> Command {
    let mut cargo = project.cargo();
    // A folder of its own: xtask remembers where it was compiled.
    cargo.args(arguments).current_dir(sources);
    cargo.env("CARGO_TARGET_DIR", sources.join("target"));
    cargo
}

/// Builds the package's declarations.
fn types(project: &Project, log: &Log, sources: &Path) -> Result<()> {
    let npm = sources.join("bindings/npm");
    let mut tsc = project.command("node");
    tsc.arg("node_modules/typescript/bin/tsc");
    tsc.env("PATH", tools::path(project)?);
    log.run(tsc.current_dir(npm))
}

fn seconds(work: impl FnOnce() -> Result<()>) -> Result<f64> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed().as_secs_f64())
}
