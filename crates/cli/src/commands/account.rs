//! `export` and `audit`: the account as a list, and who needs attention.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use bitsight_users_provision::{
    Account, Plan, Policy,
    audit::{Audit, AuditOptions, FindingKind, audit as find},
    export::export as write_list,
};
use bitsight_users_provision_client::{now, read_account};
use clap::{Arg, ArgAction, Command};
use serde_json::{Value, json};

use super::plan::{self, keep};
use crate::{
    context::Context,
    exit::Exit,
    failure::{Failure, Result},
    host,
    output::{self, Format, Output},
};

const EXPORT_EXAMPLES: &str = "\
Examples:
  bitsight-users export > people.csv
  bitsight-users export --out people.csv

Planning the exported list changes nothing.";
const AUDIT_EXAMPLES: &str = "\
Examples:
  bitsight-users audit                              everything that was found
  bitsight-users audit --no-mfa --idle-days 90
  bitsight-users audit --admins --company-tokens --json
  bitsight-users audit --no-mfa --propose plan.json && bitsight-users apply plan.json";
/// The columns of an audit.
const COLUMNS: [&str; 5] = ["email", "finding", "days", "pending", "guid"];

/// The command `export`.
pub(super) fn export_command() -> Command {
    Command::new("export")
        .about("Write the people of the account as a list, in CSV")
        .after_help(EXPORT_EXAMPLES)
        .arg(
            Arg::new("out")
                .long("out")
                .short('o')
                .value_name("FILE")
                .value_parser(clap::value_parser!(PathBuf))
                .help("Write to this file, which only its owner can read"),
        )
}

/// Writes the list.
pub(super) async fn export(context: &Context<'_>) -> Result<Exit> {
    plan::refuse_targets(context, &["out"], None)?;
    let (client, _) = context.client().await?;
    let account = read_account(&client).await?;
    if let Some(why) = &account.incomplete {
        return Err(Failure::new(
            Exit::Guard,
            "incomplete",
            "the account may not have been read completely",
        )
        .why(why.clone())
        .next("run it again: a list that lacks people isn't written"));
    }
    let list = write_list(&account);
    match context.matches.get_one::<PathBuf>("out") {
        Some(path) => keep(path, &list.csv)
            .map_err(|error| Failure::file("the list can't be written", &error))?,
        None => {
            let mut out = host::raw_stdout();
            out.write_all(list.csv.as_bytes())?;
            out.flush()?;
        }
    }
    if !list.omitted.is_empty() {
        context.note(&format!(
            "users left out: {} (company tokens, and those without an address of their own)",
            list.omitted.len()
        ));
    }
    Ok(Exit::Done)
}

/// The command `audit`.
pub(super) fn audit_command() -> Command {
    let switch = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .help(help)
            .action(ArgAction::SetTrue)
    };
    let command = Command::new("audit")
        .about(
            "Find users who need attention: two-factor authentication, activation, absence, power",
        )
        .after_help(AUDIT_EXAMPLES)
        .args([
            switch(
                "no-mfa",
                "Users without two-factor authentication, or for whom that is unknown",
            ),
            switch(
                "never-activated",
                "Users who haven't activated their account",
            ),
            switch("admins", "Administrators"),
            switch("company-tokens", "Company tokens"),
            Arg::new("idle-days")
                .long("idle-days")
                .value_name("NUMBER")
                .value_parser(clap::value_parser!(u32))
                .help("Users who haven't logged in for so many days"),
            Arg::new("propose")
                .long("propose")
                .value_name("FILE")
                .value_parser(clap::value_parser!(PathBuf))
                .help(
                    "Keep a plan of what can be done about the findings in this file, for `apply`",
                ),
            plan::journal_flag(),
        ]);
    output::with_flags(command)
}

/// Looks through the account. Without a flag that selects, everything is shown.
pub(super) async fn audit(context: &Context<'_>) -> Result<Exit> {
    let matches = context.matches;
    let idle_days = matches.get_one::<u32>("idle-days").copied();
    let flags = ["no-mfa", "never-activated", "admins", "company-tokens"];
    let everything = idle_days.is_none() && !flags.iter().any(|flag| matches.get_flag(flag));
    let selected = |kind: &FindingKind| {
        everything
            || match kind {
                FindingKind::NoMfa { .. } | FindingKind::MfaUnknown => matches.get_flag("no-mfa"),
                FindingKind::NeverActivated { .. } => matches.get_flag("never-activated"),
                FindingKind::Idle { .. } => idle_days.is_some(),
                FindingKind::Admin => matches.get_flag("admins"),
                FindingKind::CompanyToken => matches.get_flag("company-tokens"),
                _ => false,
            }
    };
    plan::refuse_targets(context, &["propose"], None)?;
    let (client, _) = context.client().await?;
    let account = read_account(&client).await?;
    let mut found = find(&account, &AuditOptions { idle_days }, now().wall);
    found.findings.retain(|finding| selected(&finding.kind));
    // Before the findings: their reader can leave early.
    let proposed = match matches.get_one::<PathBuf>("propose") {
        Some(path) => Some(propose(context, &found, &account, path)?),
        None => None,
    };
    let output = Output::of(matches);
    let count = found.findings.len();
    if output.format == Format::Json {
        output.json(&json!(found))?;
    } else {
        let mut rows = output.rows(&COLUMNS);
        for finding in &found.findings {
            rows.push(serde_json::to_value(finding).unwrap_or(Value::Null))?;
        }
        rows.finish()?;
    }
    context.note(&format!(
        "findings: {count}, users: {}",
        account.users.len()
    ));
    match proposed {
        Some(Some(plan)) => plan::show(context, &plan),
        Some(None) => {
            context.note("no plan was written: nothing can be done about these findings by a plan")
        }
        None => {}
    }
    match found.incomplete {
        None => Ok(Exit::Done),
        Some(why) => Err(Failure::new(
            Exit::Error,
            "incomplete",
            "the account may not have been read completely; all that was found is shown",
        )
        .why(why)
        .next("run it again")),
    }
}

/// Keeps a plan of what can be done about the findings: setting up two-factor authentication, and sending activation
/// emails again. Nobody is deleted, and users who are idle are left as manual steps.
fn propose(
    context: &Context<'_>,
    found: &Audit,
    account: &Account,
    path: &Path,
) -> Result<Option<Plan>> {
    let options = context.settings.policy.clone().unwrap_or_default();
    let policy = Policy::from_json(&Value::Object(options))?;
    let proposal = found
        .proposal(&policy)
        .map_err(|error| Failure::new(Exit::Error, "list", error.to_string()))?;
    let Some((list, policy)) = proposal else {
        return Ok(None);
    };
    let ledger = plan::ledger(context.journal())?;
    let plan = Plan::new(&list, account, &policy, &ledger, now().wall)?;
    keep(path, &plan.to_json())
        .map_err(|error| Failure::file("the plan can't be written", &error))?;
    Ok(Some(plan))
}
