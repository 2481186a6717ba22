//! The npm package against what people would use instead, in Node.js and in pages of Chromium:
//! tests/bench/js measures, and this turns its figures into tables.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};

use bitsight_users_bench_report::{OURS, Row, Table, median};
use xshell::cmd;
use xtask::install::chromium;
use xtask::run::files;
use xtask::run::fingerprint;
use xtask::run::step::Task;
use xtask::tasks::build;

/// The baseline of single calls.
const RAW: &str = "raw fetch";
/// The baseline of first calls, by its name in tests/bench/js/first.mjs.
const INSTANTIATE: &str = "instantiate + raw fetch";
/// The baseline of memory.
const BEFORE: &str = "the memory in use before";
/// These validate every response, as this project does, which should never be slower than they are.
const VALIDATED: [&str; 3] = [
    "openapi-fetch + ajv",
    "openapi-fetch + zod",
    "hey-api + zod",
];
/// The targets of bitsight-users, as a ratio to raw fetch.
const TARGETS: [(&str, f64); 3] = [("create", 1.25), ("list-100", 1.35), ("list-1000", 1.4)];
/// The target of its first call, as a ratio to instantiating the module and a raw fetch.
const FIRST_TARGET: f64 = 2.0;
/// The target of the memory after the calls, as a ratio to the memory before: a leak of ten bytes per call is
/// above it, and the engines' own changes are below.
const MEMORY_TARGET: f64 = 1.005;

/// The extent of a run.
struct Extent {
    rounds: u32,
    warm_up: u32,
    first_rounds: u32,
    memory_calls: u32,
    /// In Node.js, and in a page.
    memory_warm_up: [u32; 2],
    /// Whether the memory of all subjects is measured, and not only that of this project and the limit.
    all_memory: bool,
}

/// In four such runs while compilers were running, the ratios of creates agreed within 10 %, those of lists within
/// 20 %. For figures that are published, nothing else should run.
const FULL: Extent = Extent {
    rounds: 100,
    warm_up: 15,
    first_rounds: 21,
    memory_calls: 10_000,
    // Until then, engines still optimise. In a page it takes longer to settle: the first 30,000 calls left 38 KB
    // behind, the next 1 KB.
    memory_warm_up: [3_000, 30_000],
    all_memory: true,
};

const QUICK: Extent = Extent {
    rounds: 6,
    warm_up: 3,
    first_rounds: 3,
    memory_calls: 1_000,
    memory_warm_up: [1_000, 1_000],
    all_memory: false,
};

/// Rounds of reading a long list, in a full and in a quick run: each takes as long as the server waits, so that a
/// few agree.
const LIST_ROUNDS: [u32; 2] = [7, 2];
/// The target of reading a long list, as a ratio to a loop that asks for one page after the other: with three
/// requests at once, 30 pages take 1.15 times ten answers and one more (12.5), in place of 30.
const LIST_TARGET: f64 = 0.42;

/// Reading a long list in Node.js, from a server that takes its time.
pub fn lists(task: &Task, quick: bool) -> Result<Vec<Table>> {
    let rounds = LIST_ROUNDS[usize::from(quick)];
    let figures = figures(task, "lists", &json!({ "rounds": rounds }))?;
    let rows = figures.rows.iter().map(|row| {
        let medians = medians(&row.samples);
        Row::new(&row.id, &row.title, "ms", Some(LIST_TARGET), RAW, medians)
    });
    Ok(vec![Table {
        id: "lists".into(),
        title: "Reading all users in Node.js".into(),
        method: format!(
            "Medians of {rounds} rounds after one to warm up; in each, every subject in random order reads 30 pages \
             over loopback, from a server that answers each request after the named time. Raw fetch and \
             openapi-fetch ask for one page after the other, in a loop of a few lines"
        ),
        baseline: RAW.into(),
        rows: rows.collect(),
    }])
}

/// In Node.js.
pub fn node(task: &Task, quick: bool) -> Result<Vec<Table>> {
    tables(task, quick, "node", "Node.js")
}

/// In pages of Chromium.
pub fn chromium(task: &Task, quick: bool) -> Result<Vec<Table>> {
    tables(task, quick, "chromium", "Chromium")
}

/// The rows in which bitsight-users was slower than a subject that validates too, a sentence for each.
pub fn slower_than_validated(table: &Table) -> Vec<String> {
    let slower = |row: &Row| {
        let ours = row.ours()?;
        let fastest = row
            .cells
            .iter()
            .filter(|cell| VALIDATED.contains(&cell.subject.as_str()))
            .min_by(|a, b| a.median.total_cmp(&b.median))?;
        (ours.median > fastest.median).then(|| {
            format!(
                "{}: slower than {}, which validates too ({:.2} and {:.2})",
                row.title, fastest.subject, ours.ratio, fastest.ratio
            )
        })
    };
    // Memory isn't a matter of speed.
    let rows = table.rows.iter().filter(|row| row.unit == "ms");
    rows.filter_map(slower).collect()
}

/// The output of tests/bench/js.
#[derive(Deserialize)]
struct Figures {
    rows: Vec<Samples>,
    first: BTreeMap<String, Vec<f64>>,
    memory: BTreeMap<String, [Span; 2]>,
}

#[derive(Deserialize)]
struct Samples {
    id: String,
    title: String,
    samples: BTreeMap<String, Vec<f64>>,
}

/// Bytes before and after calls.
#[derive(Deserialize)]
struct Span {
    before: f64,
    after: f64,
}

impl Span {
    fn growth(&self) -> f64 {
        self.after - self.before
    }
}

fn tables(task: &Task, quick: bool, id: &str, name: &str) -> Result<Vec<Table>> {
    let extent = if quick { QUICK } else { FULL };
    // A page takes several times as long for a call: minutes, which would show nothing more.
    let is_page = id == "chromium";
    let some = (is_page || !extent.all_memory).then_some([RAW, OURS]);
    let [in_node, in_page] = extent.memory_warm_up;
    let warm_up = if is_page { in_page } else { in_node };
    let extent_of_run = json!({
        "rounds": extent.rounds,
        "warmUp": extent.warm_up,
        "firstRounds": extent.first_rounds,
        "memory": {
            "calls": extent.memory_calls,
            "warmUp": warm_up,
            "subjects": some,
        },
    });
    let figures = figures(task, id, &extent_of_run)?;
    Ok(vec![
        calls(&figures, &extent, id, name),
        first(&figures, &extent, id, name),
        memory(&figures, extent.memory_calls, warm_up, id, name),
    ])
}

/// What a program of tests/bench/js measures.
fn figures(task: &Task, program: &str, extent: &Value) -> Result<Figures> {
    let folder = install(task)?;
    let extent = extent.to_string();
    let chromium = chromium::find()?.map(|path| ("BITSIGHT_USERS_CHROMIUM", path));
    let node = cmd!(task.project.sh, "node {program}.mjs {extent}")
        .env("BITSIGHT_USERS_ROOT", task.project.root())
        .envs(chromium);
    let output = task.log.output(task.project.at(folder, node))?;
    let line = output.lines().next_back().context("it printed nothing")?;
    serde_json::from_str(line).context("it printed no figures")
}

fn calls(figures: &Figures, extent: &Extent, id: &str, name: &str) -> Table {
    let rows = figures.rows.iter().map(|row| {
        let target = TARGETS.iter().find(|(id, _)| *id == row.id);
        Row::new(
            &row.id,
            &row.title,
            "ms",
            target.map(|(_, target)| *target),
            RAW,
            medians(&row.samples),
        )
    });
    Table {
        id: id.into(),
        title: format!("Calls in {name}"),
        method: format!(
            "Medians of {} rounds after {} to warm up; in each, every subject in random order, \
             several calls at a time, the fastest of three times; over loopback, the server in a \
             process of its own",
            extent.rounds, extent.warm_up
        ),
        baseline: RAW.into(),
        rows: rows.collect(),
    }
}

fn first(figures: &Figures, extent: &Extent, id: &str, name: &str) -> Table {
    let place = if id == "node" { "process" } else { "page" };
    Table {
        id: format!("{id}-first"),
        title: format!("First call in {name}"),
        method: format!(
            "Medians of {} times in a fresh {place} each: loading, making a client, creating a user. The \
             limit is WebAssembly.instantiate of the same bytes, already in memory, and a raw fetch",
            extent.first_rounds
        ),
        baseline: INSTANTIATE.into(),
        rows: vec![Row::new(
            "first",
            "first call",
            "ms",
            Some(FIRST_TARGET),
            INSTANTIATE,
            medians(&figures.first),
        )],
    }
}

fn memory(figures: &Figures, calls: u32, warm_up: u32, id: &str, name: &str) -> Table {
    let least = |spans: &[Span; 2]| {
        let [first, second] = spans;
        let span = if first.growth() < second.growth() {
            first
        } else {
            second
        };
        (span.growth(), span.after / span.before)
    };
    let spans = figures.memory.iter();
    let grown = spans.map(|(name, spans)| (name.clone(), least(spans).0));
    let mut row = Row::new(
        "memory",
        &format!("memory in use after {calls} creates"),
        "bytes more",
        Some(MEMORY_TARGET),
        RAW,
        in_order(grown),
    );
    for cell in &mut row.cells {
        cell.ratio = least(&figures.memory[&cell.subject]).1;
    }
    Table {
        id: format!("{id}-memory"),
        title: format!("Memory in {name}"),
        method: format!(
            "The memory in use after the creates, divided by the memory in use before them; in parentheses \
             the difference. Of two runs the one with the smaller growth counts, since a leak grows in both. \
             {warm_up} creates to warm up come first. Garbage is collected before each measurement, and the \
             memory of the WebAssembly module is included"
        ),
        baseline: BEFORE.into(),
        rows: vec![row],
    }
}

fn medians(samples: &BTreeMap<String, Vec<f64>>) -> Vec<(String, f64)> {
    in_order(
        samples
            .iter()
            .map(|(name, samples)| (name.clone(), median(samples))),
    )
}

/// The limit first, then this project, then the others by name.
fn in_order(figures: impl Iterator<Item = (String, f64)>) -> Vec<(String, f64)> {
    let first = [INSTANTIATE, RAW, OURS];
    let mut figures: Vec<(String, f64)> = figures.collect();
    figures.sort_by_key(|(name, _)| {
        let place = first.iter().position(|first| name == first);
        (place.unwrap_or(first.len()), name.clone())
    });
    figures
}

/// A folder with the packed tarball and its competitors, by the lock file.
fn install(task: &Task) -> Result<PathBuf> {
    let project = task.project;
    let folder = project.target("bench/js");
    let tarball = build::tarball(project)?;
    let inputs = [
        "tests/bench/js",
        "spec/openapi.yaml",
        &tarball.to_string_lossy(),
    ];
    let fingerprint = fingerprint::of(project.root(), &inputs, &[])?;
    let stamp = folder.join(".installed-from");
    if fingerprint::matches(&stamp, &fingerprint) {
        return Ok(folder);
    }
    files::remove(&folder)?;
    files::copy(&project.path("tests/bench/js"), &folder)?;
    // Not `npm ci`: the tarball isn't in the lock file.
    let npm = cmd!(
        project.sh,
        "npm install --no-audit --no-fund --ignore-scripts --prefer-offline --no-save {tarball}"
    );
    task.log.run(project.at(&folder, npm))?;
    let prepare = cmd!(project.sh, "node prepare.mjs").env("BITSIGHT_USERS_ROOT", project.root());
    task.log.run(project.at(&folder, prepare))?;
    fingerprint::write(&stamp, &fingerprint)?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(unit: &str, ours: f64) -> Table {
        let medians = [
            (RAW, 1.0),
            ("hey-api", 0.5),
            (OURS, ours),
            (VALIDATED[0], 1.5),
        ];
        let medians = medians.map(|(name, median)| (name.to_owned(), median));
        Table {
            id: "node".into(),
            title: String::new(),
            method: String::new(),
            baseline: RAW.into(),
            rows: vec![Row::new(
                "create",
                "create",
                unit,
                None,
                RAW,
                in_order(medians.into_iter()),
            )],
        }
    }

    #[test]
    fn being_slower_is_only_held_against_those_who_validate_too() {
        assert!(slower_than_validated(&table("ms", 1.4)).is_empty());
        let slower = slower_than_validated(&table("ms", 1.6));
        assert_eq!(
            slower,
            ["create: slower than openapi-fetch + ajv, which validates too (1.60 and 1.50)"]
        );
        assert!(slower_than_validated(&table("bytes", 1.6)).is_empty());
    }

    #[test]
    fn the_limit_comes_first_and_this_project_second() {
        let table = table("ms", 1.0);
        let subjects: Vec<&str> = table.rows[0]
            .cells
            .iter()
            .map(|cell| cell.subject.as_str())
            .collect();
        assert_eq!(subjects, [RAW, OURS, "hey-api", VALIDATED[0]]);
    }

    #[test]
    fn memory_is_the_lesser_growth_of_two_runs() {
        let line = r#"{ "rows": [], "first": {},
            "memory": { "raw fetch": [{ "before": 100, "after": 150 }, { "before": 150, "after": 153 }] } }"#;
        let figures = serde_json::from_str(line).unwrap();
        let table = memory(&figures, 10_000, 3_000, "node", "Node.js");
        let cell = &table.rows[0].cells[0];
        assert_eq!((cell.median, cell.ratio), (3.0, 1.02));
    }
}
