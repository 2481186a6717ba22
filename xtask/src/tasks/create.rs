//! Creating the documented user: from Rust, from Node.js and from the page in a browser.

use std::path::Path;

use anyhow::{Context, Result};

use crate::install::chromium;
use crate::run::step::Task;
use crate::tasks::consumer;
use crate::tasks::demo;

/// Runs the Rust example and gives what it printed.
pub fn from_rust(task: &Task, base_url: &str, token: &str) -> Result<String> {
    let mut cargo = task.project.cargo();
    cargo.args([
        "run",
        "--quiet",
        "--package",
        "bitsight-users",
        "--example",
        "create_user",
    ]);
    cargo
        .env("BITSIGHT_API_TOKEN", token)
        .env("BITSIGHT_BASE_URL", base_url);
    task.log
        .output(&mut cargo)
        .context("the Rust example failed")
}

/// Runs the Node.js example, with the installed package, and gives what it printed.
pub fn from_node(task: &Task, base_url: &str, token: &str) -> Result<String> {
    let mut node = task.project.command("node");
    node.arg("examples/node/create-user.mjs")
        .current_dir(consumer::folder(task.project));
    node.env("BITSIGHT_API_TOKEN", token)
        .env("BITSIGHT_BASE_URL", base_url);
    task.log
        .output(&mut node)
        .context("the Node.js example failed")
}

/// Fills in the page's form in Chromium and gives what the page then shows.
pub fn from_page(task: &Task, base_url: &str, token: &str, screenshot: &Path) -> Result<String> {
    let chromium = chromium::find()?.context("there is no Chromium")?;
    let (_server, url) = demo::serve(task)?;
    let mut node = task.project.command("node");
    node.arg("tests/support/fill-page.mjs").arg(screenshot);
    node.env("BITSIGHT_USERS_CHROMIUM", chromium)
        .env("BITSIGHT_USERS_PAGE", url)
        .env("BITSIGHT_USERS_ROOT", task.project.root())
        .env("BITSIGHT_BASE_URL", base_url)
        .env("BITSIGHT_API_TOKEN", token);
    task.log
        .output(&mut node)
        .context("the page in the browser failed")
}

/// Whether what a program printed names the documented user.
pub fn expect_documented_user(said: &str) -> Result<()> {
    for part in [
        "11111111-aaaa-1111-aaaa-111111111111",
        "arnold@actorsfilms.us",
    ] {
        anyhow::ensure!(
            said.contains(part),
            "expected the documented user with {part}, got:\n{said}"
        );
    }
    Ok(())
}
