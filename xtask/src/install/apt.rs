//! Debian's packages, where they may be installed.

use anyhow::Result;

use crate::run::project::on_path;
use crate::run::step::Task;

/// Whether Debian's packages can be installed here: that takes root and apt-get.
pub fn can_install(task: &Task) -> bool {
    let mut id = task.project.command("id");
    let is_root = |id: String| id.trim() == "0";
    on_path("apt-get").is_some() && task.log.output(id.arg("-u")).is_ok_and(is_root)
}

/// Installs the packages of these names.
pub fn install(task: &Task, packages: &[&str]) -> Result<()> {
    let install = ["install", "--yes", "--no-install-recommends"];
    for arguments in [vec!["update"], [&install, packages].concat()] {
        let mut apt = task.project.command("apt-get");
        apt.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        task.log.run(&mut apt)?;
    }
    Ok(())
}
