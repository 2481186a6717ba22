//! Lists the users of an account, or those in the given states, a line each.
//!
//! ```sh
//! BITSIGHT_API_TOKEN=... cargo run --package bitsight-users --example list_users -- Activated
//! ```

use std::process::ExitCode;

use bitsight_users::{Client, Error, types::ListUsersQuery};

#[tokio::main]
async fn main() -> ExitCode {
    match list().await {
        Ok(count) => {
            println!("{count} users");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{}: {error}", error.code());
            ExitCode::FAILURE
        }
    }
}

async fn list() -> Result<usize, Error> {
    let client = Client::from_env()?;
    let mut query = ListUsersQuery::new().sort(["formal_name"]);
    let states: Vec<String> = std::env::args().skip(1).collect();
    // An empty list of states would be refused: it could mean all of them, or none.
    if !states.is_empty() {
        query = query.status(states);
    }

    let mut users = client.list_users_stream(&query);
    let mut count = 0;
    while let Some(user) = users.next().await {
        let user = user?;
        count += 1;
        // All but the guid and the email can be missing.
        let status = user.status.as_ref().map(ToString::to_string);
        let last_login = match &user.last_login_time {
            Some(time) => time.as_str(),
            None => "never",
        };
        println!(
            "{:<36}  {:<11}  {:<30}  last login {last_login}",
            user.guid,
            status.as_deref().unwrap_or("unknown"),
            user.email
        );
    }
    Ok(count)
}
