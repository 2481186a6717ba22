//! Finding a Chromium for the browser tests, and installing Debian's where that is possible.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::install::apt;
use crate::run::project::on_path;
use crate::run::step::{CannotRun, Step, Task};

/// The step of the setup.
pub const STEP: Step = Step {
    name: "chromium",
    about: "a Chromium for the browser test",
    needs: &[],
    run: ensure,
};

/// Set to the path of a browser, these take precedence over any that is found.
const OVERRIDES: [&str; 2] = ["BITSIGHT_USERS_CHROMIUM", "CHROMIUM"];
const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];
const MAC: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// The browser to use.
pub fn find() -> Result<Option<PathBuf>> {
    for name in OVERRIDES {
        if let Some(value) = std::env::var_os(name).filter(|value| !value.is_empty()) {
            let path = PathBuf::from(value);
            anyhow::ensure!(
                path.is_file(),
                "{name} names {}, which isn't a file",
                path.display()
            );
            return Ok(Some(path));
        }
    }
    let mac = PathBuf::from(MAC);
    Ok(NAMES
        .iter()
        .find_map(|name| on_path(name))
        .or_else(|| mac.is_file().then_some(mac)))
}

fn ensure(task: &Task) -> Result<String> {
    if let Some(path) = find()? {
        return Ok(format!("{}", path.display()));
    }
    if !apt::can_install(task) {
        return Err(CannotRun(
            "no Chromium or Chrome on PATH, and installing one here takes root and apt-get: \
             install Chromium, or set BITSIGHT_USERS_CHROMIUM to a browser's path"
                .into(),
        )
        .into());
    }
    apt::install(task, &["chromium"]).context(
        "Debian's Chromium couldn't be installed: install one by hand, or set \
         BITSIGHT_USERS_CHROMIUM to a browser's path",
    )?;
    let path = find()?.context("apt-get installed chromium, but there is none on PATH")?;
    Ok(format!("installed {}", path.display()))
}
