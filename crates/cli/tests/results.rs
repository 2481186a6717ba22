//! Results that nobody reads, and results that can't be written.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod support;

use std::{fs, io::Read, process::Stdio, time::Duration};

use bitsight_users_mock::Seed;
use serde_json::Value;
use support::{Desk, Ran, people};

/// A pipe whose reader has left.
fn closed_pipe() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

/// A disk without room.
#[cfg(target_os = "linux")]
fn full_disk() -> Stdio {
    fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap()
        .into()
}

fn refuse_a_creation(desk: &Desk) {
    desk.fault(
        r#"{"kind":"status","status":422,"operation":"create_user","body":{"detail":"no"}}"#,
    );
}

#[test]
fn a_closed_pipe_hides_no_exit_code() {
    let desk = Desk::example();
    desk.file("people.csv", &people(2));
    let code = |arguments: &[&str]| {
        let mut program = desk.program(arguments);
        Ran::of(program.stdout(closed_pipe()).output().unwrap()).code
    };
    assert_eq!(code(&["plan", "people.csv", "--exit-code"]), 10);
    assert_eq!(code(&["plan", "people.csv"]), 0);
    refuse_a_creation(&desk);
    assert_eq!(code(&["apply", "people.csv", "--yes"]), 6);
    // The plan is written before its readers can leave.
    assert_eq!(code(&["audit", "--no-mfa", "--propose", "plan.json"]), 0);
    assert!(desk.folder.path().join("plan.json").is_file());
}

#[test]
fn no_result_replaces_the_journal_or_the_list() {
    let desk = Desk::example();
    desk.file("people.csv", &people(2));
    let journal = "bitsight-users.journal";
    for exists in [false, true] {
        let there = desk.folder.path().join(journal).display().to_string();
        for arguments in [
            ["plan", "people.csv", "--out", journal],
            ["plan", "people.csv", "--out", "./people.csv"],
            ["apply", "people.csv", "--rest", &there],
            ["audit", "--no-mfa", "--propose", "./bitsight-users.journal"],
            ["export", "--quiet", "--out", journal],
        ] {
            let ran = desk.run(&arguments);
            assert_eq!(ran.code, 2, "{ran:?}");
            assert!(ran.err.contains("would replace"), "{ran:?}");
        }
        if exists {
            break;
        }
        assert_eq!(desk.server.requests().len(), 0);
        let ran = desk.run(&["apply", "people.csv", "--yes"]);
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    // What is left of a list may take its place.
    refuse_a_creation(&desk);
    desk.file("more.csv", &people(3));
    let ran = desk.run(&["apply", "more.csv", "--yes", "--rest", "more.csv"]);
    assert_eq!(ran.code, 6, "{ran:?}");
    let rest = fs::read_to_string(desk.folder.path().join("more.csv")).unwrap();
    assert_eq!(rest.lines().count(), 2, "{rest}");
}

#[test]
fn a_rest_that_cannot_be_written_hides_no_report() {
    let desk = Desk::example();
    desk.file("people.csv", &people(2));
    refuse_a_creation(&desk);
    let ran = desk.run(&["apply", "people.csv", "--yes", "--rest", "nowhere/rest.csv"]);
    assert_eq!(ran.code, 6, "{ran:?}");
    assert!(ran.out.contains("person2@example.com"), "{ran:?}");
    let text = "the list of the rest can't be written";
    assert!(ran.err.contains(text), "{ran:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_journal_that_becomes_full_hides_no_report() {
    const PEOPLE: usize = 30;
    let desk = Desk::new(Seed::numbered(20));
    desk.file("people.csv", &people(PEOPLE));
    let ran = desk.run(&["plan", "people.csv", "--out", "plan.json"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    // Room for the plan and for a few creations, each of which takes about 200 bytes. The shell counts in 512.
    let plan = fs::metadata(desk.folder.path().join("plan.json")).unwrap();
    let line = format!(
        "trap '' XFSZ; ulimit -f {}; exec bitsight-users apply plan.json --yes --json",
        plan.len() / 512 + 4
    );
    let ran = Ran::of(desk.clean("/bin/sh").args(["-c", &line]).output().unwrap());
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("can't be written any more"), "{ran:?}");
    let report: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(report["stopped"], "journal_failed");
    let done = desk.server.users().len() - 20;
    assert!((1..PEOPLE).contains(&done), "{done}");
    assert_eq!(report["counts"]["done"], done, "{report}");
    let ran = desk.run(&["apply", "plan.json", "--yes"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(desk.server.users().len() - 20, PEOPLE);
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_cannot_be_written_is_not_lost() {
    let desk = Desk::example();
    desk.file("people.csv", &people(2));
    let run = |arguments: &[&str]| {
        let mut program = desk.program(arguments);
        Ran::of(program.stdout(full_disk()).output().unwrap())
    };
    let ran = run(&[
        "users",
        "create",
        "--email",
        "arnold@actorsfilms.us",
        "--formal-name",
        "Arnold Brown",
        "--friendly-name",
        "Arnold",
        "--role",
        "customer_user",
        "--json",
    ]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("the request took effect"), "{ran:?}");
    let error: Value = serde_json::from_str(&ran.err).unwrap();
    let email = &error["error"]["result"]["email"];
    assert_eq!(email, "arnold@actorsfilms.us", "{ran:?}");
    // The outcome of a run decides about the exit code, unless it was a success.
    refuse_a_creation(&desk);
    let ran = run(&["apply", "people.csv", "--yes"]);
    assert_eq!(ran.code, 6, "{ran:?}");
    assert!(ran.err.contains("the output can't be written"), "{ran:?}");
    let ran = run(&["apply", "people.csv", "--yes"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(
        ran.err.contains("the run itself is in the journal"),
        "{ran:?}"
    );
    assert_eq!(desk.count("person1@example.com"), 1);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let desk = Desk::new(Seed::numbered(1500));
    for form in ["--tsv", "--csv", "--jsonl", "--json", "--table"] {
        let mut program = desk
            .program(&["users", "list", form])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = program.stdout.take().unwrap();
        let mut some = [0; 64];
        let read = out.read(&mut some).unwrap();
        assert!(read > 0);
        drop(out);
        let ran = Ran::of(program.wait_with_output().unwrap());
        assert_eq!(ran.code, 0, "{form}: {ran:?}");
        let quiet = ran
            .err
            .lines()
            .all(|line| line.starts_with("columns that don't fit"));
        assert!(quiet, "{form}: {ran:?}");
    }
}

#[test]
fn an_audit_of_a_part_of_the_account_is_no_success() {
    let desk = Desk::example();
    let body = r#"{"count":9,"links":{"next":null},"results":[{"guid":"g1","email":"one@example.com","mfa_status":"Disabled"}]}"#;
    desk.fault(&format!(
        r#"{{"kind":"status","status":200,"operation":"list_users","times":null,"body":{body}}}"#
    ));
    let ran = desk.run(&["audit", "--quiet"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.contains("one@example.com"), "{ran:?}");
    assert!(ran.err.contains("code: incomplete"), "{ran:?}");
}

#[cfg(unix)]
#[test]
fn only_their_owner_can_read_files_with_personal_data() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::example();
    desk.file("people.csv", &people(2));
    refuse_a_creation(&desk);
    for (arguments, code) in [
        (&["plan", "people.csv", "--out", "plan.json"][..], 0),
        (&["apply", "plan.json", "--yes", "--rest", "rest.csv"], 6),
        (&["audit", "--no-mfa", "--propose", "proposal.json"], 0),
        (&["export", "--out", "export.csv"], 0),
    ] {
        let ran = desk.run(arguments);
        assert_eq!(ran.code, code, "{ran:?}");
    }
    for file in [
        "plan.json",
        "rest.csv",
        "proposal.json",
        "export.csv",
        "bitsight-users.journal",
    ] {
        let data = fs::metadata(desk.folder.path().join(file)).unwrap();
        assert_eq!(data.permissions().mode() & 0o777, 0o600, "{file}");
    }
}

#[test]
fn a_slow_reader_gets_everything() {
    const USERS: usize = 1500;
    let desk = Desk::new(Seed::numbered(USERS));
    let mut program = desk
        .program(&["users", "list", "--jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    while desk.server.requests().is_empty() {
        assert_eq!(program.try_wait().unwrap(), None, "it ended too soon");
        std::thread::sleep(Duration::from_millis(5));
    }
    // Until the pipe is full: it holds a tenth of the list. Node.js makes it one that doesn't block.
    std::thread::sleep(Duration::from_millis(500));
    let ran = Ran::of(program.wait_with_output().unwrap());
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(ran.out.lines().count(), USERS);
}
