//! The example page: served with the proxy example and a mock of many users behind it.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::run::log::Server;
use crate::run::project::Project;
use crate::run::step::Task;
use crate::run::steps::Steps;
use crate::tasks::consumer;
use crate::tasks::mock;

const USAGE: &str = "\
Usage: cargo xtask demo [options]

  --users N      how many invented users there are (default: 57)
  --seed FILE    the account in this file instead (crates/mock-server/README.md)
";

/// `cargo xtask demo`: until Ctrl-C.
pub fn run(project: &Project, steps: &Steps, arguments: &[&str]) -> Result<()> {
    let seed = match arguments {
        ["--help" | "-h"] => {
            print!("{USAGE}");
            return Ok(());
        }
        [] => write_seed(project, 57)?,
        ["--users", count] => {
            let count = count.parse().context("--users takes a number")?;
            write_seed(project, count)?
        }
        // Relative to where the command was given, not to the root.
        ["--seed", file] => std::path::absolute(file)?,
        _ => bail!("{USAGE}"),
    };
    steps.run(project, &["consumer"])?;
    let task = Task::new(project, "demo")?;
    let options = [OsStr::new("--seed"), seed.as_os_str()];
    let mock = mock::start_with(project, &task.log, &options)?;
    let (server, url) = serve_with_proxy(&task, &mock.url)?;
    let admin = mock.url.replace("/ratings", "/_admin");
    println!(
        "\nThe page that administers users (Ctrl-C ends it, and the mock behind it):

  {url}/

It asks the proxy of examples/proxy, which holds the token. To see retries, progress and failures,
let the mock misbehave (crates/mock-server/README.md):

  curl -d '{{\"kind\":\"delay\",\"ms\":1000,\"times\":null}}' {admin}/faults
  curl -d '{{\"kind\":\"status\",\"status\":503,\"times\":2}}' {admin}/faults
  curl -X DELETE {admin}/faults"
    );
    server.wait()
}

/// Serves the page by itself and gives its URL, without a slash at the end.
pub fn serve(task: &Task) -> Result<(Server, String)> {
    start(task, server(task.project, "tests/support/serve.mjs"))
}

/// Serves the page with the proxy beside it, as examples/proxy does.
fn serve_with_proxy(task: &Task, service: &str) -> Result<(Server, String)> {
    let mut command = server(task.project, "examples/proxy/server.mjs");
    command
        .arg("--stop-with-stdin")
        .env("BITSIGHT_API_TOKEN", mock::TOKEN)
        .env("BITSIGHT_BASE_URL", service);
    start(task, command)
}

fn start(task: &Task, mut command: Command) -> Result<(Server, String)> {
    task.log
        .serve(&mut command, Duration::from_secs(20), |line| {
            Some(line.strip_prefix("serving ")?.to_owned())
        })
        .context("the server of the example page doesn't start")
}

fn server(project: &Project, program: &str) -> Command {
    let mut command = project.command("node");
    command.arg(program);
    command
        .arg(project.path("examples/web"))
        .arg(consumer::folder(project));
    command
}

const FIRST: [&str; 11] = [
    "Ada",
    "Barnaby",
    "Celestine",
    "Dorian",
    "Esmeralda",
    "Fitzgerald",
    "Gwendolyn",
    "Horatio",
    "Isolde",
    "Jasper",
    "Kasimir",
];
const LAST: [&str; 7] = [
    "Abernathy",
    "Bellows",
    "Cartwheel",
    "Dandelion",
    "Everglade",
    "Featherstone",
    "Gooseberry",
];
const ROLES: [&str; 5] = [
    "customer_user",
    "customer_user",
    "customer_admin",
    "customer_group_admin",
    "customer_portfolio_manager",
];
const GROUPS: [(&str, &str); 3] = [
    ("bbbbbbbb-2222-bbbb-2222-bbbbbbbbbbbb", "All Companies"),
    ("aaaaaaaa-1111-aaaa-1111-aaaaaaaaaaaa", "Lighthouse Keepers"),
    ("cccccccc-3333-cccc-3333-cccccccccccc", "Teapot Makers"),
];

fn write_seed(project: &Project, count: usize) -> Result<PathBuf> {
    let file = project.target("demo/seed.json");
    std::fs::create_dir_all(file.parent().context("the seed has a folder")?)?;
    std::fs::write(&file, seed(count).to_string())?;
    Ok(file)
}

/// An account of invented users in all states.
fn seed(count: usize) -> Value {
    let groups = GROUPS.map(|(guid, name)| json!({ "guid": guid, "name": name }));
    json!({
        "groups": groups,
        "default_group": GROUPS[0].0,
        "total_active_quota": count + 10,
        "users": (0..count).map(user).collect::<Vec<_>>(),
    })
}

/// The lists have lengths without a common divisor, so that names, states, roles and groups mix.
fn user(number: usize) -> Value {
    let (first, last) = (FIRST[number % FIRST.len()], LAST[number % LAST.len()]);
    let status = ["Activated", "Activated", "Created", "Deactivated"][number % 4];
    let mfa = ["Not Enabled", "Pending", "Enabled"][number % 3];
    // Where the names begin anew, a number tells people apart.
    let round = match number / (FIRST.len() * LAST.len()) {
        0 => String::new(),
        round => format!("{}", round + 1),
    };
    let email = format!("{first}.{last}{round}@example.com").to_lowercase();
    let day = format!(
        "20{}-{:02}-{:02}",
        19 + number % 5,
        1 + number % 12,
        1 + number % 28
    );
    json!({
        "friendly_name": first,
        "formal_name": format!("{first} {last}"),
        "email": email,
        "status": status,
        "group": GROUPS[number % GROUPS.len()].0,
        "roles": [{ "slug": ROLES[number % ROLES.len()] }],
        "joined_time": format!("{day}T08:30:00Z"),
        "last_login_time": (status == "Activated").then_some("2024-02-02T20:20:20Z"),
        "is_available_for_contact": number.is_multiple_of(9),
        "is_company_api_token": number % 23 == 22,
        "mfa_status": mfa,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn invented_users_have_addresses_of_their_own() {
        let seed = seed(1000);
        let users = seed["users"].as_array().unwrap();
        let emails: BTreeSet<_> = users.iter().map(|user| user["email"].as_str()).collect();
        assert_eq!(emails.len(), 1000);
        assert!(
            emails
                .iter()
                .all(|email| email.unwrap().ends_with("@example.com"))
        );
    }
}
