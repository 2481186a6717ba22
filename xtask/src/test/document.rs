//! The step that lints the document with Redocly's rules.

use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::install::npm;
use crate::run::step::{Step, Task};

/// The step.
pub const STEP: Step = Step {
    name: "document",
    about: "Redocly's rules on spec/openapi.yaml",
    needs: &["npm"],
    run: lint,
};

fn lint(task: &Task) -> Result<String> {
    // For people first: a failure shows what is wrong and where.
    task.log.run(&mut redocly(task, "codeframe"))?;
    // Redocly succeeds with warnings; here a warning is a finding as well.
    let report = task.log.output(&mut redocly(task, "json"))?;
    let start = report.find('{').context("redocly printed no JSON")?;
    let report: Value = serde_json::from_str(&report[start..])?;
    let totals = &report["totals"];
    anyhow::ensure!(
        totals["warnings"] == 0 && totals["errors"] == 0,
        "redocly warns about the document; see {}",
        task.log.path().display()
    );
    Ok("no problems".into())
}

fn redocly(task: &Task, format: &str) -> Command {
    let mut command = task.project.command("node");
    command.arg(npm::program(
        task.project,
        "bindings/npm",
        "@redocly/cli/bin/cli.js",
    ));
    command.args(["lint", "spec/openapi.yaml", "--config", "spec/redocly.yaml"]);
    command.arg(format!("--format={format}"));
    // Nothing of a test run goes anywhere.
    command
        .env("REDOCLY_TELEMETRY", "off")
        .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    command
}
