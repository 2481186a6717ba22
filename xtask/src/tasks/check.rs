//! `cargo xtask check`: the document against the documentation, the documented responses through both
//! implementations of the client, and the generated files and licences against those of now.

use anyhow::{Result, bail};
use bitsight_users_spec_check::{Check, implementations};

use crate::run::step::{Step, Task};
use crate::tasks::{native, notices, regen};

/// The step.
pub const STEP: Step = Step {
    name: "check",
    about: "document, documentation and code agree",
    needs: &["build"],
    run: |task| run(task).map(|()| "they agree".into()),
};

/// Checks everything, prints a report, and fails if there is a problem.
fn run(task: &Task) -> Result<()> {
    let root = task.project.root();
    let mut check = Check::run(root)?;
    println!("\n{}", check.report);
    for (implementation, answers) in [
        (
            "the generated Rust types",
            native::ROUND_TRIP
                .build(task.project, &task.log)
                .and_then(|program| implementations::rust(&program, &check.samples)),
        ),
        (
            "the npm package",
            implementations::javascript(root, &check.samples),
        ),
    ] {
        match answers {
            Ok(answers) => println!("{}", check.judge(implementation, &answers)),
            Err(error) => check.problems.push(format!(
                "No example was read through {implementation}: {error:#}"
            )),
        }
    }

    // It prints which files are fresh, or the differences.
    if let Err(error) = regen::run(root, true) {
        check.problems.push(format!("Generated files: {error:#}"));
    }

    if let Err(error) = notices::run(task, true) {
        check.problems.push(format!("Licences: {error:#}"));
    }
    if check.problems.is_empty() {
        return Ok(());
    }
    println!("\nPROBLEMS\n");
    for problem in &check.problems {
        println!("{problem}\n");
    }
    match check.problems.len() {
        1 => bail!("1 problem, see above"),
        count => bail!("{count} problems, see above"),
    }
}
