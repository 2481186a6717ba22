//! Where settings come from: flags before the environment before the configuration file. And what somebody in a hurry
//! gives the program: another list after a stopped run, flags that come too late, a plan that is out of date.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod support;

use std::process::Stdio;

use bitsight_users_mock::Seed;
use serde_json::Value;
use support::{Desk, Ran, people, wait};

#[test]
fn flags_come_before_the_environment_and_that_before_the_file() {
    let [of_flag, of_variable, of_file] = [Desk::example(), Desk::example(), Desk::example()];
    let url = |desk: &Desk| desk.server.url();
    let desk = Desk::example();
    let text = format!("base_url = \"{}\"\n", url(&of_file));
    desk.file("bitsight-users.toml", &text);
    desk.file("other.toml", &text);
    let asked = |arguments: &[&str], variable: Option<&str>| {
        let mut program = desk.program(arguments);
        program.env_remove("BITSIGHT_BASE_URL");
        if let Some(url) = variable {
            program.env("BITSIGHT_BASE_URL", url);
        }
        let ran = Ran::of(program.output().unwrap());
        assert_eq!(ran.code, 0, "{ran:?}");
        let servers = [&of_flag, &of_variable, &of_file];
        let asked = servers.map(|desk| desk.server.requests().len());
        servers.iter().for_each(|desk| desk.server.reset());
        asked
    };
    let quota = ["quota", "get"];
    let flag = ["quota", "get", "--base-url", &url(&of_flag)];
    let variable = url(&of_variable);
    assert_eq!(asked(&flag, Some(&variable)), [1, 0, 0]);
    assert_eq!(asked(&quota, Some(&variable)), [0, 1, 0]);
    assert_eq!(asked(&quota, None), [0, 0, 1]);
    // Shells easily export an empty variable.
    assert_eq!(asked(&quota, Some(" ")), [0, 0, 1]);
    let config = ["quota", "get", "--config", "other.toml"];
    assert_eq!(asked(&config, None), [0, 0, 1]);
}

#[cfg(unix)]
#[test]
fn a_stopped_run_is_not_gone_on_with_by_another_list_or_policy() {
    const PEOPLE: usize = 60;
    let desk = Desk::new(Seed::numbered(20));
    desk.file("wrong.csv", &people(PEOPLE).replace("person", "wrong"));
    desk.file("right.csv", &people(2));
    let wrong = |user: &Value| user["email"].as_str().unwrap().starts_with("wrong");
    let stop = |arguments: &[&str], created: usize| {
        desk.fault(
            r#"{"kind":"delay","ms":300,"when":"after","operation":"create_user","times":null}"#,
        );
        let mut program = desk
            .program(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        wait("a creation", || desk.server.users().len() >= 20 + created);
        let id = program.id().to_string();
        let mut kill = std::process::Command::new("kill");
        assert!(kill.args(["-INT", &id]).status().unwrap().success());
        assert_eq!(program.wait().unwrap().code(), Some(130));
        desk.server.clear_faults();
        desk.server
            .users()
            .iter()
            .filter(|user| wrong(user))
            .count()
    };
    let stopped = stop(&["apply", "wrong.csv", "--yes"], 1);
    assert!(stopped < PEOPLE);
    let ran = desk.run(&["apply", "right.csv", "--yes"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("doing nothing more of it"), "{ran:?}");
    assert!(
        ran.err
            .contains(&format!("create wrong{PEOPLE}@example.com: not_started")),
        "{ran:?}"
    );
    let users = desk.server.users();
    assert_eq!(users.iter().filter(|user| wrong(user)).count(), stopped);
    assert_eq!(desk.count("person2@example.com"), 1);
    // The same list with another policy is planned again with that policy.
    let stopped = stop(&["apply", "wrong.csv", "--yes"], stopped + 3);
    let again = [
        "apply",
        "wrong.csv",
        "--yes",
        "--max-creates-per-month",
        "1",
    ];
    let ran = desk.run(&again);
    assert_eq!(ran.code, 8, "{ran:?}");
    let users = desk.server.users();
    assert_eq!(users.iter().filter(|user| wrong(user)).count(), stopped);
    // Settling does nothing, so that there is nothing to ask.
    let stopped = stop(&["apply", "wrong.csv", "--yes"], stopped + 3);
    let ran = desk.run(&["apply", "--resume", "--settle", "--json"]);
    assert_eq!(ran.code, 6, "{ran:?}");
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report["finished"], true, "{report}");
    let users = desk.server.users();
    assert_eq!(users.iter().filter(|user| wrong(user)).count(), stopped);
}

#[test]
fn flags_of_the_policy_are_refused_beside_a_plan() {
    let desk = Desk::example();
    desk.file("people.csv", &people(2));
    let ran = desk.run(&["plan", "people.csv", "--out", "plan.json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    for (arguments, flag) in [
        (
            &["apply", "plan.json", "--yes", "--protect", "a@example.com"][..],
            "--protect",
        ),
        (
            &["apply", "plan.json", "--yes", "--require-mfa"],
            "--require-mfa",
        ),
        (
            &["apply", "--resume", "--yes", "--allow-deletes", "0"],
            "--allow-deletes",
        ),
    ] {
        let ran = desk.run(arguments);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(
            ran.err.contains(&format!("`{flag}` has no effect")),
            "{ran:?}"
        );
    }
    assert_eq!(desk.count("person1@example.com"), 0);
    let ran = desk.run(&["apply", "plan.json", "--yes"]);
    assert_eq!(ran.code, 0, "{ran:?}");
}

#[test]
fn a_delete_that_is_not_done_is_not_said_to_delete() {
    let desk = Desk::new(Seed::numbered(20));
    let leaver = desk.server.users()[7]["email"].as_str().unwrap().to_owned();
    desk.file("leavers.csv", &format!("email,state\n{leaver},absent\n"));
    let blocked = desk.run(&["plan", "leavers.csv", "--table"]);
    assert_eq!(blocked.code, 3, "{blocked:?}");
    assert!(!blocked.out.contains("undone"), "{blocked:?}");
    let plan = [
        "plan",
        "leavers.csv",
        "--allow-deletes",
        "1",
        "--out",
        "plan.json",
        "--table",
    ];
    let planned = desk.run(&plan);
    assert_eq!(planned.code, 0, "{planned:?}");
    assert!(planned.out.contains("can't be undone"), "{planned:?}");
    let ran = desk.run(&[
        "users",
        "edit",
        &leaver,
        "--role",
        "customer_portfolio_manager",
    ]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let drifted = desk.run(&["apply", "plan.json", "--yes", "--json"]);
    assert_eq!(drifted.code, 5, "{drifted:?}");
    let report: Value = serde_json::from_str(&drifted.out).unwrap();
    assert_eq!(report["rows"][0]["outcome"], "drifted");
    assert_eq!(report["rows"][0].get("message"), None, "{report}");
}

#[test]
fn creations_at_a_mock_do_not_count_at_another_service() {
    let mock = Desk::example();
    let desk = Desk::example();
    desk.file("trial.csv", &people(2).replace("person", "trial"));
    desk.file("people.csv", &people(2));
    let limited = ["--max-creates-per-month", "2"];
    let mut trial = desk.program(&[&["apply", "trial.csv", "--yes"], &limited[..]].concat());
    let trial = Ran::of(
        trial
            .env("BITSIGHT_BASE_URL", mock.server.url())
            .output()
            .unwrap(),
    );
    assert_eq!(trial.code, 0, "{trial:?}");
    assert_eq!(mock.count("trial2@example.com"), 1);
    let ran = desk.run(&["whoami", "--json"]);
    let shown: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(shown["created_this_month"], 0, "{ran:?}");
    let ran = desk.run(&[&["apply", "people.csv", "--yes"], &limited[..]].concat());
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(desk.count("person2@example.com"), 1);
}

#[test]
fn names_in_the_policy_that_are_nobodys_are_warned_of() {
    let desk = Desk::example();
    desk.file("people.csv", &people(1));
    let plan = |flags: &[&str]| {
        let ran = desk.run(&[&["plan", "people.csv"], flags].concat());
        assert_eq!(ran.code, 0, "{ran:?}");
        let warnings = ran.err.lines().filter(|line| line.starts_with("warning: "));
        warnings.map(str::to_owned).collect::<Vec<_>>().join("\n")
    };
    let warned = plan(&["--protect", "wilhelmnia@example.com"]);
    assert_eq!(
        warned,
        "warning: \"protect\" names \"wilhelmnia@example.com\", which is not in the account"
    );
    let warned = plan(&["--ignore", "no-guid", "--scope-group", "Lighthouse Keeper"]);
    assert!(warned.contains("\"ignore\" names \"no-guid\""), "{warned}");
    assert!(
        warned.contains("\"scope.groups\" names \"Lighthouse Keeper\""),
        "{warned}"
    );
    // By address in any case, by guid, or as somebody whom the list adds.
    for name in [
        "Wilhelmina@Example.com",
        "00000000-0000-4000-8000-000000000001",
        "person1@example.com",
    ] {
        assert_eq!(plan(&["--protect", name]), "", "{name}");
    }
    assert_eq!(plan(&["--scope-group", "Lighthouse Keepers"]), "");
}

#[test]
fn a_reading_that_is_not_allowed_names_the_token_as_the_cause() {
    let desk = Desk::example();
    desk.file("people.csv", &people(1));
    desk.fault(r#"{"kind":"status","status":403,"operation":"list_users","times":null,"body":{"detail":"no"}}"#);
    let ran = desk.run(&["plan", "people.csv"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("use the token of an Admin"), "{ran:?}");
    assert!(!ran.err.contains("later"), "{ran:?}");
}
