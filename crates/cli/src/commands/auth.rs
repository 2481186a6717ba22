//! `auth`: the token in the keyring of the operating system.

use clap::Command;

use crate::{context::Context, exit::Exit, failure::Result, keychain, token};

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

/// Stores or removes the token.
pub(super) async fn run(context: &Context<'_>, action: &str) -> Result<Exit> {
    if action == "logout" {
        keychain::remove()?;
        return Ok(Exit::Done);
    }
    let matches = context.matches;
    let given = matches.contains_id("token-file") || matches.get_flag("token-stdin");
    let token = match given {
        true => token::find(matches).await?.token,
        false => token::ask().await?,
    };
    // Refuses a text that can't be a token, before it is stored.
    bitsight_users::Token::new(token.clone())?;
    keychain::write(&token)?;
    context.note("the token is in the keyring");
    Ok(Exit::Done)
}
