//! The circumstances of a run: the machine, the versions of everything compared, the day.

use anyhow::{Context, Result};
use serde_json::Value;

use xshell::cmd;
use xtask::install::chromium;
use xtask::run::step::Task;

/// The competitors of the package, by their names in tests/bench/js.
const JAVASCRIPT: [&str; 4] = ["openapi-fetch", "ajv", "zod", "@hey-api/openapi-ts"];
/// The competitors of the crate, by their names in Cargo.lock.
const RUST: [&str; 3] = ["reqwest", "serde_json", "progenitor"];

/// The day, as `2026-11-25`.
pub fn date(task: &Task) -> Result<String> {
    let output = task
        .log
        .output(cmd!(task.project.sh, "date -u +%Y-%m-%d"))?;
    Ok(output.trim().to_owned())
}

/// Processor, cores, memory and system, as far as the system tells them.
pub fn name(task: &Task) -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let processor = field("/proc/cpuinfo", "model name")
        .or_else(|| {
            let sysctl = cmd!(task.project.sh, "sysctl -n machdep.cpu.brand_string");
            let name = task.log.output(sysctl);
            name.ok().map(|name| name.trim().to_owned())
        })
        .unwrap_or_else(|| std::env::consts::ARCH.into());
    let memory = field("/proc/meminfo", "MemTotal")
        .and_then(|text| text.split(' ').next()?.parse::<f64>().ok())
        .map(|kib| format!(", {:.0} GB", kib * 1024.0 / 1e9));
    let system = field("/etc/os-release", "PRETTY_NAME").map(|name| name.replace('"', ""));
    format!(
        "{processor}, {cores} cores{}, {}",
        memory.unwrap_or_default(),
        system.unwrap_or_else(|| std::env::consts::OS.into())
    )
}

/// Name and version of everything that influences the figures.
pub fn versions(task: &Task) -> Result<Vec<(String, String)>> {
    let sh = &task.project.sh;
    let mut versions = vec![("bitsight-users".into(), env!("CARGO_PKG_VERSION").into())];
    let mut add = |name: &str, version: String| versions.push((name.to_owned(), version));
    let rustc = task.log.output(cmd!(sh, "rustc --version"))?;
    add("rustc", word(&rustc, 1));
    let node = task.log.output(cmd!(sh, "node --version"))?;
    add("Node.js", node.trim().trim_start_matches('v').to_owned());
    if let Some(chromium) = chromium::find()? {
        let chromium = task.log.output(cmd!(sh, "{chromium} --version"))?;
        add("Chromium", word(&chromium, 1));
    }
    let lock = sh.read_file("tests/bench/js/package-lock.json")?;
    let lock: Value = serde_json::from_str(&lock)?;
    for name in JAVASCRIPT {
        let version = &lock["packages"][format!("node_modules/{name}")]["version"];
        let version = version
            .as_str()
            .with_context(|| format!("tests/bench/js has no {name}"))?;
        add(name, version.to_owned());
    }
    let lock = sh.read_file("Cargo.lock")?;
    for name in RUST {
        let (_, rest) = lock
            .split_once(&format!("name = \"{name}\"\nversion = \""))
            .with_context(|| format!("Cargo.lock has no {name}"))?;
        add(name, rest.split('"').next().unwrap_or_default().to_owned());
    }
    Ok(versions)
}

/// The value of a line such as `model name : ...` or `PRETTY_NAME="..."`.
fn field(file: &str, name: &str) -> Option<String> {
    let text = std::fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    let (_, value) = line.split_once([':', '='])?;
    Some(value.trim().to_owned())
}

fn word(text: &str, index: usize) -> String {
    text.split_whitespace()
        .nth(index)
        .unwrap_or("unknown")
        .to_owned()
}
