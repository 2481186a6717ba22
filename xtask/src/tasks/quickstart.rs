//! `cargo xtask quickstart`: from a fresh clone to an account that matches a list of people, by the command line, and
//! to a user created from Rust, Node.js and a page.

mod people;

use anyhow::{Context, Result};

use crate::run::project::Project;
use crate::run::step::Task;
use crate::run::steps::Steps;
use crate::tasks::create;
use crate::tasks::mock::{self, TOKEN};

/// Does all of it and tells what came out.
pub fn run(project: &Project, steps: &Steps) -> Result<()> {
    println!("Setting up, generating, checking, building. The first time takes some minutes.\n");
    steps.run(project, &["setup", "regen", "native", "check", "consumer"])?;
    let task = Task::new(project, "quickstart")?;
    people::run(&task)?;
    println!("\nCreating the documented user, each time on a fresh mock of the API.");

    let rust = on_a_fresh_mock(&task, |url| create::from_rust(&task, url, TOKEN))?;
    let node = on_a_fresh_mock(&task, |url| create::from_node(&task, url, TOKEN))?;
    let screenshot = project.target("quickstart/page.png");
    std::fs::create_dir_all(screenshot.parent().context("the screenshot has a folder")?)?;
    let page = on_a_fresh_mock(&task, |url| {
        create::from_page(&task, url, TOKEN, &screenshot)
    })?;

    account(
        "Rust",
        "crates/bitsight-users/examples/create_user.rs",
        &rust,
    );
    account("Node.js", "examples/node/create-user.mjs", &node);
    account(
        "a browser page",
        "examples/web, in headless Chromium",
        &page,
    );
    println!("\n  What the page looked like: target/quickstart/page.png");
    print!("{NEXT}");
    Ok(())
}

const NEXT: &str = "
What next
  cargo xtask test     every test of the project
  cargo xtask demo     the page that administers users, with a mock behind it

The program is target/debug/bitsight-users. Three commands to try, the first in a terminal of its own:
  target/debug/bitsight-users mock --port 4010 --users 20
  export BITSIGHT_BASE_URL=http://127.0.0.1:4010/ratings BITSIGHT_API_TOKEN=mock-token
  target/debug/bitsight-users users list
  target/debug/bitsight-users apply target/quickstart/people.csv

With a real token and without BITSIGHT_BASE_URL, it talks to the service, and creates real users.
";

/// A second user with the same email would be a conflict, so every program gets its own mock.
fn on_a_fresh_mock(task: &Task, create: impl Fn(&str) -> Result<String>) -> Result<String> {
    let mock = mock::start(task.project, &task.log)?;
    let said = create(&mock.url)?;
    create::expect_documented_user(&said)?;
    Ok(said)
}

fn account(from: &str, program: &str, said: &str) {
    println!("\nCreated from {from} ({program}), which printed:");
    for line in said.trim().lines() {
        println!("  {line}");
    }
}
