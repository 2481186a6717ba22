//! `plan`: shows the changes that a list asks for, and makes none.

use std::{
    io,
    path::{Path, PathBuf},
};

use bitsight_users::Client;
use bitsight_users_provision::{Item, Journal, Ledger, List, Plan, Status};
use bitsight_users_provision_client::{now, read_account};
use clap::{Arg, ArgAction, ArgMatches, Command};
use serde::Serialize;
use serde_json::Value;

use super::{policy, source, source::Input};
use crate::{
    context::{Context, say},
    exit::Exit,
    failure::{Failure, Result},
    host::{self, ALL, Readers},
    output::{self, Format, Output},
};

const EXAMPLES: &str = "\
Examples:
  bitsight-users plan people.csv
  bitsight-users plan people.csv --out plan.json && bitsight-users apply plan.json
  bitsight-users plan leavers.csv --allow-deletes 2
  bitsight-users plan people.csv --exit-code        exit code 10 if changes are pending";

/// The columns of a plan.
const COLUMNS: [&str; 7] = [
    "line", "status", "action", "email", "changes", "message", "guid",
];

/// The command.
pub(super) fn command() -> Command {
    let command = Command::new("plan")
        .about("Show what makes the account match a list of people, and change nothing")
        .after_help(EXAMPLES)
        .arg(source::argument("A list of people in CSV or JSON; `-` is stdin").required(true))
        .arg(
            Arg::new("out")
                .long("out")
                .short('o')
                .value_name("FILE")
                .value_parser(clap::value_parser!(PathBuf))
                .help("Keep the plan in this file, for `apply`"),
        )
        .arg(
            Arg::new("exit-code")
                .long("exit-code")
                .action(ArgAction::SetTrue)
                .help("Exit with 10 if changes are pending"),
        )
        .arg(journal_flag());
    output::with_flags(policy::with_flags(command))
}

/// The flag that names the journal.
pub(super) fn journal_flag() -> Arg {
    Arg::new("journal")
        .long("journal")
        .value_name("FILE")
        .value_parser(clap::value_parser!(PathBuf))
        .help("The journal of all runs of this account [default: bitsight-users.journal]")
}

/// Plans, and writes the plan.
pub(super) async fn run(context: &Context<'_>) -> Result<Exit> {
    let matches = context.matches;
    let list = match source::read(matches, file(matches)).await? {
        Input::List(list) => list,
        Input::Plan(_) => {
            return Err(Failure::usage("this is a plan already").next("apply it"));
        }
    };
    refuse_targets(context, &["out"], Some(file(matches)))?;
    let ledger = ledger(context.journal())?;
    let (client, _) = context.client().await?;
    let plan = make(context, &client, &list, &ledger).await?;
    if let Some(path) = matches.get_one::<PathBuf>("out") {
        keep(path, &plan.to_json())
            .map_err(|error| Failure::file("the plan can't be written", &error))?;
    }
    let exit = match Exit::of_plan(&plan) {
        Exit::Done if matches.get_flag("exit-code") && !plan.is_empty() => Exit::Pending,
        exit => exit,
    };
    write(context, &plan, &Output::of(matches)).map_err(|failure| failure.hiding(exit))?;
    Ok(exit)
}

/// The file that the arguments name.
pub(super) fn file(matches: &ArgMatches) -> &str {
    matches.get_one::<String>("file").map_or("", String::as_str)
}

/// Reads the account and plans.
pub(super) async fn make(
    context: &Context<'_>,
    client: &Client,
    list: &List,
    ledger: &Ledger,
) -> Result<Plan> {
    let policy = policy::of(context, list)?;
    let account = read_account(client).await?;
    Ok(Plan::new(list, &account, &policy, ledger, now().wall)?)
}

/// The ledger of earlier runs; empty if there is no journal.
pub(super) fn ledger(path: &Path) -> Result<Ledger> {
    let bytes = match host::read(path, ALL) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Ledger::default()),
        Err(error) => return Err(Failure::file("the journal can't be read", &error)),
    };
    let journal = Journal::read(&bytes)
        .map_err(|error| Failure::new(Exit::Error, "journal_damaged", error.to_string()))?;
    Ok(journal.ledger())
}

/// Writes a file that only its owner can read: plans hold personal data.
pub(super) fn keep(path: &Path, text: &str) -> io::Result<()> {
    host::write(path, text.as_bytes(), Readers::Owner)
}

/// Refuses to write a result over the journal, which is the only memory of runs, or over the list that is planned.
pub(super) fn refuse_targets(
    context: &Context<'_>,
    flags: &[&str],
    list: Option<&str>,
) -> Result<()> {
    for flag in flags {
        let Some(path) = context.matches.get_one::<PathBuf>(flag) else {
            continue;
        };
        let holds = if host::is_same_file(path, context.journal()) {
            "the journal"
        } else if list.is_some_and(|list| host::is_same_file(path, Path::new(list))) {
            "the list itself"
        } else {
            continue;
        };
        return Err(
            Failure::usage(format!("`--{flag}` would replace {holds}")).next("name another file")
        );
    }
    Ok(())
}

/// Writes a plan: all items for programs; for people, the actions and the items that need attention.
fn write(context: &Context<'_>, plan: &Plan, output: &Output) -> Result<()> {
    if output.format == Format::Json {
        output.json(&serde_json::to_value(plan).unwrap_or_default())?;
    } else {
        table(&plan.items, output)?;
    }
    remarks(context, plan);
    Ok(())
}

/// Shows a plan to the person who decides about it, on stderr: stdout is for the report.
pub(super) fn show(context: &Context<'_>, plan: &Plan) {
    for (_, item) in plan.actions() {
        let action = item.action.as_ref().map(word).unwrap_or_default();
        let changes = item.changes();
        let line = format!("  {action} {} {changes}", item.email);
        context.note(line.trim_end());
    }
    remarks(context, plan);
}

fn table(items: &[Item], output: &Output) -> Result<()> {
    // As `Display` of a plan does; programs filter for themselves.
    let quiet = [
        Status::Unchanged,
        Status::Unmanaged,
        Status::OutOfScope,
        Status::Ignored,
    ];
    let for_people = output.format == Format::Table;
    let shown = |item: &&Item| !for_people || !quiet.contains(&item.status);
    let columns: &[&str] = match for_people {
        true => &["line", "status", "action", "email", "details", "guid"],
        false => &COLUMNS,
    };
    let mut rows = output.rows(columns);
    let mut any = false;
    for item in items.iter().filter(shown) {
        any = true;
        let mut row = serde_json::to_value(item).unwrap_or_default();
        if let Some(members) = row
            .as_object_mut()
            .filter(|_| output.format != Format::Jsonl)
        {
            members.insert("changes".to_owned(), item.changes().into());
            members.insert("details".to_owned(), item.details().into());
        }
        rows.push(row)?;
    }
    if any || !for_people {
        rows.finish()?;
    }
    Ok(())
}

/// Guards that refused something, warnings, and the figures.
fn remarks(context: &Context<'_>, plan: &Plan) {
    for refusal in &plan.refusals {
        let lifted = refusal
            .option
            .as_deref()
            .and_then(|option| option.split_once(" = "))
            .map(|(option, value)| format!(" (--{} {value})", option.replace('_', "-")));
        // Also when messages are off: it explains the exit code.
        say(&format!(
            "refused by the guard `{}`: {}{}",
            word(&refusal.guard),
            refusal.message,
            lifted.unwrap_or_default()
        ));
    }
    for warning in &plan.warnings {
        context.note(&format!("warning: {warning}"));
    }
    let mut counts: Vec<(String, usize)> = Vec::new();
    for item in &plan.items {
        let status = word(&item.status);
        match counts.iter_mut().find(|(name, _)| *name == status) {
            Some((_, count)) => *count += 1,
            None => counts.push((status, 1)),
        }
    }
    if plan.is_empty() && plan.refusals.is_empty() {
        context.note("nothing to do");
    }
    let counts: Vec<String> = counts
        .iter()
        .map(|(status, count)| format!("{count} {status}"))
        .collect();
    context.note(&counts.join(", "));
}

/// The word that stands for a value in JSON.
pub(super) fn word<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        _ => String::new(),
    }
}
