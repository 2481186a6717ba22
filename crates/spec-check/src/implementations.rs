//! Sends the documented responses through the generated Rust types and through the built npm package.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

use crate::round_trip::{Answer, Sample};

/// The entry of the built package.
const PACKAGE: &str = "bindings/npm/dist/index.mjs";

/// The script that calls the package. It is compiled in so that it always fits this program.
const SCRIPT: &str = include_str!("roundtrip.mjs");

/// The answers of the generated Rust types, by the example `documented-round-trip` of this crate, compiled to the
/// given path.
///
/// It is a program of its own because it depends on the client, which is generated from the document.
/// If this crate depended on the client, a document that breaks the client would also break the check.
///
/// # Errors
/// When the program fails, or gives other answers than one for each sample.
pub fn rust(program: &Path, samples: &[Sample]) -> Result<Vec<Answer>> {
    let mut command = Command::new(program);
    let output = feed(&mut command, serde_json::to_vec(samples)?)?;
    let results: Vec<Option<Result<String, String>>> = serde_json::from_slice(&output)
        .context("the program that reads the examples wrote something unexpected")?;
    ensure!(
        results.len() == samples.len(),
        "{} samples were sent and {} came back",
        samples.len(),
        results.len()
    );
    let results = samples.iter().zip(results);
    Ok(results
        .map(|(sample, result)| Answer::of(sample, result))
        .collect())
}

/// The answers of the npm package, in Node.js.
///
/// # Errors
/// When the package isn't built, or the script fails.
pub fn javascript(root: &Path, samples: &[Sample]) -> Result<Vec<Answer>> {
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

/// Runs a command with that input and returns its output; its errors go to the terminal.
fn feed(command: &mut Command, input: Vec<u8>) -> Result<Vec<u8>> {
    let shown = format!("{command:?}");
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("can't start {shown}"))?;
    let mut stdin = child.stdin.take().context("the program has no input")?;
    // In a thread of its own: a program that writes before it has read everything would block.
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output()?;
    let written = writer.join();
    if !output.status.success() {
        bail!("{shown} failed ({}), see its output above", output.status);
    }
    match written {
        Ok(written) => written.with_context(|| format!("{shown} didn't read its input"))?,
        Err(_) => bail!("writing to {shown} panicked"),
    }
    Ok(output.stdout)
}
