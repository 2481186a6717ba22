//! Valgrind, which counts instructions for the guard and the benchmarks.

use anyhow::{Result, ensure};

use crate::install::apt;
use crate::run::project::on_path;
use crate::run::step::{CannotRun, Step, Task};

/// The step that installs it. It isn't a part of the setup: most tasks don't need it.
pub const STEP: Step = Step {
    name: "valgrind",
    about: "valgrind, which counts instructions",
    needs: &[],
    run: install,
};

fn install(task: &Task) -> Result<String> {
    if let Some(path) = on_path("valgrind") {
        return Ok(path.display().to_string());
    }
    if !apt::can_install(task) {
        let problem = "no valgrind on PATH, and installing it here takes root and apt-get";
        return Err(CannotRun(problem.into()).into());
    }
    apt::install(task, &["valgrind"])?;
    let found = on_path("valgrind").is_some();
    ensure!(found, "apt-get installed no valgrind");
    Ok("installed".into())
}
