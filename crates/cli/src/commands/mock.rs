//! `mock`: a stand-in for the service, to try everything without a token.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::{exit::Exit, failure::Result};

const EXAMPLES: &str = "\
Examples:
  bitsight-users mock                    a small account, on any free port
  bitsight-users mock --users 500 --port 4010

Then, in another terminal:
  export BITSIGHT_BASE_URL=http://127.0.0.1:4010/ratings BITSIGHT_API_TOKEN=mock-token
  bitsight-users users list";

/// The command.
pub(super) fn command() -> Command {
    Command::new("mock")
        .about("Run a stand-in for the service on this machine")
        .after_help(EXAMPLES)
        .args([
            Arg::new("port")
                .long("port")
                .value_name("PORT")
                .value_parser(clap::value_parser!(u16))
                .help("Listen on this port [default: any free one]"),
            Arg::new("users")
                .long("users")
                .value_name("NUMBER")
                .value_parser(clap::value_parser!(usize))
                .help("Begin with so many numbered users [default: the small example account]"),
            Arg::new("seed")
                .long("seed")
                .value_name("FILE")
                .value_parser(clap::value_parser!(PathBuf))
                .conflicts_with("users")
                .help("Begin with the account in this JSON file"),
            Arg::new("fault")
                .long("fault")
                .value_name("JSON")
                .action(ArgAction::Append)
                .help("Inject this fault, as the mock's README describes"),
            Arg::new("option")
                .long("option")
                .value_name("NAME=VALUE")
                .action(ArgAction::Append)
                .help("Change how the service behaves, as in list_lag_ms=500"),
        ])
}

/// Node.js can't run it: the stand-in is a server on the system's sockets.
#[cfg(target_arch = "wasm32")]
pub(super) async fn run(_: &ArgMatches) -> Result<Exit> {
    Err(crate::failure::Failure::needs_native(
        "the stand-in for the service",
    ))
}

/// Serves until it is interrupted.
#[cfg(not(target_arch = "wasm32"))]
pub(super) async fn run(matches: &ArgMatches) -> Result<Exit> {
    use std::io::Write;

    use bitsight_users_mock::{DEFAULT_TOKEN, Fault, MockServer, Seed};

    use crate::{context::say, failure::Failure};

    let refuse = |error: &dyn std::fmt::Display| {
        Failure::usage("the mock can't be set up").why(error.to_string())
    };
    let seed = match (
        matches.get_one::<usize>("users"),
        matches.get_one::<PathBuf>("seed"),
    ) {
        (Some(users), _) => Ok(Seed::numbered(*users)),
        (None, Some(file)) => Seed::load(file),
        (None, None) => Seed::example(),
    };
    let mut builder = MockServer::builder()
        .seed(seed.map_err(|error| refuse(&error))?)
        .port(matches.get_one("port").copied().unwrap_or(0))
        .real_clock(true)
        .verbose(matches.get_flag("verbose"));
    for fault in matches.get_many::<String>("fault").into_iter().flatten() {
        builder = builder.fault(fault.parse::<Fault>().map_err(|error| refuse(&error))?);
    }
    for option in matches.get_many::<String>("option").into_iter().flatten() {
        let mut set = Ok(());
        builder = builder.options(|options| set = options.set(option));
        set.map_err(|error| refuse(&error))?;
    }
    let server = builder.start().await.map_err(|error| refuse(&error))?;
    let ready = serde_json::json!({ "url": server.url(), "admin": server.admin_url() });
    let mut out = std::io::stdout();
    writeln!(out, "{ready}")?;
    out.flush()?;
    if !matches.get_flag("quiet") {
        say(&format!(
            "in another terminal:\n  export BITSIGHT_BASE_URL={} BITSIGHT_API_TOKEN={DEFAULT_TOKEN}\nCtrl-C ends it",
            server.url()
        ));
    }
    tokio::signal::ctrl_c().await?;
    Ok(Exit::Done)
}
