//! `cargo xtask docs`: the reference of the crates, of the npm package and of the document, with one
//! page that leads to all three.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::install::npm;
use crate::run::files;
use crate::run::project::Project;
use crate::run::step::{Step, Task};

/// The step.
pub const STEP: Step = Step {
    name: "reference",
    about: "the reference: rustdoc, TypeDoc, and the document as a page",
    needs: &["npm"],
    run: build,
};

/// Where it goes, under `target`.
const FOLDER: &str = "docs";
/// The crates that programs use.
const CRATES: [&str; 2] = ["bitsight-users", "bitsight-users-mock"];

/// What the first page leads to: a file, its name, and what it is.
const PAGES: [(&str, &str, &str); 4] = [
    (
        "rust/bitsight_users/index.html",
        "Rust",
        "the crate bitsight-users, by rustdoc",
    ),
    (
        "npm/index.html",
        "JavaScript",
        "the npm package bitsight-users, by TypeDoc",
    ),
    (
        "api/index.html",
        "The API",
        "the OpenAPI document that both are generated from, by Redocly",
    ),
    (
        "rust/bitsight_users_mock/index.html",
        "The mock",
        "the crate bitsight-users-mock, a stand-in for the API",
    ),
];

fn build(task: &Task) -> Result<String> {
    let folder = task.project.target(FOLDER);
    // Nothing of an earlier run may hide that a page is missing.
    files::empty(&folder)?;
    rustdoc(task, &folder.join("rust"))?;
    typedoc(task, &folder.join("npm"))?;
    redocly(task, &folder.join("api/index.html"))?;
    std::fs::write(folder.join("index.html"), index())?;
    for (page, name, _) in PAGES {
        ensure!(
            folder.join(page).is_file(),
            "`{name}` was built, and there is no target/{FOLDER}/{page}"
        );
    }
    Ok(format!("target/{FOLDER}/index.html"))
}

fn rustdoc(task: &Task, to: &Path) -> Result<()> {
    // Cargo's folder keeps what other crates left there, in the search as well.
    let from = target_directory(task)?.join("doc");
    files::remove(&from)?;
    let mut cargo = task.project.cargo();
    cargo.args(["doc", "--no-deps"]);
    for package in CRATES {
        cargo.args(["--package", package]);
    }
    task.log.run(cargo.env("RUSTDOCFLAGS", "-D warnings"))?;
    files::copy(&from, to).with_context(|| format!("can't copy {}", from.display()))
}

fn typedoc(task: &Task, to: &Path) -> Result<()> {
    let mut command = task.project.command("node");
    command.arg(program(task.project, "typedoc/bin/typedoc"));
    // Options are in bindings/npm/typedoc.json.
    command.arg("--out").arg(to);
    task.log
        .run(command.current_dir(task.project.path("bindings/npm")))
}

fn redocly(task: &Task, to: &Path) -> Result<()> {
    let mut command = task.project.command("node");
    command.arg(program(task.project, "@redocly/cli/bin/cli.js"));
    command.args(["build-docs", "spec/openapi.yaml"]);
    command.args(["--config", "spec/redocly.yaml"]);
    // Otherwise the page would load its scripts from elsewhere.
    command.arg("--inlineBundle").arg("--output").arg(to);
    command
        .env("REDOCLY_TELEMETRY", "off")
        .env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    task.log.run(&mut command)
}

fn index() -> String {
    let mut list = String::new();
    for (page, name, about) in PAGES {
        list.push_str(&format!(
            "      <li><a href=\"{page}\">{name}</a>: {about}</li>\n"
        ));
    }
    format!(
        "<!doctype html>
<html lang=\"en\">
  <head>
    <meta charset=\"utf-8\" />
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />
    <title>bitsight-users: reference</title>
    <style>body {{ font: 1rem/1.6 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem }}</style>
  </head>
  <body>
    <h1>bitsight-users</h1>
    <p>An SDK for the Bitsight Users API. Not an official Bitsight product.</p>
    <ul>
{list}    </ul>
  </body>
</html>
"
    )
}

fn program(project: &Project, file: &str) -> PathBuf {
    npm::program(project, "bindings/npm", file)
}

fn target_directory(task: &Task) -> Result<PathBuf> {
    let metadata = task.log.metadata(task.project.cargo())?;
    let folder = metadata["target_directory"].as_str();
    Ok(folder
        .context("`cargo metadata` names no target directory")?
        .into())
}
