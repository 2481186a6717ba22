//! The example page: served with the proxy example and a mock of many users behind it.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use xshell::{Cmd, cmd};

use crate::run::log::Server;
use crate::run::project::Project;
use crate::run::step::Task;
use crate::run::steps::Steps;
use crate::tasks::{consumer, mock};

/// `cargo xtask demo`: until Ctrl-C.
pub fn run(project: &Project, steps: &Steps, users: usize, seed: Option<PathBuf>) -> Result<()> {
    let seed = match seed {
        // Relative to where the command was given, not to the root.
        Some(file) => std::path::absolute(file)?,
        None => write_seed(project, users)?,
    };
    steps.run(project, &["consumer"])?;
    let task = Task::new(project, "demo")?;
    let options = [OsStr::new("--seed"), seed.as_os_str()];
    let mock = mock::start_with(project, &task.log, &options)?;
    let proxy = cmd!(project.sh, "node examples/proxy/server.mjs");
    let proxy = proxy
        .env("BITSIGHT_API_TOKEN", mock::TOKEN)
        .env("BITSIGHT_BASE_URL", &mock.url);
    let (server, url) = start(&task, proxy, &["--stop-with-stdin"])?;
    let admin = mock.url.replace("/ratings", "/_admin");
    println!(
        "\nThe page that administers users (Ctrl-C ends it, and the mock behind it):

  {url}/

It asks the proxy of examples/proxy, which holds the token. To see retries, progress and failures,
inject faults into the mock (crates/mock-server/README.md):

  curl -d '{{\"kind\":\"delay\",\"ms\":1000,\"times\":null}}' {admin}/faults
  curl -d '{{\"kind\":\"status\",\"status\":503,\"times\":2}}' {admin}/faults
  curl -X DELETE {admin}/faults"
    );
    server.wait()
}

/// Serves the page by itself and returns its URL, without a slash at the end.
pub fn serve(task: &Task) -> Result<(Server, String)> {
    let server = cmd!(task.project.sh, "node tests/support/serve.mjs");
    start(task, server, &[])
}

/// Starts a server of the page and of the installed package.
fn start(task: &Task, server: Cmd, options: &[&str]) -> Result<(Server, String)> {
    let folders = [
        task.project.path("examples/web"),
        consumer::folder(task.project),
    ];
    let server = server.args(folders).args(options);
    task.log
        .serve(server, Duration::from_secs(20), |line| {
            Some(line.strip_prefix("serving ")?.to_owned())
        })
        .context("the server of the example page doesn't start")
}

const ROLES: [&str; 5] = [
    "customer_user",
    "customer_user",
    "customer_admin",
    "customer_group_admin",
    "customer_portfolio_manager",
];
const GROUPS: [(&str, &str); 3] = [
    ("bbbbbbbb-2222-bbbb-2222-bbbbbbbbbbbb", "All Companies"),
    ("aaaaaaaa-1111-aaaa-1111-aaaaaaaaaaaa", "Group A"),
    ("cccccccc-3333-cccc-3333-cccccccccccc", "Group B"),
];

fn write_seed(project: &Project, count: usize) -> Result<PathBuf> {
    let file = project.target("demo/seed.json");
    project.sh.write_file(&file, seed(count).to_string())?;
    Ok(file)
}

/// An account of example users in all states.
fn seed(count: usize) -> Value {
    let groups = GROUPS.map(|(guid, name)| json!({ "guid": guid, "name": name }));
    json!({
        "groups": groups,
        "default_group": GROUPS[0].0,
        "total_active_quota": count + 10,
        "users": (1..=count).map(user).collect::<Vec<_>>(),
    })
}

/// The lists have lengths without a common divisor, so that states, roles and groups mix.
fn user(number: usize) -> Value {
    let status = ["Activated", "Activated", "Created", "Deactivated"][number % 4];
    let mfa = ["Not Enabled", "Pending", "Enabled"][number % 3];
    let year = 2019 + number % 5;
    let (month, day) = (1 + number % 12, 1 + number % 28);
    json!({
        "friendly_name": format!("User {number}"),
        "formal_name": format!("Example User {number}"),
        "email": format!("user{number}@example.com"),
        "status": status,
        "group": GROUPS[number % GROUPS.len()].0,
        "roles": [{ "slug": ROLES[number % ROLES.len()] }],
        "joined_time": format!("{year}-{month:02}-{day:02}T08:30:00Z"),
        "last_login_time": (status == "Activated").then_some("2024-02-02T20:20:20Z"),
        "is_available_for_contact": number.is_multiple_of(9),
        "is_company_api_token": number % 23 == 22,
        "mfa_status": mfa,
    })
}
