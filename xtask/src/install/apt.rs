//! Debian's packages, where they may be installed.

use std::sync::{Mutex, PoisonError};

use anyhow::Result;
use xshell::cmd;

use crate::run::project::on_path;
use crate::run::step::Task;

/// Whether Debian's packages can be installed here: that takes root and apt-get.
pub fn can_install(task: &Task) -> bool {
    let id = task.log.output(cmd!(task.project.sh, "id -u"));
    on_path("apt-get").is_some() && id.is_ok_and(|id| id.trim() == "0")
}

/// apt-get refuses to run twice at once.
static RUNNING: Mutex<()> = Mutex::new(());

/// Installs the packages of these names.
pub fn install(task: &Task, packages: &[&str]) -> Result<()> {
    let _alone = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
    let sh = &task.project.sh;
    let _quiet = sh.push_env("DEBIAN_FRONTEND", "noninteractive");
    task.log.run(cmd!(sh, "apt-get update"))?;
    let install = cmd!(
        sh,
        "apt-get install --yes --no-install-recommends {packages...}"
    );
    task.log.run(install)
}
