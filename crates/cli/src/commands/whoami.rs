//! `whoami`: the token, its user, and the limits of the account.

use bitsight_users::{Client, Code};
use bitsight_users_provision::{Journal, Policy};
use bitsight_users_provision_client::now;
use clap::Command;
use serde_json::{Map, Value};

use crate::{
    context::Context,
    exit::Exit,
    failure::Result,
    generated::{calls, operations::OPERATIONS},
    host::{self, ALL},
    operation::Arguments,
    output::{self, Output},
};

const EXAMPLES: &str = "\
Examples:
  bitsight-users whoami
  bitsight-users whoami --json
  bitsight-users whoami --token-file ~/.config/bitsight-token";

/// The columns of the result.
const COLUMNS: [&str; 14] = [
    "host",
    "token",
    "guid",
    "email",
    "formal_name",
    "roles",
    "status",
    "active_user_count",
    "inactive_user_count",
    "total_user_count",
    "remaining_active_quota",
    "total_active_quota",
    "created_this_month",
    "max_creates_per_month",
];

/// The command.
pub(super) fn command() -> Command {
    output::with_flags(
        Command::new("whoami")
            .about("Show the token's user, role, quota and limits")
            .after_help(EXAMPLES),
    )
}

/// Reads the token's own user and the quota.
pub(super) async fn run(context: &Context<'_>) -> Result<Exit> {
    let (client, source) = context.client().await?;
    let mut row = Map::new();
    row.insert("host".to_owned(), client.base_url().into());
    row.insert("token".to_owned(), format!("from {source}").into());
    match part(&client, "get_current_user").await? {
        Some(user) => row.extend(user),
        None => context.note(
            "the service doesn't say whose token this is; that is to be expected of company tokens",
        ),
    }
    let quota = part(&client, "get_user_quota").await?;
    row.extend(quota.unwrap_or_default());
    let created = created(context, client.base_url());
    row.insert("created_this_month".to_owned(), created.into());
    row.insert(
        "max_creates_per_month".to_owned(),
        Policy::default().max_creates_per_month.into(),
    );
    Output::of(context.matches).object(&COLUMNS, Value::Object(row))?;
    Ok(Exit::Done)
}

/// The result of a reading operation; none if the token may not read it, or the document lacks the operation.
async fn part(client: &Client, operation: &str) -> Result<Option<Map<String, Value>>> {
    if !OPERATIONS.iter().any(|each| each.id == operation) {
        return Ok(None);
    }
    match calls::call(client, operation, Arguments::default()).await {
        Ok(reply) => Ok(reply.body.and_then(|body| match body {
            Value::Object(members) => Some(members),
            _ => None,
        })),
        Err(error) if matches!(error.code(), Code::Permission | Code::NotFound) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// How many users the journal's runs created this month at this service, which doesn't tell.
fn created(context: &Context<'_>, host: &str) -> Option<usize> {
    let bytes = host::read(context.journal(), ALL).ok()?;
    let ledger = Journal::read(&bytes).ok()?.ledger();
    // `2026-11` of both times, in UTC.
    let month = |time: String| time.get(..7).map(str::to_owned);
    let this = month(now().wall.to_string());
    let created = ledger.created_at(host);
    let this_month = created.filter(|user| month(user.at.to_string()) == this);
    Some(this_month.count())
}
