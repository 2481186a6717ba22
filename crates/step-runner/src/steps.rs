//! Runs steps by name, each after the steps that it needs, and some at the same time.

use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::step::{CannotRun, Step, Task};

/// All steps of the project.
pub struct Steps {
    /// In the order in which they run.
    pub all: Vec<Step>,
    /// Names that stand for several steps.
    pub groups: &'static [(&'static str, &'static [&'static str])],
    /// The names of steps that may run at the same time: they measure no time, wait for networks or
    /// use one processor for a while, and none writes what another reads.
    pub concurrent: &'static [&'static str],
}

/// A step that ran: its outcome, and how long it took.
type Done<'a> = (&'a Step, Outcome, Duration);

impl Steps {
    /// Runs the named steps and the steps that they need. After a failure it goes on, and reports all
    /// failures at the end.
    ///
    /// # Errors
    /// When there is no step of a name, when a step fails, and under `CI=true` when one can't run.
    pub fn run(&self, project: &Project, names: &[&str]) -> Result<()> {
        let wanted = self.with_needs(names)?;
        let start = Instant::now();
        let mut waiting: Vec<&Step> = self
            .all
            .iter()
            .filter(|step| wanted.contains(&step.name))
            .collect();
        let mut done: Vec<Done<'_>> = Vec::new();
        let (sender, ended) = mpsc::channel();
        std::thread::scope(|scope| {
            let mut running: Vec<&Step> = Vec::new();
            while !waiting.is_empty() || !running.is_empty() {
                while let Some(place) = self.next(&waiting, &done, &running) {
                    let step = waiting.remove(place);
                    println!("{:<13} {}", step.name, step.about);
                    let failed = done.iter().find(|(other, outcome, _)| {
                        step.needs.contains(&other.name) && !outcome.is_ok()
                    });
                    let need = failed.map(|(need, _, _)| need.name);
                    let (sender, project) = (sender.clone(), project.clone());
                    running.push(step);
                    scope.spawn(move || {
                        let begun = Instant::now();
                        let outcome = match need {
                            Some(need) => Outcome::CannotRun(format!("it needs `{need}`")),
                            None => outcome(&project, step),
                        };
                        // The receiver outlives this thread.
                        let _ = sender.send((step, outcome, begun.elapsed()));
                    });
                }
                let Ok(step) = ended.recv() else { break };
                running.retain(|other| other.name != step.0.name);
                print(&step);
                done.push(step);
            }
        });
        summary(project, &done, start.elapsed())
    }

    /// The place of a step that can begin now. They begin in their order: none passes a step that has
    /// to run alone.
    fn next(&self, waiting: &[&Step], done: &[Done<'_>], running: &[&Step]) -> Option<usize> {
        let is_done = |need: &&str| done.iter().any(|(step, _, _)| step.name == *need);
        let runs_alone = |step: &&Step| !self.concurrent.contains(&step.name);
        if running.iter().any(runs_alone) {
            return None;
        }
        for (place, step) in waiting.iter().enumerate() {
            if runs_alone(step) {
                return (place == 0 && running.is_empty()).then_some(0);
            }
            if step.needs.iter().all(is_done) {
                return Some(place);
            }
        }
        None
    }

    /// Prints the name and the purpose of each step.
    pub fn list(&self) {
        for step in &self.all {
            println!("{:<13} {}", step.name, step.about);
        }
    }

    /// The named steps and, transitively, the steps that they need.
    fn with_needs(&self, names: &[&str]) -> Result<Vec<&'static str>> {
        let mut wanted = Vec::new();
        let mut open: Vec<&str> = names.to_vec();
        while let Some(name) = open.pop() {
            if let Some((_, members)) = self.groups.iter().find(|(group, _)| *group == name) {
                open.extend(*members);
                continue;
            }
            let step = self.all.iter().find(|step| step.name == name);
            let step = step.with_context(|| {
                format!("there is no step `{name}`; `cargo xtask test --list` names them")
            })?;
            if !wanted.contains(&step.name) {
                wanted.push(step.name);
                open.extend(step.needs);
            }
        }
        Ok(wanted)
    }
}

/// An error and its causes, a line each: some of them are long.
pub fn causes(error: &anyhow::Error) -> String {
    let causes: Vec<String> = error.chain().map(ToString::to_string).collect();
    causes.join("\n")
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
    let result = Task::new(project, step.name).and_then(|task| (step.run)(&task));
    match result {
        Ok(note) => Outcome::Done(note),
        Err(error) => match error.downcast::<CannotRun>() {
            Ok(CannotRun(reason)) => Outcome::CannotRun(reason),
            Err(error) => Outcome::Failed(causes(&error)),
        },
    }
}

fn print((step, outcome, spent): &Done<'_>) {
    let (name, spent) = (step.name, human(*spent));
    match outcome {
        Outcome::Done(note) => println!("{name:<13} ok, {spent}: {note}"),
        Outcome::CannotRun(reason) => println!("{name:<13} CAN'T RUN: {reason}"),
        Outcome::Failed(reason) => println!("{name:<13} FAILED, {spent}\n{reason}\n"),
    }
}

fn human(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds >= 60 {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    } else {
        format!("{:.1} s", duration.as_secs_f64())
    }
}

fn summary(project: &Project, done: &[Done<'_>], total: Duration) -> Result<()> {
    if project.ci {
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
            Outcome::Failed(reason) => failed.push((step.name, reason)),
            Outcome::CannotRun(reason) => left_out.push((step.name, reason)),
        }
    }
    println!(
        "\n{} of {} steps ok, {}",
        done.len() - failed.len() - left_out.len(),
        done.len(),
        human(total)
    );
    for (name, reason) in &failed {
        println!("FAILED: {name}");
        gist(reason).iter().for_each(|line| println!("    {line}"));
    }
    for (name, reason) in &left_out {
        println!("NOT RUN: {name}: {reason}");
    }
    if !failed.is_empty() {
        let names: Vec<&str> = failed.iter().map(|(name, _)| *name).collect();
        bail!("failed: {} (logs: target/xtask/logs)", names.join(", "));
    }
    if project.ci && !left_out.is_empty() {
        bail!("under CI=true every step has to run");
    }
    Ok(())
}

/// Words that compilers and test runners print where they say what is wrong.
const SIGNS: [&str; 6] = [
    "error",
    "not ok ",
    "FAIL",
    "panicked at",
    "Error:",
    "failed:",
];

/// The lines of a failure that say what is wrong, for the end of a run: its output may be far above,
/// and logs are often cut in the middle. Without such lines, the last ones.
fn gist(reason: &str) -> Vec<String> {
    let lines = || reason.lines().filter(|line| !line.trim().is_empty());
    // One screen, at most, and no line longer than a screen is wide.
    let short = |line: &str| line.trim_end().chars().take(200).collect();
    let telling: Vec<&str> = lines()
        .filter(|line| SIGNS.iter().any(|sign| line.contains(sign)))
        .collect();
    let shown = if telling.is_empty() {
        lines().collect()
    } else {
        telling
    };
    shown[shown.len().saturating_sub(12)..]
        .iter()
        .map(|line| short(line))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_run_repeats_what_was_wrong() {
        let noise = "Compiling a\n".repeat(50);
        let shown = gist(&format!(
            "`cargo` failed\n{noise}error[E0425]: no `x`\n{noise}"
        ));
        assert_eq!(shown, ["error[E0425]: no `x`"]);
        assert_eq!(gist("first\n\nlast"), ["first", "last"]);
    }

    fn step(name: &'static str, needs: &'static [&'static str]) -> Step {
        Step {
            name,
            about: "",
            needs,
            run: |_| Ok(String::new()),
        }
    }

    #[test]
    fn needs_are_followed_and_unknown_names_refused() {
        let steps = Steps {
            all: vec![
                step("a", &[]),
                step("b", &["a"]),
                step("c", &["b"]),
                step("d", &[]),
            ],
            groups: &[("both", &["b", "d"])],
            concurrent: &[],
        };
        assert_eq!(steps.with_needs(&["c"]).unwrap(), ["c", "b", "a"]);
        assert_eq!(steps.with_needs(&["both"]).unwrap(), ["d", "b", "a"]);
        let error = steps.with_needs(&["e"]).unwrap_err().to_string();
        assert!(error.contains("`e`"), "{error}");
    }
    #[test]
    fn a_step_begins_after_its_needs_and_beside_its_like_alone() {
        let steps = Steps {
            all: vec![
                step("a", &[]),
                step("b", &["a"]),
                step("c", &[]),
                step("d", &[]),
            ],
            groups: &[],
            concurrent: &["a", "b", "c"],
        };
        let all: Vec<&Step> = steps.all.iter().collect();
        let ok = |name| {
            let step = steps.all.iter().find(|step| step.name == name);
            (step.unwrap(), Outcome::Done(String::new()), Duration::ZERO)
        };
        let next = |waiting: &[&Step], done: &[Done<'_>], running: &[&Step]| {
            let place = steps.next(waiting, done, running);
            place.map(|place| waiting[place].name)
        };
        let (a, b, c, d) = (all[0], all[1], all[2], all[3]);
        assert_eq!(next(&all, &[], &[]), Some("a"));
        // `b` needs `a`, which is still running; `c` doesn't.
        assert_eq!(next(&[b, c, d], &[], &[a]), Some("c"));
        assert_eq!(next(&[b, d], &[], &[a, c]), None);
        assert_eq!(next(&[b, d], &[ok("a")], &[c]), Some("b"));
        assert_eq!(next(&[d], &[ok("a"), ok("c")], &[b]), None);
        assert_eq!(next(&[d], &[ok("a"), ok("b"), ok("c")], &[]), Some("d"));
        // None passes a step that has to run alone, or begins beside it.
        assert_eq!(next(&[d, c], &[], &[a]), None);
        assert_eq!(next(&[c], &[], &[d]), None);
    }
}
