//! The mock server as a program, for tests in other languages.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use bitsight_users_mock::{Fault, MockServer, Seed};
use lexopt::{Arg, Parser, ValueExt};
use serde_json::json;
use tokio::sync::oneshot;

const USAGE: &str = "\
A stand-in for the Bitsight Users API, on loopback.

Usage: bitsight-users-mock [options]

Options:
  --port PORT            listen on this port (default: any free one)
  --documented           answer the documented example with the documented response
  --seed FILE            start with the account in this JSON file
  --example              start with the small account that ships with the program
  --users N              start with N numbered users
  --token TOKEN          accept this admin's token (repeatable; default: mock-token)
  --read-only-token T    accept this token for reading only (repeatable)
  --monthly-limit N      how many users may be created in a month (default: 300)
  --max-concurrent N     answer 429 to more requests than this at the same time
  --option NAME=VALUE    change how the service behaves, as in list_lag_ms=500 (repeatable; the README
                         lists the options)
  --fault JSON           inject this fault before the first request (repeatable)
  --fault-seed N         seed for faults with a probability
  --real-clock           take times from the real clock
  --verbose              report requests on stderr
  --stop-with-stdin      end when stdin is closed
  --help                 show this

When ready, it prints one line of JSON with the base URLs of the API and of the admin routes.
It ends on SIGTERM and ctrl-c.
";

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bitsight-users-mock: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let mut builder = MockServer::builder();
    let mut stop_with_stdin = false;
    let mut arguments = Parser::from_env();
    while let Some(argument) = arguments.next()? {
        builder = match argument {
            Arg::Long("port") => builder.port(arguments.value()?.parse()?),
            Arg::Long("documented") => builder.documented(true),
            Arg::Long("seed") => {
                let file = PathBuf::from(arguments.value()?);
                builder.seed(Seed::load(&file)?)
            }
            Arg::Long("example") => builder.seed(Seed::example()?),
            Arg::Long("users") => builder.seed(Seed::numbered(arguments.value()?.parse()?)),
            Arg::Long("token") => builder.token(arguments.value()?.string()?),
            Arg::Long("read-only-token") => builder.read_only_token(arguments.value()?.string()?),
            Arg::Long("monthly-limit") => builder.monthly_limit(arguments.value()?.parse()?),
            Arg::Long("max-concurrent") => builder.max_concurrent(arguments.value()?.parse()?),
            Arg::Long("option") => {
                let mut set = Ok(());
                let option = arguments.value()?.string()?;
                let builder = builder.options(|options| set = options.set(&option));
                set?;
                builder
            }
            Arg::Long("fault") => builder.fault(arguments.value()?.parse::<Fault>()?),
            Arg::Long("fault-seed") => builder.fault_seed(arguments.value()?.parse()?),
            Arg::Long("real-clock") => builder.real_clock(true),
            Arg::Long("verbose") => builder.verbose(true),
            Arg::Long("stop-with-stdin") => {
                stop_with_stdin = true;
                builder
            }
            Arg::Long("help") | Arg::Short('h') => {
                print!("{USAGE}");
                return Ok(());
            }
            other => return Err(other.unexpected().into()),
        };
    }
    let server = builder.start().await?;
    // Before the line that says that the server is ready: its reader may end the program at once.
    let terminated = termination()?;
    let ready = json!({ "url": server.url(), "admin": server.admin_url() });
    let mut stdout = io::stdout();
    writeln!(stdout, "{ready}")?;
    stdout.flush()?;
    tokio::select! {
        () = stdin_closed(), if stop_with_stdin => {}
        () = terminated => {}
    }
    Ok(())
}

/// Reads stdin in a thread of its own, because a pending read would keep the runtime from ending.
async fn stdin_closed() {
    let (sender, closed) = oneshot::channel();
    std::thread::spawn(move || {
        let _ = io::copy(&mut io::stdin(), &mut io::sink());
        let _ = sender.send(());
    });
    let _ = closed.await;
}

/// Starts listening for the signals that end the program; the future waits for one.
#[cfg(unix)]
fn termination() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Starts listening for ctrl-c; the future waits for it.
#[cfg(windows)]
fn termination() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        let _ = interrupt.recv().await;
    })
}
