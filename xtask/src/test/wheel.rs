//! The step that builds the Python wheel of the program, installs it, and runs what was installed.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use xshell::cmd;

use crate::run::files;
use crate::run::project::on_path;
use crate::run::step::{CannotRun, Step, Task};
use crate::tasks::mock::{self, TOKEN};

/// The step.
pub const STEP: Step = Step {
    name: "wheel",
    about: "the program from its wheel, installed by pip",
    needs: &[],
    run,
};

/// The maturin that the wheel was tried with.
const MATURIN: &str = "maturin==1.16.0";
/// The folder of an environment that holds its programs.
const BIN: &str = if cfg!(windows) { "Scripts" } else { "bin" };

fn run(task: &Task) -> Result<String> {
    let (sh, project) = (&task.project.sh, task.project);
    if on_path("python3").is_none() {
        return Err(CannotRun("there is no `python3` on PATH".into()).into());
    }
    let folder = project.target("wheel");
    let tools = folder.join("tools");
    environment(task, &tools)?;
    let pip = tools.join(BIN).join("pip");
    task.log
        .run(cmd!(sh, "{pip} install --quiet {MATURIN}"))
        .context("maturin can't be installed")?;

    let wheels = folder.join("wheels");
    files::empty(&wheels)?;
    let maturin = tools.join(BIN).join("maturin");
    // Not optimised: the wheel is tested here, not published.
    task.log.run(cmd!(
        sh,
        "{maturin} build --manifest-path crates/cli/Cargo.toml --profile dev --out {wheels}"
    ))?;

    let consumer = folder.join("consumer");
    files::remove(&consumer)?;
    environment(task, &consumer)?;
    let pip = consumer.join(BIN).join("pip");
    task.log.run(cmd!(
        sh,
        "{pip} install --quiet --no-index --find-links {wheels} bitsight-users"
    ))?;

    let program = consumer.join(BIN).join("bitsight-users");
    let mock = mock::start(project, &task.log)?;
    let quota = cmd!(sh, "{program} quota get --json")
        .env("BITSIGHT_API_TOKEN", TOKEN)
        .env("BITSIGHT_BASE_URL", &mock.url);
    let quota: Value = serde_json::from_str(&task.log.output(quota)?)?;
    ensure!(
        quota["total_user_count"].is_u64(),
        "the installed program printed {quota}"
    );
    let version = task.log.output(cmd!(sh, "{program} --version"))?;
    Ok(format!("{} from its wheel", version.trim()))
}

/// Makes a Python environment, unless it is there.
fn environment(task: &Task, folder: &Path) -> Result<()> {
    if folder.join(BIN).join("pip").exists() {
        return Ok(());
    }
    task.log
        .run(cmd!(task.project.sh, "python3 -m venv {folder}"))
        .context("python3 can't make an environment; on Debian, python3-venv is missing")
}
