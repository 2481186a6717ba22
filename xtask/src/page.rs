//! The example page: served with the installed package beside it and a mock behind it.

use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::process::{Log, Server};
use crate::project::Project;
use crate::steps::{self, Task};
use crate::{consumer, mock};

/// `cargo xtask page`: until Ctrl-C.
pub fn run(project: &Project) -> Result<()> {
    steps::run(project, &["consumer"])?;
    let log = Log::create(project.target("xtask/logs/page.log"))?;
    let task = Task { project, log };
    let mock = mock::start(project, &task.log)?;
    let (server, url) = serve(&task)?;
    println!("\nThe page, with a mock behind it (Ctrl-C ends both):");
    println!("  {url}/?baseUrl={}&token={}", mock.url, mock::TOKEN);
    server.wait()
}

/// Serves the page and gives its URL, without a slash at the end.
pub fn serve(task: &Task) -> Result<(Server, String)> {
    task.log
        .serve(&mut server(task.project), Duration::from_secs(20), |line| {
            Some(line.strip_prefix("serving ")?.to_owned())
        })
        .context("the server of the example page doesn't start")
}

fn server(project: &Project) -> Command {
    let mut command = project.command("node");
    command.arg("tests/support/serve.mjs");
    command
        .arg(project.path("examples/web"))
        .arg(consumer::folder(project));
    command
}
