//! Creating the documented user: from Rust, from Node.js and from the page in a browser.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use xshell::cmd;

use crate::install::chromium;
use crate::run::step::Task;
use crate::tasks::{consumer, demo, native};

/// Runs the Rust example and returns its output.
pub fn from_rust(task: &Task, base_url: &str, token: &str) -> Result<String> {
    let program = native::CREATE_USER.build(task.project, &task.log)?;
    let program = cmd!(task.project.sh, "{program}")
        .env("BITSIGHT_API_TOKEN", token)
        .env("BITSIGHT_BASE_URL", base_url);
    task.log.output(program).context("the Rust example failed")
}

/// Runs the Node.js example, with the installed package, and returns its output.
pub fn from_node(task: &Task, base_url: &str, token: &str) -> Result<String> {
    let node = cmd!(task.project.sh, "node examples/node/create-user.mjs")
        .env("BITSIGHT_API_TOKEN", token)
        .env("BITSIGHT_BASE_URL", base_url);
    task.log
        .output(task.project.at(consumer::folder(task.project), node))
        .context("the Node.js example failed")
}

/// Fills in the page's form in Chromium and returns the text that the page then shows.
pub fn from_page(task: &Task, base_url: &str, token: &str, screenshot: &Path) -> Result<String> {
    let chromium = chromium::find()?.context("there is no Chromium")?;
    let (_server, url) = demo::serve(task)?;
    let node = cmd!(
        task.project.sh,
        "node tests/support/fill-page.mjs {screenshot}"
    )
    .env("BITSIGHT_USERS_CHROMIUM", chromium)
    .env("BITSIGHT_USERS_PAGE", url)
    .env("BITSIGHT_USERS_ROOT", task.project.root())
    .env("BITSIGHT_BASE_URL", base_url)
    .env("BITSIGHT_API_TOKEN", token);
    task.log
        .output(node)
        .context("the page in the browser failed")
}

/// Fails unless the output of a program names the documented user.
pub fn expect_documented_user(output: &str) -> Result<()> {
    for part in [
        "11111111-aaaa-1111-aaaa-111111111111",
        "arnold@actorsfilms.us",
    ] {
        ensure!(
            output.contains(part),
            "expected the documented user with {part}, got:\n{output}"
        );
    }
    Ok(())
}
