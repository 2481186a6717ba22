//! How cost grows with the document: documents ten and a hundred times as large are generated from and checked.

use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use bitsight_users_openapi::Document;
use bitsight_users_spec_check::Check;
use serde::Deserialize;
use serde_json::{Map, Value};

use bitsight_users_bench_report::{OURS, Row, Table, median};
use xshell::cmd;
use xtask::run::files;
use xtask::run::project::Project;
use xtask::run::step::Task;

use crate::callgrind;

/// In the project, and in each copy.
const DOCUMENT: &str = "spec/openapi.yaml";
/// How many times as large as the project's document.
const FACTORS: [usize; 3] = [1, 10, 100];
/// How often each of these is measured in a round. The smallest varies most, and is the baseline of the others.
const TIMES: [usize; 3] = [5, 2, 1];
/// The baseline.
const LINEAR: &str = "in proportion";
/// In proportion, within the difference of two runs. Generating misses it by time but not by instructions: a
/// document a hundred times as large no longer fits the processor's caches.
const TARGET: f64 = 1.1;

/// The output of the generator's example `growth` for a document, in seconds.
#[derive(Deserialize)]
struct Generated {
    load: f64,
    rust: f64,
    typescript: f64,
    bytes: f64,
}

/// The measured parts, and their units.
const PARTS: [(&str, &str, &str); 8] = [
    ("load", "reading it", "s"),
    ("rust", "generating Rust", "s"),
    ("typescript", "generating TypeScript", "s"),
    ("types", "openapi-typescript", "s"),
    ("check", "comparing it with the documentation", "s"),
    ("text", "text of Rust and TypeScript", "bytes"),
    ("types-text", "text of openapi-typescript", "bytes"),
    (
        "instructions",
        "reading and generating",
        "million instructions",
    ),
];

/// How many of these are measured in every round. The last is the same every time.
const TIMED: usize = PARTS.len() - 1;

/// Times and sizes, in proportion to how large the document is.
pub fn tables(task: &Task, quick: bool) -> Result<Vec<Table>> {
    let rounds = if quick { 1 } else { 3 };
    let roots = FACTORS.map(|factor| task.project.target(&format!("bench/growth/x{factor}")));
    for (factor, root) in FACTORS.into_iter().zip(&roots) {
        write(task.project, root, factor)?;
    }
    let program = callgrind::program(task, "bitsight-users-codegen", ["--example", "growth"])?;
    let mut rounds_of = [const { Vec::new() }; FACTORS.len()];
    for _ in 0..rounds {
        let samples = roots.iter().zip(&mut rounds_of);
        for ((root, samples), times) in samples.zip(TIMES) {
            for _ in 0..if quick { 1 } else { times } {
                samples.push(measured(task, root, &program)?);
            }
        }
    }
    let mut medians = rounds_of.map(|rounds| -> Vec<f64> {
        let of = |part: usize| median(&rounds.iter().map(|round| round[part]).collect::<Vec<_>>());
        (0..TIMED).map(of).collect()
    });
    // Counting takes fifty times as long as running.
    for (root, medians) in roots.iter().zip(&mut medians).filter(|_| !quick) {
        let document = [root.join(DOCUMENT)];
        let count = callgrind::instructions(task, &program, &document)?;
        medians.push(count as f64 / 1e6);
    }
    Ok(vec![table(&medians, rounds)])
}

/// The figures of each part, without instructions, for the document in a folder.
fn measured(task: &Task, root: &Path, generator: &Path) -> Result<[f64; TIMED]> {
    let document = root.join(DOCUMENT);
    let generator = cmd!(task.project.sh, "{generator} {document}");
    let Generated {
        load,
        rust,
        typescript,
        bytes,
    } = serde_json::from_str(task.log.output(generator)?.trim())?;
    let (types, text) = types(task, root)?;
    Ok([load, rust, typescript, types, check(root)?, bytes, text])
}

/// Writes a document and a documentation that are `factor` times as large.
fn write(project: &Project, root: &Path, factor: usize) -> Result<()> {
    files::remove(root)?;
    fs::create_dir_all(root.join("spec"))?;
    let document = Document::load(&project.path(DOCUMENT))?;
    let mut whole = document.value().clone();
    let contradictions = fs::read_to_string(project.path("spec/contradictions.yaml"))?;
    let mut all = contradictions.clone();
    let documented = root.join("spec/documented");
    copy_pages(&project.path("spec/documented"), &documented, "")?;
    for number in 1..factor {
        let suffix = format!("_{number}");
        for (part, renamed) in renamed(document.value(), &suffix) {
            let members = whole.pointer_mut(part).and_then(Value::as_object_mut);
            members
                .context("the document lacks a part")?
                .extend(renamed);
        }
        copy_pages(&project.path("spec/documented"), &documented, &suffix)?;
        for line in contradictions.lines() {
            all.push_str(line);
            if line.starts_with("- id: ") || line.starts_with("  operation: ") {
                all.push_str(&suffix);
            }
            all.push('\n');
        }
    }
    // JSON is YAML as well.
    fs::write(root.join(DOCUMENT), serde_json::to_string_pretty(&whole)?)?;
    fs::write(root.join("spec/contradictions.yaml"), all)?;
    Ok(())
}

/// The parts of the document that grow, under other names.
fn renamed(document: &Value, suffix: &str) -> Vec<(&'static str, Map<String, Value>)> {
    let parts = ["schemas", "parameters", "responses"];
    let names: Vec<_> = parts
        .iter()
        .filter_map(|part| document["components"][part].as_object())
        .flat_map(Map::keys)
        // The generator knows this one by its name.
        .filter(|name| *name != "Timestamp")
        .collect();
    // Only references and names of operations differ between the copies.
    let text = document.to_string();
    let text = names.iter().fold(text, |text, name| {
        text.replace(&format!("/{name}\""), &format!("/{name}{suffix}\""))
    });
    let copy: Value = serde_json::from_str(&text).unwrap_or_default();
    let members = |pointer: &str, rename: &dyn Fn(&str) -> String| -> Map<String, Value> {
        let members = copy.pointer(pointer).and_then(Value::as_object);
        let renamed = members.into_iter().flatten();
        renamed
            .map(|(name, value)| (rename(name), value.clone()))
            .collect()
    };
    let after = |name: &str| match name {
        "Timestamp" => name.to_owned(),
        _ => format!("{name}{suffix}"),
    };
    let mut paths = members("/paths", &|path| format!("/copy{suffix}{path}"));
    for operation in paths
        .values_mut()
        .filter_map(Value::as_object_mut)
        .flat_map(|item| item.values_mut())
    {
        if let Some(Value::String(id)) = operation.get_mut("operationId") {
            id.push_str(suffix);
        }
    }
    vec![
        ("/paths", paths),
        (
            "/components/schemas",
            members("/components/schemas", &after),
        ),
        (
            "/components/parameters",
            members("/components/parameters", &after),
        ),
        (
            "/components/responses",
            members("/components/responses", &after),
        ),
    ]
}

/// Copies the folders of the documentation, each of which is named after an operation.
fn copy_pages(from: &Path, to: &Path, suffix: &str) -> Result<()> {
    for folder in fs::read_dir(from)? {
        let folder = folder?;
        if !folder.file_type()?.is_dir() {
            continue;
        }
        let name = folder.file_name().to_string_lossy().into_owned();
        let to = to.join(format!("{name}{suffix}"));
        fs::create_dir_all(&to)?;
        for file in fs::read_dir(folder.path())? {
            let file = file?;
            let mut text = fs::read_to_string(file.path())?;
            if file.file_name() == "source.json" && !suffix.is_empty() {
                text = text.replace("\"path\": \"", &format!("\"path\": \"/copy{suffix}"));
            }
            fs::write(to.join(file.file_name()), text)?;
        }
    }
    Ok(())
}

/// Seconds and bytes of the types that the npm package gets.
fn types(task: &Task, root: &Path) -> Result<(f64, f64)> {
    let document = root.join(DOCUMENT);
    let node = cmd!(
        task.project.sh,
        "node bindings/npm/scripts/types.mjs {document}"
    );
    let start = Instant::now();
    let text = task.log.output(node)?;
    Ok((start.elapsed().as_secs_f64(), text.len() as f64))
}

/// Seconds of comparing the document with its documentation, which must agree.
fn check(root: &Path) -> Result<f64> {
    let start = Instant::now();
    let problems = Check::run(root)?.problems;
    let spent = start.elapsed().as_secs_f64();
    ensure!(
        problems.is_empty(),
        "the larger document: {}",
        problems.join("\n")
    );
    Ok(spent)
}

fn table(medians: &[Vec<f64>; FACTORS.len()], rounds: usize) -> Table {
    let [single, larger @ ..] = medians;
    let mut rows = vec![row(
        "x1",
        "everything",
        "s",
        1,
        total(single),
        total(single),
    )];
    for (factor, medians) in FACTORS.into_iter().skip(1).zip(larger) {
        let id = format!("x{factor}");
        rows.push(row(
            &id,
            "everything",
            "s",
            factor,
            total(single),
            total(medians),
        ));
        let parts = PARTS.into_iter().zip(single).zip(medians);
        for (((name, title, unit), single), measured) in parts {
            let id = format!("x{factor}-{name}");
            rows.push(row(&id, title, unit, factor, *single, *measured));
        }
    }
    Table {
        id: "growth".into(),
        title: "How cost grows with the document".into(),
        method: format!(
            "The document with so many copies of each operation and schema. Medians of {rounds} \
             rounds; the generator built for release, the comparison not. Instructions by callgrind. \
             The ratio is to what the single document takes, times the factor."
        ),
        baseline: LINEAR.into(),
        rows,
    }
}

fn row(id: &str, title: &str, unit: &str, factor: usize, single: f64, measured: f64) -> Row {
    let medians = vec![
        (LINEAR.into(), single * factor as f64),
        (OURS.into(), measured),
    ];
    Row::new(
        id,
        &format!("×{factor}: {title}"),
        unit,
        Some(TARGET),
        LINEAR,
        medians,
    )
}

/// The seconds of all parts.
fn total(medians: &[f64]) -> f64 {
    let seconds = PARTS
        .iter()
        .zip(medians)
        .filter(|((_, _, unit), _)| *unit == "s");
    seconds.map(|(_, median)| median).sum()
}
