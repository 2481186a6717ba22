//! The step that feeds the fuzz targets for a short while.
//!
//! cargo-fuzz would do the same, with a nightly compiler: it passes unstable flags for the address
//! sanitizer. Code without `unsafe` has little use for that, and coverage, which is what guides the
//! fuzzer, takes stable flags only.

use anyhow::{Context, Result};
use xshell::cmd;

use crate::run::project::on_path;
use crate::run::step::{CannotRun, Step, Task};

/// The step.
pub const STEP: Step = Step {
    name: "fuzz",
    about: "garbage for the decoder, the document's loader and provisioning",
    needs: &[],
    run: fuzz,
};

/// The targets of fuzz/, and where each begins.
const TARGETS: [(&str, &str); 3] = [
    ("responses", "spec/documented"),
    ("documents", "fuzz/seeds/documents"),
    ("provision", "fuzz/seeds/provision"),
];
/// How long each is fed.
const SECONDS: &str = "20";

/// What cargo-fuzz passes, without the sanitizer.
const FLAGS: [&str; 7] = [
    "--cfg=fuzzing",
    "-Ccodegen-units=1",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

fn fuzz(task: &Task) -> Result<String> {
    if cfg!(windows) {
        return Err(CannotRun("libFuzzer isn't set up for Windows here".into()).into());
    }
    // libFuzzer is built from its C++ source.
    let compiler = std::env::var_os("CXX").is_some() || on_path("c++").is_some();
    if !compiler {
        return Err(CannotRun("no C++ compiler".into()).into());
    }
    let sh = &task.project.sh;
    let version = task.log.output(cmd!(sh, "rustc -vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    let host = host.context("rustc doesn't name its host")?;
    let folder = task.project.target("fuzz");
    // With the target named, build scripts and macros are built without the flags.
    let cargo = cmd!(
        sh,
        "cargo build --release --bins --locked --manifest-path fuzz/Cargo.toml --target {host} --target-dir {folder}"
    );
    task.log
        .run(cargo.env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\u{1f}")))?;

    let mut counts = Vec::new();
    for (target, seeds) in TARGETS {
        let corpus = folder.join("corpus").join(target);
        std::fs::create_dir_all(&corpus)?;
        let program = folder.join(host).join("release").join(target);
        let artifacts = format!("{}-", folder.join(target).display());
        // Interesting inputs are added to the first folder, where the next run begins.
        let fuzz = cmd!(
            sh,
            "{program} {corpus} {seeds} -max_total_time={SECONDS} -timeout=10 -max_len=4096 -print_final_stats=1"
        );
        let fuzz = fuzz.arg(format!("-artifact_prefix={artifacts}"));
        task.log
            .run(fuzz)
            .with_context(|| format!("`{target}` fails; its input is kept as {artifacts}*"))?;
        counts.push(format!("{target}: {} inputs", runs(task)?));
    }
    Ok(counts.join(", "))
}

/// The number of inputs of the last run, in the output of libFuzzer.
fn runs(task: &Task) -> Result<String> {
    let log = std::fs::read_to_string(task.log.path())?;
    let mut lines = log.lines().rev();
    let count = lines.find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
    Ok(count
        .context("libFuzzer printed no summary")?
        .trim()
        .to_owned())
}
