//! `cargo xtask docs`: the reference of the crates, of the npm package and of the document, with one
//! page that leads to all three.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use xshell::cmd;

use crate::install::npm;
use crate::run::files;
use crate::run::step::{Step, Task};
use crate::tasks::document;

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
    let sh = &task.project.sh;
    let metadata = task
        .log
        .output(cmd!(sh, "cargo metadata --no-deps --format-version 1"))?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let target = metadata["target_directory"].as_str();
    let target = target.context("`cargo metadata` names no target directory")?;
    // Cargo's folder keeps the pages of other crates, in the search as well.
    let from = Path::new(target).join("doc");
    files::remove(&from)?;
    let packages = CRATES.iter().flat_map(|name| ["--package", *name]);
    let cargo = cmd!(sh, "cargo doc --no-deps {packages...}");
    task.log.run(cargo.env("RUSTDOCFLAGS", "-D warnings"))?;
    files::copy(&from, to).with_context(|| format!("can't copy {}", from.display()))
}

fn typedoc(task: &Task, to: &Path) -> Result<()> {
    let typedoc = npm::program(task.project, "bindings/npm", "typedoc/bin/typedoc");
    // Options are in bindings/npm/typedoc.json.
    let command = cmd!(task.project.sh, "node {typedoc} --out {to}");
    task.log.run(task.project.at("bindings/npm", command))
}

/// `--inlineBundle`: otherwise the page would load its scripts from elsewhere.
fn redocly(task: &Task, to: &Path) -> Result<()> {
    let redocly = document::redocly(task.project, "build-docs");
    task.log
        .run(redocly.arg("--inlineBundle").arg("--output").arg(to))
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
