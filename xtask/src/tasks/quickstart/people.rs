//! The main job: a list of ten people, planned and applied by the command line, on a mock of the API.

use std::ffi::OsStr;
use std::fmt::Write;

use anyhow::{Context, Result, ensure};
use xshell::cmd;

use crate::run::files;
use crate::run::step::Task;
use crate::tasks::mock::{self, TOKEN};
use crate::tasks::native;

const PROGRAM: &str = "bitsight-users";
const PEOPLE: usize = 10;

/// Plans the list, applies it, and plans it again: then nothing is left to do.
pub fn run(task: &Task) -> Result<()> {
    let project = task.project;
    let program = native::CLI.build(project, &task.log)?;
    let folder = project.target("quickstart");
    files::empty(&folder)?;
    std::fs::write(folder.join("people.csv"), list())?;
    let mock = mock::start_with(project, &task.log, &["--users", "20"].map(OsStr::new))?;
    println!("\nThe command line, on a mock of the API, with a list of {PEOPLE} people:");
    let line = |arguments: &str| -> Result<String> {
        let words = arguments.split(' ');
        let command = cmd!(project.sh, "{program} {words...}")
            .env("BITSIGHT_API_TOKEN", TOKEN)
            .env("BITSIGHT_BASE_URL", &mock.url);
        let said = task
            .log
            .output(project.at(&folder, command))
            .with_context(|| format!("`{PROGRAM} {arguments}` failed"))?;
        println!("\n  $ {PROGRAM} {arguments}");
        for line in said.lines() {
            println!("  {line}");
        }
        Ok(said)
    };
    let rows = |said: &str, word: &str| said.lines().filter(|line| line.contains(word)).count();
    let planned = line("plan people.csv --table")?;
    ensure!(
        rows(&planned, " planned ") == PEOPLE,
        "not everybody was planned"
    );
    let applied = line("apply people.csv --yes --table")?;
    ensure!(
        rows(&applied, " done ") == PEOPLE,
        "not everybody was created"
    );
    // The exit code would be 10 if something were left.
    line("plan people.csv --exit-code --table")?;
    println!("  (nothing is left to do)");
    Ok(())
}

/// A list of people at example.com.
fn list() -> String {
    let mut list = "email,formal_name,friendly_name,role\n".to_owned();
    for number in 1..=PEOPLE {
        // Writing into memory can't fail.
        let _ = writeln!(
            list,
            "person{number}@example.com,Person {number},P{number},customer_user"
        );
    }
    list
}
