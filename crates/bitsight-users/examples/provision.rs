//! Creates a user for every line of a file, and prints the outcome of each.
//!
//! ```sh
//! BITSIGHT_API_TOKEN=... cargo run --package bitsight-users --example provision -- users.csv
//! ```
//!
//! A line is `friendly name,formal name,email,role`, without quotes; empty lines and lines that
//! begin with `#` are skipped. The exit status is a failure unless every user exists.

use std::process::ExitCode;

use bitsight_users::{Client, Code, Effect, Error, NewUser, Request, Response, User};

#[tokio::main]
async fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: provision <file>");
        return ExitCode::FAILURE;
    };
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::FAILURE;
        }
    };
    match provision(&text).await {
        Ok((created, all)) => {
            println!("{created} of {all} are there");
            if created == all {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(error) => {
            eprintln!("nothing was created: {}: {error}", error.code());
            ExitCode::FAILURE
        }
    }
}

/// The number of users that exist now, and the number of lines.
async fn provision(text: &str) -> Result<(usize, usize), Error> {
    let client = Client::from_env()?;
    // Fails here, and not once for every line, if the service doesn't accept the token.
    let quota = client.get_user_quota().await?;
    if let Some(remaining) = quota.remaining_active_quota {
        println!("{remaining} more users may be active");
    }

    // The client sends three requests at a time. The outcomes are printed in the order of the lines.
    let mut tasks = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let (client, line) = (client.clone(), line.to_owned());
        let task = tokio::spawn(async move { create(&client, &line).await });
        tasks.push((index + 1, task));
    }

    let (mut created, all) = (0, tasks.len());
    for (number, task) in tasks {
        let outcome = match task.await {
            Ok(Ok(user)) => {
                created += 1;
                success(&user)
            }
            Ok(Err(error)) => failure(&error),
            Err(error) => format!("unknown: the task ended: {error}"),
        };
        println!("line {number}: {outcome}");
    }
    Ok((created, all))
}

async fn create(client: &Client, line: &str) -> Result<Response<User>, Error> {
    client.create_user(&read(line)?).await
}

/// A user out of a line. The same checks are made as when it is sent.
fn read(line: &str) -> Result<NewUser, Error> {
    let mut parts = line.split(',').map(str::trim);
    let mut next = || parts.next().unwrap_or_default();
    let user = NewUser::builder()
        .friendly_name(next())
        .formal_name(next())
        .email(next())
        .roles([next()])
        .build();
    user.check()?;
    Ok(user)
}

fn success(user: &Response<User>) -> String {
    if user.recovered() {
        // Created by this call, unless a user with the same data existed before.
        format!("there as {}, found after the answer was lost", user.guid)
    } else {
        format!("created {}", user.guid)
    }
}

/// The known outcome: "not created" only if that is certain.
fn failure(error: &Error) -> String {
    let known = match (error.effect(), error.code()) {
        (Effect::None, Code::Conflict) => "not created, the email is taken",
        (Effect::None, _) => "not created",
        (Effect::Possible, _) => "unknown, check before trying again",
    };
    format!("{known}: {}: {error}", error.code())
}
