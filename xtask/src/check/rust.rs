//! The documented responses through the generated Rust types.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::round_trip::{Answer, Sample, difference};

/// The program that reads and writes; see its file, `round_trip_main.rs`.
///
/// It is a program of its own because it depends on the client, which is generated from the
/// document: were xtask to depend on that, a document that the generator or the client's
/// hand-written code can't cope with would keep this check, and `regen`, from being built at all.
const PROGRAM: [&str; 6] = [
    "run",
    "--quiet",
    "--package",
    "xtask",
    "--example",
    "documented-round-trip",
];

/// What the types make of each sample.
pub(super) fn answers(root: &Path, samples: &[Sample]) -> Result<Vec<Answer>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(PROGRAM).current_dir(root);
    let output = feed(&mut command, serde_json::to_vec(samples)?)?;
    let results: Vec<Option<Result<String, String>>> = serde_json::from_slice(&output)
        .context("the program that reads the examples wrote something unexpected")?;
    if results.len() != samples.len() {
        bail!(
            "{} samples were sent and {} came back",
            samples.len(),
            results.len()
        );
    }
    Ok(samples
        .iter()
        .zip(results)
        .map(|(sample, result)| answer(sample, result))
        .collect())
}

/// What it means that the program gave that result for a sample.
pub(super) fn answer(sample: &Sample, result: Option<Result<String, String>>) -> Answer {
    let written = match result {
        Some(Ok(written)) => written,
        Some(Err(reason)) => return Answer::Refused(reason),
        None => return Answer::Differs("the client has no type for this response".to_owned()),
    };
    let parsed: (Result<Value, _>, Result<Value, _>) = (
        serde_json::from_str(&sample.response),
        serde_json::from_str(&written),
    );
    match parsed {
        (Ok(sent), Ok(back)) => match difference(&sent, &back, "$") {
            None => Answer::Same,
            Some(difference) => Answer::Differs(difference),
        },
        (Err(error), _) => {
            Answer::Differs(format!("it isn't JSON and was read all the same ({error})"))
        }
        (_, Err(error)) => Answer::Differs(format!("what came back isn't JSON ({error})")),
    }
}

/// Runs a command with that input and gives back its output; its errors go to the terminal.
pub(super) fn feed(command: &mut Command, input: Vec<u8>) -> Result<Vec<u8>> {
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
