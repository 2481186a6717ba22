//! The commands: their names, and the module that runs each.

mod account;
mod apply;
#[cfg(feature = "keyring")]
mod auth;
mod call;
mod flags;
mod look_up;
#[cfg(any(feature = "mock", target_arch = "wasm32"))]
mod mock;
mod plan;
mod policy;
mod shell;
mod source;
mod whoami;

use std::{ffi::OsString, io::Write, path::PathBuf};

use bitsight_users::settings::TOKEN_VARIABLE;
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::{
    context::Context,
    exit::Exit,
    failure::{Failure, Result},
    generated::operations::{GROUPS, OPERATIONS},
    host,
};

const ABOUT: &str = "Administers the users of a Bitsight account";
const EXAMPLES: &str = "\
Examples:
  bitsight-users mock                          a stand-in for the service, to try everything
  bitsight-users whoami                        the token, its user, and what is left of the quota
  bitsight-users plan people.csv               what would change
  bitsight-users apply people.csv              change it
  bitsight-users users list --status Activated --json

The token comes from BITSIGHT_API_TOKEN, --token-file, --token-stdin or a prompt. It is never an argument.
Not an official Bitsight product.";

/// Runs the command that the arguments name.
/// Returns the exit code. The output is written; errors are reported.
pub async fn run(arguments: Vec<OsString>) -> u8 {
    run_command(arguments).await as u8
}

async fn run_command(arguments: Vec<OsString>) -> Exit {
    let as_json = arguments
        .iter()
        .any(|argument| argument == "--json" || argument == "--jsonl");
    let matches = match sized(command()).try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return usage(&error, as_json),
    };
    match dispatch(&matches).await {
        Ok(exit) => exit,
        Err(failure) => report(&failure, as_json),
    }
}

/// The command with the width of its help texts, where clap can't find that itself.
fn sized(command: Command) -> Command {
    match host::help_width() {
        Some(width) => command.term_width(width),
        None => command,
    }
}

/// All commands.
pub(crate) fn command() -> Command {
    let mut root = Command::new("bitsight-users")
        .version(env!("CARGO_PKG_VERSION"))
        .about(ABOUT)
        .after_help(EXAMPLES)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .args(global_flags())
        .subcommands([
            whoami::command(),
            plan::command(),
            apply::command(),
            account::export_command(),
            account::audit_command(),
        ]);
    for (group, about) in GROUPS {
        let operations = OPERATIONS.iter().filter(|each| each.group == *group);
        root = root.subcommand(
            Command::new(*group)
                .about(*about)
                .subcommand_required(true)
                .arg_required_else_help(true)
                .after_help(format!(
                    "Examples:\n  bitsight-users {group} --help\n  bitsight-users help {group}"
                ))
                .subcommands(operations.map(flags::command)),
        );
    }
    #[cfg(any(feature = "mock", target_arch = "wasm32"))]
    let root = root.subcommand(mock::command());
    #[cfg(target_arch = "wasm32")]
    let root = root.subcommand(keyring_command());
    #[cfg(feature = "keyring")]
    let root = root.subcommand(auth::command());
    root.subcommands(shell::commands())
}

fn global_flags() -> [Arg; 9] {
    let flag = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .help(help)
            .global(true)
            .help_heading("Global options")
    };
    let path = clap::value_parser!(PathBuf);
    [
        flag(
            "config",
            "The configuration file [default: bitsight-users.toml, if it exists]",
        )
        .value_name("FILE")
        .value_parser(path.clone()),
        flag(
            "base-url",
            "The address of the service [env: BITSIGHT_BASE_URL]",
        )
        .value_name("URL"),
        flag(
            "ca-bundle",
            "Trust the certificates in this PEM file as well [env: BITSIGHT_CA_BUNDLE]",
        )
        .value_name("FILE")
        .value_parser(path.clone()),
        flag("token-file", "Read the API token from this file")
            .value_name("FILE")
            .value_parser(path)
            .conflicts_with("token-stdin"),
        flag("token-stdin", "Read the API token from stdin").action(ArgAction::SetTrue),
        flag(
            "allow-similar-values",
            "Send values that look like misspelt known ones, such as the role `Admin`",
        )
        .action(ArgAction::SetTrue),
        flag("verbose", "Show every request on stderr")
            .short('v')
            .action(ArgAction::SetTrue),
        flag(
            "quiet",
            "Write no messages and no progress to stderr, only errors",
        )
        .short('q')
        .action(ArgAction::SetTrue)
        .conflicts_with("verbose"),
        // Only to refuse it without repeating its value.
        flag("token", "").hide(true).num_args(0..=1),
    ]
}

async fn dispatch(matches: &ArgMatches) -> Result<Exit> {
    let Some((name, matches)) = matches.subcommand() else {
        return Err(Failure::usage("no command"));
    };
    let inner = matches.subcommand();
    let leaf = inner.map_or(matches, |(_, matches)| matches);
    if leaf.contains_id("token") {
        return Err(Failure::usage("there is no flag for the token itself")
            .why("every program on this machine can read arguments, and shells keep them")
            .next(format!("set {TOKEN_VARIABLE}, or use `--token-file` or `--token-stdin`; if you typed a real token, make a new one")));
    }
    match name {
        "completions" | "man" => return shell::run(name, matches, command()),
        #[cfg(target_arch = "wasm32")]
        "auth" => return Err(Failure::needs_native("the keyring of the operating system")),
        #[cfg(any(feature = "mock", target_arch = "wasm32"))]
        "mock" => return mock::run(matches).await,
        _ => {}
    }
    let context = Context::new(leaf)?;
    match (name, inner) {
        ("whoami", _) => whoami::run(&context).await,
        ("plan", _) => plan::run(&context).await,
        ("apply", _) => apply::run(&context).await,
        ("export", _) => account::export(&context).await,
        ("audit", _) => account::audit(&context).await,
        #[cfg(feature = "keyring")]
        ("auth", Some((action, _))) => auth::run(&context, action).await,
        (group, Some((command, _))) => {
            let operation = OPERATIONS
                .iter()
                .find(|each| each.group == group && each.command == command);
            match operation {
                Some(operation) => call::run(&context, operation).await,
                None => Err(Failure::usage("unknown command")),
            }
        }
        (_, None) => Err(Failure::usage("unknown command")),
    }
}

/// The command `auth`, which only the native program has: it is named so that the error says so.
#[cfg(target_arch = "wasm32")]
fn keyring_command() -> Command {
    Command::new("auth")
        .hide(true)
        .about("Keep the API token in the keyring of the operating system")
        .after_help("Only the native program can do this: bitsight-users auth login")
        .arg(Arg::new("rest").num_args(0..).allow_hyphen_values(true))
}

/// Shows help, the version, or why the arguments are wrong.
fn usage(error: &clap::Error, as_json: bool) -> Exit {
    if !error.use_stderr() {
        // A reader that left early has seen enough.
        let mut out = host::stdout();
        let _ = write!(out, "{}", error.render().ansi());
        let _ = out.flush();
        return Exit::Done;
    }
    let hide = |text: String| match host::variable(TOKEN_VARIABLE) {
        Some(token) => text.replace(token.trim(), "(hidden)"),
        _ => text,
    };
    if as_json {
        let text = hide(error.render().to_string());
        // The first paragraph; usage and tips follow it.
        let first = text.split("\n\n").next().unwrap_or_default();
        let words: Vec<&str> = first.split_whitespace().collect();
        let what = words.join(" ");
        let what = what.strip_prefix("error: ").unwrap_or(&what);
        return report(
            &Failure::usage(what).next("`--help` describes every flag"),
            true,
        );
    }
    let text = hide(error.render().ansi().to_string());
    let _ = write!(host::stderr(), "{text}");
    Exit::Usage
}

/// Writes a failure to stderr.
fn report(failure: &Failure, as_json: bool) -> Exit {
    if !failure.is_silent() {
        let text = match as_json {
            true => failure.to_json() + "\n",
            false => failure.to_text(),
        };
        let _ = write!(host::stderr(), "{text}");
    }
    failure.exit
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commands_are_consistent() {
        command().debug_assert();
    }

    #[test]
    fn every_operation_and_every_help_has_its_place() {
        let root = command();
        for operation in OPERATIONS {
            let group = root.find_subcommand(operation.group);
            assert!(
                group.is_some_and(|group| group.find_subcommand(operation.command).is_some()),
                "{}",
                operation.id
            );
        }
        fn check(command: &Command) {
            let help = command.get_after_help().map(ToString::to_string);
            assert!(
                help.is_some_and(|help| help.contains("bitsight-users")),
                "`{}` has no examples",
                command.get_name()
            );
            command.get_subcommands().for_each(check);
        }
        check(&root);
    }
}
