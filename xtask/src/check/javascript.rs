//! The documented responses through the built npm package, in Node.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::round_trip::{Answer, Sample};
use super::rust::feed;

/// The entry of the built package.
const PACKAGE: &str = "bindings/npm/dist/index.mjs";

/// The script that calls the package, compiled in so that there is always one that fits.
const SCRIPT: &str = include_str!("roundtrip.mjs");

/// What the package makes of each sample.
pub(super) fn answers(root: &Path, samples: &[Sample]) -> Result<Vec<Answer>> {
    let package = root.join(PACKAGE);
    if !package.is_file() {
        bail!("{PACKAGE} isn't there; build the package with `cargo xtask build`");
    }
    let mut command = Command::new("node");
    command
        .args(["--input-type=module", "--eval", SCRIPT, "--"])
        .arg(&package)
        .current_dir(root);
    let output = feed(&mut command, serde_json::to_vec(samples)?)?;
    let output =
        String::from_utf8(output).context("the script wrote something that isn't UTF-8")?;
    // One line each, so that the answers before a crash are known.
    let answer = |line| {
        serde_json::from_str(line).with_context(|| format!("not an answer of the script: {line}"))
    };
    output.lines().map(answer).collect()
}
