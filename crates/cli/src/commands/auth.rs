//! `auth`: the token in the keyring of the operating system.

use bitsight_users::settings::TOKEN_VARIABLE;
use clap::Command;

use crate::{context::Context, exit::Exit, failure::Result, host, keychain, token};

const EXAMPLES: &str = "\
Examples:
  bitsight-users auth login                                asks for the token
  bitsight-users auth login --token-file ~/token.txt
  bitsight-users auth logout";

/// The command.
pub(super) fn command() -> Command {
    let action = |name: &'static str, about: &'static str| {
        Command::new(name).about(about).after_help(EXAMPLES)
    };
    Command::new("auth")
        .about("Keep the API token in the keyring of the operating system")
        .after_help(EXAMPLES)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(action("login", "Store the token"))
        .subcommand(action("logout", "Remove the token"))
}

/// How long Linux keeps a token. Other systems keep it until it is removed.
const LIFETIME: &str = "; Linux forgets it at a restart, or when it isn't used for some days (see docs/command-line.md)";

/// Stores or removes the token.
pub(super) async fn run(context: &Context<'_>, action: &str) -> Result<Exit> {
    let address = keychain::address(&context.settings);
    if action == "logout" {
        keychain::remove(&context.settings)?;
        context.note(&format!("the keyring holds no token for {address}"));
        return Ok(Exit::Done);
    }
    let matches = context.matches;
    let given = matches.contains_id("token-file") || matches.get_flag("token-stdin");
    let token = match given {
        true => token::find(matches, &context.settings).await?.token,
        false => token::ask().await?,
    };
    // Refuses a text that can't be a token, before it is stored.
    bitsight_users::Token::new(token.clone())?;
    keychain::write(&context.settings, &token)?;
    let lifetime = match cfg!(target_os = "linux") {
        true => LIFETIME,
        false => "",
    };
    context.note(&format!(
        "the keyring holds the token for {address}{lifetime}"
    ));
    if host::variable(TOKEN_VARIABLE).is_some() {
        context.note(&format!(
            "warning: {TOKEN_VARIABLE} is set, and comes before the keyring"
        ));
    }
    Ok(Exit::Done)
}
