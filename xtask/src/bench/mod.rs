//! `cargo xtask bench`: measures the project against what people would use instead.

mod chart;
mod cost;
mod growth;
mod javascript;
mod machine;
mod readme;
mod regeneration;
mod report;
mod rust;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use self::report::{Dated, Report, Table};
use crate::process::Log;
use crate::project::Project;
use crate::steps::{self, Step};

/// A part of the benchmarks, which can be run by itself.
struct Part {
    /// What `--only` calls it.
    name: &'static str,
    /// The steps that have to succeed before.
    needs: &'static [&'static str],
    /// Measures; `quick` is for a look only, with fewer rounds.
    run: fn(project: &Project, log: &Log, quick: bool) -> Result<Vec<Table>>,
}

/// In the order in which they run.
const PARTS: [Part; 6] = [
    Part {
        name: "node",
        needs: &["build"],
        run: javascript::node,
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

/// What `cargo xtask test` can do of it: time isn't tested, what shows it is.
pub const STEP: Step = Step {
    name: "benchmarks",
    about: "the figures, the chart and the README agree",
    needs: &[],
    run: |task| check(task.project),
};

/// `cargo xtask bench`: everything, or the parts that the arguments name.
pub fn run(project: &Project, arguments: &[&str]) -> Result<()> {
    let options = Options::parse(arguments)?;
    if options.check {
        println!("{}", check(project)?);
        return Ok(());
    }
    let mut needs: Vec<&str> = Vec::new();
    needs.extend(options.parts.iter().flat_map(|part| part.needs));
    if !needs.is_empty() {
        steps::run(project, &needs)?;
    }
    let log = Log::create(project.target("xtask/logs/bench.log"))?;
    let mut report = options.begun(project, &log)?;
    println!("\n{}", report.machine);
    let date = machine::date(project, &log)?;
    for part in &options.parts {
        let tables = (part.run)(project, &log, options.quick)
            .with_context(|| format!("`{}` can't be measured", part.name))?;
        for table in tables {
            show(&table);
            let date = date.clone();
            report.put(Dated { date, table });
        }
    }
    report.versions = machine::versions(project, &log)?;
    let versions = report.versions.iter();
    let versions: Vec<String> = versions.map(|(name, it)| format!("{name} {it}")).collect();
    println!("\n{date}: {}", versions.join(", "));
    write(project, &report)
}

/// What the arguments ask for.
struct Options {
    parts: Vec<&'static Part>,
    all: bool,
    quick: bool,
    check: bool,
}

impl Options {
    fn parse(arguments: &[&str]) -> Result<Self> {
        let mut options = Self {
            parts: Vec::new(),
            all: false,
            quick: false,
            check: false,
        };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            match *argument {
                "--quick" => options.quick = true,
                "--check" => options.check = true,
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
    fn begun(&self, project: &Project, log: &Log) -> Result<Report> {
        let machine = machine::name(project, log);
        let earlier = read(project, self.quick);
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
        report::aligned(table)
    );
    for slower in javascript::slower_than_validated(table) {
        println!("{slower}");
    }
    println!("({})", table.method);
}

/// A quick run's results are for a look, not for the documents.
fn folder(project: &Project, quick: bool) -> PathBuf {
    if quick {
        project.target("bench")
    } else {
        project.path("docs/benchmarks")
    }
}

fn read(project: &Project, quick: bool) -> Result<Report> {
    let file = folder(project, quick).join("results.json");
    let text =
        std::fs::read_to_string(&file).with_context(|| format!("can't read {}", file.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} isn't a report", file.display()))
}

fn write(project: &Project, report: &Report) -> Result<()> {
    let folder = folder(project, report.quick);
    std::fs::create_dir_all(&folder)?;
    let json = serde_json::to_string_pretty(report)?;
    std::fs::write(folder.join("results.json"), format!("{json}\n"))?;
    // What is read back is what `--check` sees.
    let report = read(project, report.quick)?;
    std::fs::write(folder.join("chart.svg"), chart::svg(&report))?;
    if !report.quick {
        let file = project.path("README.md");
        let text = readme::with(&std::fs::read_to_string(&file)?, &report)?;
        std::fs::write(file, text)?;
    }
    println!("written: {}", folder.display());
    Ok(())
}

fn check(project: &Project) -> Result<String> {
    let report = read(project, false)?;
    let chart = std::fs::read_to_string(project.path("docs/benchmarks/chart.svg"))?;
    let text = std::fs::read_to_string(project.path("README.md"))?;
    let hint = "run `cargo xtask bench`";
    anyhow::ensure!(!report.quick, "docs/benchmarks is of a quick run: {hint}");
    anyhow::ensure!(
        chart == chart::svg(&report),
        "docs/benchmarks/chart.svg doesn't show results.json: {hint}"
    );
    anyhow::ensure!(
        text == readme::with(&text, &report)?,
        "README.md doesn't show docs/benchmarks/results.json: {hint}"
    );
    Ok(format!(
        "{} tables are shown as measured",
        report.tables.len()
    ))
}
