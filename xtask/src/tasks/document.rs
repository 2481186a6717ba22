//! Redocly, on the document: the step that lints it, and the command for its page.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use xshell::{Cmd, cmd};

use crate::install::npm;
use crate::run::project::Project;
use crate::run::step::{Step, Task};

/// The step that lints.
pub const STEP: Step = Step {
    name: "document",
    about: "Redocly's rules on spec/openapi.yaml",
    needs: &["npm"],
    run: lint,
};

/// A command of Redocly on the document. It sends nothing to anybody.
pub fn redocly<'a>(project: &'a Project, command: &str) -> Cmd<'a> {
    let program = npm::program(project, "bindings/npm", "@redocly/cli/bin/cli.js");
    cmd!(
        project.sh,
        "node {program} {command} spec/openapi.yaml --config spec/redocly.yaml"
    )
    .env("REDOCLY_TELEMETRY", "off")
    .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true")
}

fn lint(task: &Task) -> Result<String> {
    // For people first: a failure shows the place.
    let lint = |format| redocly(task.project, "lint").args(["--format", format]);
    task.log.run(lint("codeframe"))?;
    // Redocly succeeds with warnings; here a warning is a finding as well.
    let report = task.log.output(lint("json"))?;
    let start = report.find('{').context("redocly printed no JSON")?;
    let report: Value = serde_json::from_str(&report[start..])?;
    let totals = &report["totals"];
    ensure!(
        totals["warnings"] == 0 && totals["errors"] == 0,
        "redocly warns about the document; see {}",
        task.log.path().display()
    );
    Ok("no problems".into())
}
