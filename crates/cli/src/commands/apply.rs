//! `apply`: carries out a plan, or plans a list and carries that out.

use std::{convert::Infallible, future::pending, path::PathBuf};

use bitsight_users::Client;
use bitsight_users_provision::{Action, ApplyOptions, List, OutcomeKind, Plan, Report, Status};
use bitsight_users_provision_client::{Interrupt, JournalFile, Run, RunError, now};
use clap::{Arg, ArgAction, Command};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::Value;

use super::{plan, policy, source, source::Input};
use crate::{
    ask,
    context::{Context, say},
    exit::Exit,
    failure::{Failure, Result},
    host,
    output::{self, Format, Output},
};

const EXAMPLES: &str = "\
Examples:
  bitsight-users apply people.csv                   plans, asks, and applies
  bitsight-users apply plan.json --yes              a plan that was kept by `plan --out`
  bitsight-users apply people.csv --yes --rest rest.csv
  bitsight-users apply --resume --yes               goes on with a run that was cut short

After a crash, run the same command again: it goes on where it stopped and creates nobody twice.";

/// The columns of a report.
const COLUMNS: [&str; 7] = [
    "line", "outcome", "action", "email", "code", "message", "guid",
];

/// The command.
pub(super) fn command() -> Command {
    let switch = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .help(help)
            .action(ArgAction::SetTrue)
    };
    let command = Command::new("apply")
        .about("Make the account match a list of people, or carry out a plan")
        .after_help(EXAMPLES)
        .arg(
            source::argument("A list of people in CSV or JSON, or a plan; `-` is stdin")
                .required_unless_present("resume")
                .conflicts_with("resume"),
        )
        .arg(switch("resume", "Go on with the last run of the journal, which isn't over"))
        .arg(switch(
            "settle",
            "Only find out what became of requests under way, and end that run",
        ).requires("resume"))
        .arg(switch(
            "resend-unresolved",
            "Create users again whose creation stayed unresolved; make sure first that they don't exist",
        ))
        .arg(
            Arg::new("rest")
                .long("rest")
                .value_name("FILE")
                .value_parser(clap::value_parser!(PathBuf))
                .help("Write the rows that are to be done again to this file, as a list"),
        )
        .arg(plan::journal_flag())
        .arg(ask::yes());
    output::with_flags(policy::with_flags(command))
}

/// Applies.
pub(super) async fn run(context: &Context<'_>) -> Result<Exit> {
    let matches = context.matches;
    // It has another field when the simulation is compiled in.
    #[allow(clippy::needless_update)]
    let options = ApplyOptions {
        resend_unresolved: matches.get_flag("resend-unresolved"),
        settle_only: matches.get_flag("settle"),
        ..ApplyOptions::default()
    };
    let input = match matches.get_flag("resume") {
        true => None,
        false => Some(source::read(matches, plan::file(matches)).await?),
    };
    if !matches!(input, Some(Input::List(_))) {
        refuse_policy(context)?;
    }
    plan::refuse_targets(context, &["rest"], None)?;
    // Before the first request: without a journal that can be written, nothing is sent.
    let journal = host::open_journal(context.journal()).await?;
    let (client, _) = context.client().await?;
    match input {
        None => {
            let run = Run::resume(&client, journal, options)?;
            go(context, run, true).await
        }
        Some(Input::Plan(plan)) => {
            let resumes = journal
                .read()?
                .unfinished()
                .is_some_and(|run| run.plan.hash == plan.hash);
            let run = Run::start_with(&client, *plan, journal, options)?;
            go(context, run, resumes).await
        }
        Some(Input::List(list)) => {
            let (journal, earlier) =
                match finish_earlier(context, &client, journal, options.clone(), &list).await? {
                    Earlier::None(journal) => (journal, Exit::Done),
                    Earlier::Ended(journal, exit) => (journal, exit),
                    Earlier::Stopped(exit) => return Ok(exit),
                };
            let ledger = journal.read()?.ledger();
            // Nothing is under way, so that the first Ctrl-C leaves. Once a run has listened, no other
            // one does it.
            let plan = tokio::select! {
                plan = plan::make(context, &client, &list, &ledger) => plan?,
                _ = host::interrupt() => return Ok(Exit::Interrupted),
            };
            let run = Run::start_with(&client, plan, journal, options)?;
            let exit = go(context, run, false).await?;
            // Rows that failed earlier were planned again; unresolved rows stay unresolved.
            Ok(match earlier {
                Exit::Unresolved => Exit::Unresolved,
                _ => exit,
            })
        }
    }
}

/// The state of the journal before a new list is planned.
enum Earlier {
    /// No run was left that wasn't over.
    None(JournalFile),
    /// One was left, and is over now.
    Ended(JournalFile, Exit),
    /// The earlier run couldn't be brought to its end.
    Stopped(Exit),
}

/// Ends a run that was cut short: the outcome of its requests has to be known before the list is planned. It goes on
/// first if it was made of the same list and policy. Otherwise nothing more of it is done: somebody may have stopped it
/// because the list was wrong.
async fn finish_earlier(
    context: &Context<'_>,
    client: &Client,
    journal: JournalFile,
    mut options: ApplyOptions,
    list: &List,
) -> Result<Earlier> {
    let policy = policy::of(context, list)?;
    let ends_because = match journal.read()?.unfinished() {
        None => return Ok(Earlier::None(journal)),
        Some(run) if run.plan.input != list.hash || run.plan.policy != policy => {
            Some("was made of another list or policy")
        }
        Some(run) if run.plan.expires <= now().wall => Some("has a plan older than a day"),
        Some(_) => None,
    };
    let goes_on = ends_because.is_none();
    context.note(&match ends_because {
        None => "an earlier run isn't over; going on with it first".to_owned(),
        Some(why) => format!(
            "an earlier run isn't over, and {why}; finding out what became of its requests, and doing nothing more of it"
        ),
    });
    options.settle_only |= !goes_on;
    let run = Run::resume(client, journal, options)?;
    if goes_on {
        confirm(context, run.plan(), true).await.map_err(|failure| {
            failure.next("`bitsight-users apply --resume --settle` ends the earlier run and does nothing more of it")
        })?;
    }
    let report = drive(context, run).await?;
    if !report.finished {
        return Ok(Earlier::Stopped(write(context, &report)?));
    }
    for row in report.rows.iter().filter(|row| row.action.is_some()) {
        context.note(&format!(
            "  {} {}: {}",
            word(row.action),
            row.email,
            plan::word(&row.outcome)
        ));
    }
    let journal = host::open_journal(context.journal()).await?;
    Ok(Earlier::Ended(journal, Exit::of_report(&report)))
}

/// Refuses flags of the policy where they can't have an effect: a plan carries the policy that it was made with.
fn refuse_policy(context: &Context<'_>) -> Result<()> {
    match policy::given(context.matches) {
        None => Ok(()),
        Some(flag) => Err(Failure::usage(format!(
            "`--{flag}` has no effect on a plan, which carries the policy that it was made with"
        ))
        .next("plan the list again with this flag: `bitsight-users plan LIST`")),
    }
}

fn word(action: Option<Action>) -> String {
    action.as_ref().map(plan::word).unwrap_or_default()
}

/// Asks, runs and reports.
async fn go(context: &Context<'_>, run: Run, resumes: bool) -> Result<Exit> {
    // Nothing is done for settling, so that there is nothing to show or to ask.
    if !context.matches.get_flag("settle") {
        plan::show(context, run.plan());
        if !run.plan().is_empty() {
            confirm(context, run.plan(), resumes).await?;
        }
    }
    let report = drive(context, run).await?;
    write(context, &report)
}

async fn confirm(context: &Context<'_>, plan: &Plan, resumes: bool) -> Result<()> {
    let deletes: Vec<&str> = plan
        .actions()
        .filter(|(_, item)| item.action == Some(Action::Delete))
        .map(|(_, item)| item.email.as_str())
        .collect();
    let count = plan.count(Status::Planned);
    let begin = if resumes { "Go on with" } else { "Apply" };
    let actions = if count == 1 { "action" } else { "actions" };
    match deletes.as_slice() {
        [] => ask::confirm(context.matches, &format!("{begin} {count} {actions}?")).await,
        [email] => ask::type_in(
            context.matches,
            &format!(
                "{begin} {count} {actions}? One deletes {email} for good, with all folders that this user shared."
            ),
            email,
        )
        .await,
        deletes => ask::type_in(
            context.matches,
            &format!(
                "{begin} {count} {actions}? {} delete users for good, with all folders that they shared.",
                deletes.len()
            ),
            &format!("delete {}", deletes.len()),
        )
        .await,
    }
}

/// Runs to the end, and shows how far it is.
async fn drive(context: &Context<'_>, run: Run) -> Result<Report> {
    let total = run.plan().count(Status::Planned);
    let bar = bar(context, total);
    let drawn = bar.clone();
    let interrupts = interrupts(run.interrupt());
    let run = run.on_progress(move |_, _| drawn.inc(1));
    let report = tokio::select! {
        report = run.finish() => report,
        never = interrupts => match never {},
    };
    bar.finish_and_clear();
    match report {
        Err(RunError::Unwritten { error, report }) if has_begun(&report) => {
            let exit = write(context, &report)?;
            Err(
                Failure::file("the journal can't be written any more", &error)
                    .next(
                        "make room for it and run the same command again, which goes on from here",
                    )
                    .hiding(exit),
            )
        }
        report => Ok(report?),
    }
}

/// Whether anything was sent, in this run or before it.
fn has_begun(report: &Report) -> bool {
    use OutcomeKind::{Done, Failed, Unresolved};
    [Done, Failed, Unresolved]
        .into_iter()
        .any(|outcome| report.count(outcome) > 0)
}

fn bar(context: &Context<'_>, total: usize) -> ProgressBar {
    if !context.draws() || total == 0 {
        return ProgressBar::hidden();
    }
    let total = u64::try_from(total).unwrap_or(u64::MAX);
    let bar = ProgressBar::with_draw_target(Some(total), host::progress());
    let template = "{bar:30} {pos}/{len}  {per_sec}  {eta} left";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

/// Passes Ctrl-C on: the first time the run finishes the requests under way, the second time it leaves.
async fn interrupts(interrupt: Interrupt) -> Infallible {
    let mut first = true;
    while host::interrupt().await.is_ok() {
        if std::mem::take(&mut first) {
            say("finishing what is under way; press Ctrl-C again to leave at once");
        }
        interrupt.interrupt();
    }
    // Signals can't be listened to: the run goes on without them.
    pending().await
}

/// Writes the report, and the list of the rest. Returns the exit code of the run, which a failure has as well.
fn write(context: &Context<'_>, report: &Report) -> Result<Exit> {
    let exit = Exit::of_report(report);
    // First the file: a reader of the report can leave early. If one of the two can't be written, the other is.
    let kept = keep_rest(context, report);
    let shown = show(context, report);
    let counts: Vec<String> = report
        .counts
        .iter()
        .map(|(outcome, count)| format!("{count} {}", plan::word(&outcome)))
        .collect();
    context.note(&counts.join(", "));
    if let Some(stop) = &report.stopped {
        context.note(&format!("stopped early: {}", stop.as_str()));
    }
    if !report.finished {
        context.note("the run isn't over; the same command goes on with it");
    }
    kept.and(shown).map_err(|failure| {
        failure
            .next("the run itself is in the journal; planning the list again shows what is left to do")
            .hiding(exit)
    })?;
    Ok(exit)
}

/// Writes the list of the rest, if it was asked for.
fn keep_rest(context: &Context<'_>, report: &Report) -> Result<()> {
    if let Some(path) = context.matches.get_one::<PathBuf>("rest")
        && let Some(rest) = report.rest_csv()
    {
        plan::keep(path, &rest)
            .map_err(|error| Failure::file("the list of the rest can't be written", &error))?;
    }
    Ok(())
}

/// Writes the report to stdout.
fn show(context: &Context<'_>, report: &Report) -> Result<()> {
    let output = Output::of(context.matches);
    if output.format == Format::Json {
        return output.json(&serde_json::to_value(report).unwrap_or_default());
    }
    let for_people = output.format == Format::Table;
    let mut rows = output.rows(&COLUMNS);
    let mut any = false;
    for row in report
        .rows
        .iter()
        .filter(|row| !for_people || row.action.is_some())
    {
        any = true;
        rows.push(serde_json::to_value(row).unwrap_or(Value::Null))?;
    }
    if any || !for_people {
        rows.finish()?;
    }
    Ok(())
}
