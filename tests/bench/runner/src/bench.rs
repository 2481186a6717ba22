//! Measures the project against what people would use instead, and writes the report.

use std::path::Path;

use anyhow::{Context, Result, bail};

use bitsight_users_bench_report::{Dated, Report, Table, aligned, page, svg};
use xtask::registry;
use xtask::run::files::{Derived, write_or_compare};
use xtask::run::project::Project;
use xtask::run::step::Task;

use crate::{cost, growth, javascript, machine, regeneration, rust};

/// A part of the benchmarks, which can be run by itself.
struct Part {
    /// Its name for `--only`.
    name: &'static str,
    /// The steps that have to succeed before.
    needs: &'static [&'static str],
    /// Measures; `quick` means fewer rounds, for a first impression.
    run: fn(task: &Task, quick: bool) -> Result<Vec<Table>>,
}

/// In the order in which they run.
const PARTS: [Part; 7] = [
    Part {
        name: "node",
        needs: &["build"],
        run: javascript::node,
    },
    Part {
        name: "lists",
        needs: &["build"],
        run: lists,
    },
    Part {
        name: "chromium",
        needs: &["build", "chromium"],
        run: javascript::chromium,
    },
    Part {
        name: "rust",
        needs: &[],
        run: rust::tables,
    },
    Part {
        name: "build",
        needs: &[],
        run: cost::tables,
    },
    Part {
        name: "regeneration",
        needs: &["npm"],
        run: regeneration::tables,
    },
    Part {
        name: "growth",
        needs: &["npm", "valgrind"],
        run: growth::tables,
    },
];

/// The folder of the report.
const FOLDER: &str = "docs/benchmarks";
/// The command that writes the chart and the page.
const COMMAND: &str = "cargo xtask bench --report";

/// Reading a long list, in Node.js and in Rust.
fn lists(task: &Task, quick: bool) -> Result<Vec<Table>> {
    let mut tables = javascript::lists(task, quick)?;
    tables.extend(rust::lists(task, quick)?);
    Ok(tables)
}

/// Measures everything, or the parts that the arguments name.
pub fn run(task: &Task, arguments: &[&str]) -> Result<()> {
    let project = task.project;
    let options = Options::parse(arguments)?;
    if options.check {
        println!("{}", check(project)?);
        return Ok(());
    }
    if options.report {
        return show_results(project, options.quick);
    }
    let mut needs: Vec<&str> = Vec::new();
    needs.extend(options.parts.iter().flat_map(|part| part.needs));
    if !needs.is_empty() {
        registry::steps().run(project, &needs)?;
    }
    let mut report = options.begun(task)?;
    println!("\n{}", report.machine);
    let date = machine::date(task)?;
    for part in &options.parts {
        let tables = (part.run)(task, options.quick)
            .with_context(|| format!("`{}` can't be measured", part.name))?;
        for table in tables {
            show(&table);
            let date = date.clone();
            report.put(Dated { date, table });
        }
    }
    report.versions = machine::versions(task)?;
    let versions = report.versions.iter();
    let versions: Vec<String> = versions.map(|(name, it)| format!("{name} {it}")).collect();
    println!("\n{date}: {}", versions.join(", "));
    write(project, &report)
}

/// The arguments.
struct Options {
    parts: Vec<&'static Part>,
    all: bool,
    quick: bool,
    check: bool,
    report: bool,
}

impl Options {
    fn parse(arguments: &[&str]) -> Result<Self> {
        let mut options = Self {
            parts: Vec::new(),
            all: false,
            quick: false,
            check: false,
            report: false,
        };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match *argument {
                "--quick" => options.quick = true,
                "--check" => options.check = true,
                "--report" => options.report = true,
                "--only" => {
                    let name = rest.next().context("--only takes the name of a part")?;
                    let part = PARTS.iter().find(|part| part.name == *name);
                    let names = PARTS.map(|part| part.name).join(", ");
                    let part = part
                        .with_context(|| format!("there is no part `{name}`; there are {names}"))?;
                    options.parts.push(part);
                }
                unknown => bail!("`cargo xtask bench` doesn't know `{unknown}`"),
            }
        }
        if options.parts.is_empty() {
            options.all = true;
            options.parts.extend(&PARTS);
        }
        Ok(options)
    }

    /// The report to put tables into: an empty one, or what an earlier run found on this machine.
    fn begun(&self, task: &Task) -> Result<Report> {
        let machine = machine::name(task);
        let earlier = read(task.project, self.quick);
        if !self.all
            && let Ok(report) = earlier
        {
            if report.machine == machine {
                return Ok(report);
            }
            if !self.quick {
                bail!(
                    "the other tables are of another machine ({}): run all of it",
                    report.machine
                );
            }
        }
        Ok(Report {
            machine,
            versions: Vec::new(),
            quick: self.quick,
            tables: Vec::new(),
        })
    }
}

fn show(table: &Table) {
    println!(
        "\n{}, as a ratio to {}, and medians\n{}",
        table.title,
        table.baseline,
        aligned(table)
    );
    for slower in javascript::slower_than_validated(table) {
        println!("{slower}");
    }
    println!("({})", table.method);
}

/// The folder of the results. Those of a quick run are not for the documents.
fn folder(quick: bool) -> &'static Path {
    Path::new(if quick { "target/bench" } else { FOLDER })
}

fn read(project: &Project, quick: bool) -> Result<Report> {
    let file = project.root().join(folder(quick)).join("results.json");
    let text =
        std::fs::read_to_string(&file).with_context(|| format!("can't read {}", file.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} isn't a report", file.display()))
}

fn write(project: &Project, report: &Report) -> Result<()> {
    let file = project
        .root()
        .join(folder(report.quick))
        .join("results.json");
    std::fs::create_dir_all(file.parent().context("the results have a folder")?)?;
    std::fs::write(&file, serde_json::to_string_pretty(report)? + "\n")?;
    println!("wrote {}", file.display());
    show_results(project, report.quick)
}

/// Writes the chart and the page of the results.
fn show_results(project: &Project, quick: bool) -> Result<()> {
    let derived = derived(&read(project, quick)?);
    write_or_compare(project.root(), &derived, COMMAND, false).map(drop)
}

fn check(project: &Project) -> Result<String> {
    let report = read(project, false)?;
    anyhow::ensure!(
        !report.quick,
        "{FOLDER} is of a quick run: run `cargo xtask bench`"
    );
    write_or_compare(project.root(), &derived(&report), COMMAND, true)?;
    Ok(format!(
        "{} tables are shown as measured",
        report.tables.len()
    ))
}

/// The files that show a report.
fn derived(report: &Report) -> Derived {
    let folder = folder(report.quick);
    vec![
        (folder.join("chart.svg"), Some(svg(report))),
        (folder.join("README.md"), Some(page(report))),
    ]
}
