//! The steps that the tasks are made of: one table, what each step needs, and how they are run.

use std::collections::BTreeMap;
use std::fmt;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::process::Log;
use crate::project::Project;
use crate::{build, check, chromium, consumer, docs, npm, regen, setup, test};

/// One step: something that takes time and succeeds or fails as a whole.
pub struct Step {
    /// What `--only` calls it.
    pub name: &'static str,
    /// What it does, in a few words.
    pub about: &'static str,
    /// The steps that have to succeed before.
    pub needs: &'static [&'static str],
    /// Does it, and says in a few words how it went.
    pub run: fn(&Task) -> Result<String>,
}

/// What a step works with.
pub struct Task<'a> {
    /// The project.
    pub project: &'a Project,
    /// Where the output of the step's commands goes.
    pub log: Log,
}

/// The error of a step that this machine can't run: under CI that is a failure.
#[derive(Debug)]
pub struct CannotRun(pub String);

impl fmt::Display for CannotRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for CannotRun {}

/// Names that stand for several steps.
pub const GROUPS: [(&str, &[&str]); 1] = [(
    "setup",
    &[
        "wasm-target",
        "wasm-bindgen",
        "wasm-pack",
        "npm",
        "chromium",
    ],
)];

/// Every step, in the order in which they run.
pub fn table() -> Vec<Step> {
    let mut table = setup::steps();
    table.extend([npm::STEP, chromium::STEP]);
    table.push(Step {
        name: "regen",
        about: "write what derives from spec/openapi.yaml",
        needs: &["npm"],
        run: |task| regen::run(task.project.root(), false).map(|()| "written".into()),
    });
    table.extend([build::STEP, consumer::STEP]);
    table.push(Step {
        name: "check",
        about: "document, documentation and code agree",
        needs: &["build"],
        run: |task| check::run(task.project.root()).map(|()| "they agree".into()),
    });
    table.extend(test::steps());
    table.push(docs::STEP);
    table
}

/// Runs the named steps and what they need; goes on after a failure, and reports all at the end.
pub fn run(project: &Project, names: &[&str]) -> Result<()> {
    let table = table();
    let wanted = with_needs(&table, names)?;
    let start = Instant::now();
    let mut done: Vec<(&Step, Outcome, Duration)> = Vec::new();
    for step in table.iter().filter(|step| wanted.contains(&step.name)) {
        let begun = Instant::now();
        println!("{:<13} {}", step.name, step.about);
        let missing = step.needs.iter().find(|need| {
            done.iter()
                .any(|(other, outcome, _)| other.name == **need && !outcome.is_ok())
        });
        let outcome = match missing {
            Some(need) => Outcome::CannotRun(format!("it needs `{need}`")),
            None => outcome(project, step),
        };
        let spent = begun.elapsed();
        let spent_text = human(spent);
        match &outcome {
            Outcome::Done(note) => println!("{:<13} ok, {spent_text}: {note}", ""),
            Outcome::CannotRun(reason) => println!("{:<13} CAN'T RUN: {reason}", ""),
            Outcome::Failed(reason) => println!("{:<13} FAILED, {spent_text}\n{reason}\n", ""),
        }
        done.push((step, outcome, spent));
    }
    summary(project, &done, start.elapsed())
}

/// A duration as people write it.
pub fn human(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds >= 60 {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    } else {
        format!("{:.1} s", duration.as_secs_f64())
    }
}

/// An error and what caused it, a line each: some of them are long.
pub fn causes(error: &anyhow::Error) -> String {
    error
        .chain()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

enum Outcome {
    Done(String),
    CannotRun(String),
    Failed(String),
}

impl Outcome {
    fn is_ok(&self) -> bool {
        matches!(self, Self::Done(_))
    }
}

fn outcome(project: &Project, step: &Step) -> Outcome {
    let log = project.target(&format!("xtask/logs/{}.log", step.name));
    let result = Log::create(log).and_then(|log| (step.run)(&Task { project, log }));
    match result {
        Ok(note) => Outcome::Done(note),
        Err(error) => match error.downcast::<CannotRun>() {
            Ok(CannotRun(reason)) => Outcome::CannotRun(reason),
            Err(error) => Outcome::Failed(causes(&error)),
        },
    }
}

/// The named steps and, transitively, the steps that they need.
fn with_needs(table: &[Step], names: &[&str]) -> Result<Vec<&'static str>> {
    let groups = BTreeMap::from(GROUPS);
    let mut wanted = Vec::new();
    let mut open: Vec<&str> = names.to_vec();
    while let Some(name) = open.pop() {
        if let Some(members) = groups.get(name) {
            open.extend(*members);
            continue;
        }
        let step = table
            .iter()
            .find(|step| step.name == name)
            .with_context(|| {
                format!("there is no step `{name}`; `cargo xtask test --list` names them")
            })?;
        if !wanted.contains(&step.name) {
            wanted.push(step.name);
            open.extend(step.needs);
        }
    }
    Ok(wanted)
}

fn summary(project: &Project, done: &[(&Step, Outcome, Duration)], total: Duration) -> Result<()> {
    if project.ci() {
        println!("\nWhere the time went:");
        for (step, outcome, spent) in done {
            let mark = if outcome.is_ok() { "" } else { "  <- not ok" };
            println!("  {:>12}  {}{mark}", human(*spent), step.name);
        }
    }
    let mut failed = Vec::new();
    let mut left_out = Vec::new();
    for (step, outcome, _) in done {
        match outcome {
            Outcome::Done(_) => {}
            Outcome::Failed(_) => failed.push(step.name),
            Outcome::CannotRun(reason) => left_out.push((step.name, reason)),
        }
    }
    println!(
        "\n{} of {} steps ok, {}",
        done.len() - failed.len() - left_out.len(),
        done.len(),
        human(total)
    );
    for (name, reason) in &left_out {
        println!("NOT RUN: {name}: {reason}");
    }
    if !failed.is_empty() {
        bail!("failed: {} (logs: target/xtask/logs)", failed.join(", "));
    }
    if project.ci() && !left_out.is_empty() {
        bail!("under CI=true every step has to run");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_need_and_group_member_is_a_step_that_runs_before() {
        let table = table();
        let position = |name: &str| table.iter().position(|step| step.name == name);
        for (index, step) in table.iter().enumerate() {
            for need in step.needs {
                let before = position(need).unwrap_or_else(|| panic!("no step `{need}`"));
                assert!(
                    before < index,
                    "`{}` runs before its need `{need}`",
                    step.name
                );
            }
        }
        for member in GROUPS.iter().flat_map(|(_, members)| *members) {
            assert!(position(member).is_some(), "no step `{member}`");
        }
    }

    #[test]
    fn needs_are_followed_and_unknown_names_refused() {
        let table = table();
        let wanted = with_needs(&table, &["node"]).unwrap();
        assert!(wanted.contains(&"build") && wanted.contains(&"wasm-pack"));
        assert!(!wanted.contains(&"chromium"));
        assert!(
            with_needs(&table, &["nod"])
                .unwrap_err()
                .to_string()
                .contains("`nod`")
        );
    }
}
