//! Kills, interrupts, and locked or unwritable journals.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod support;

use std::{
    fs,
    io::{Read, Write},
    process::Stdio,
};

use bitsight_users_mock::Seed;
use serde_json::Value;

use support::{Desk, Ran, people, wait};

/// A command that creates a user.
const CREATE: [&str; 10] = [
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
];

#[test]
fn a_run_that_is_killed_goes_on_and_creates_nobody_twice() {
    const PEOPLE: usize = 30;
    let desk = Desk::new(Seed::numbered(20));
    desk.server
        .set_options(|options| options.unique_emails = false);
    desk.file("people.csv", &people(PEOPLE));
    for created in [3, 15] {
        // So slow that the kill comes in the middle of requests.
        desk.fault(
            r#"{"kind":"delay","ms":60,"when":"after","operation":"create_user","times":null}"#,
        );
        let mut program = desk
            .program(&["apply", "people.csv", "--yes"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        wait("a creation", || {
            assert_eq!(program.try_wait().unwrap(), None, "it ended too soon");
            desk.server.users().len() >= 20 + created
        });
        // SIGKILL on Unix.
        program.kill().unwrap();
        program.wait().unwrap();
        desk.server.clear_faults();
    }
    let last = desk.run(&["apply", "people.csv", "--yes", "--json"]);
    let missing: Vec<usize> = (1..=PEOPLE)
        .filter(|n| match desk.count(&format!("person{n}@example.com")) {
            0 => true,
            count => {
                assert_eq!(count, 1, "person {n}");
                false
            }
        })
        .collect();
    // A kill between the journal's record and the request leaves nobody, and nobody can know that.
    let expected = if missing.is_empty() { 0 } else { 7 };
    assert_eq!(last.code, expected, "{missing:?}: {last:?}");
    assert!(
        missing.len() <= 6,
        "three requests at once, two kills: {missing:?}"
    );
}

#[cfg(unix)]
#[test]
fn ctrl_c_finishes_what_is_under_way() {
    let desk = Desk::new(Seed::numbered(20));
    desk.file("people.csv", &people(20));
    desk.fault(
        r#"{"kind":"delay","ms":300,"when":"after","operation":"create_user","times":null}"#,
    );
    let mut program = desk
        .program(&["apply", "people.csv", "--yes", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    wait("a creation", || desk.server.users().len() > 20);
    let interrupt = || {
        let id = program.id().to_string();
        assert!(
            std::process::Command::new("kill")
                .args(["-INT", &id])
                .status()
                .unwrap()
                .success()
        );
    };
    interrupt();
    let mut out = String::new();
    program
        .stdout
        .take()
        .unwrap()
        .read_to_string(&mut out)
        .unwrap();
    let code = program.wait().unwrap().code();
    assert_eq!(code, Some(130), "{out}");
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["stopped"], "interrupted");
    assert_eq!(report["finished"], false);
    let done = report["counts"]["done"].as_u64().unwrap();
    assert_eq!(done as usize, desk.server.users().len() - 20, "{out}");
    desk.server.clear_faults();
    let rest = desk.run(&["apply", "people.csv", "--yes"]);
    assert_eq!(rest.code, 0, "{rest:?}");
    assert_eq!(desk.server.users().len(), 40);
}

#[cfg(unix)]
#[test]
fn the_second_ctrl_c_leaves() {
    let desk = Desk::new(Seed::numbered(20));
    desk.file("people.csv", &people(5));
    // Without an answer, only leaving ends it.
    desk.fault(r#"{"kind":"silence","when":"after","operation":"create_user","times":null}"#);
    let mut program = desk
        .program(&["apply", "people.csv", "--yes"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    wait("a creation", || desk.server.users().len() > 20);
    let id = program.id().to_string();
    let interrupt = || {
        std::process::Command::new("kill")
            .args(["-INT", &id])
            .status()
            .unwrap()
    };
    assert!(interrupt().success());
    let mut errors = program.stderr.take().unwrap();
    let mut said = String::new();
    while !said.contains("press Ctrl-C again") {
        let mut byte = [0];
        assert_eq!(errors.read(&mut byte).unwrap(), 1, "{said}");
        said.push(char::from(byte[0]));
    }
    assert!(interrupt().success());
    wait("the end", || program.try_wait().unwrap().is_some());
    assert_eq!(program.wait().unwrap().code(), Some(130));
}

#[test]
fn the_second_of_two_runs_with_one_journal_refuses() {
    let desk = Desk::new(Seed::numbered(20));
    desk.file("people.csv", &people(3));
    desk.fault(r#"{"kind":"delay","ms":3000,"when":"after","operation":"create_user"}"#);
    let mut first = desk
        .program(&["apply", "people.csv", "--yes"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    wait("a creation", || desk.server.users().len() > 20);
    let requests = desk.server.requests().len();
    let second = desk.run(&["apply", "people.csv", "--yes", "--json"]);
    assert_eq!(second.code, 1, "{second:?}");
    assert!(second.err.contains("journal_locked"), "{second:?}");
    // The first run may have sent more; the second nothing that reads the account again.
    let lists = desk.server.requests().len() - requests;
    assert!(lists <= 8, "{lists} requests");
    first.kill().unwrap();
    first.wait().unwrap();
}

#[test]
fn without_a_journal_nothing_is_sent() {
    let desk = Desk::example();
    desk.file("people.csv", &people(3));
    fs::create_dir(desk.folder.path().join("folder")).unwrap();
    // A folder in the place of the file, and a folder that doesn't exist.
    for journal in ["folder", "nowhere/a.journal"] {
        let ran = desk.run(&["apply", "people.csv", "--yes", "--journal", journal]);
        assert_eq!(ran.code, 1, "{ran:?}");
        assert!(ran.err.contains("the journal can't be used"), "{ran:?}");
    }
    assert_eq!(desk.server.requests().len(), 0);
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_stops_before_the_first_request() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::example();
    desk.file("people.csv", &people(3));
    let folder = desk.folder.path().join("locked");
    fs::create_dir(&folder).unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o500)).unwrap();
    // Root may write everywhere but where the kernel itself refuses.
    let is_root = fs::write(folder.join("probe"), "").is_ok();
    let journal = match is_root {
        true => "/proc/a.journal".to_owned(),
        false => folder.join("a.journal").display().to_string(),
    };
    let ran = desk.run(&["apply", "people.csv", "--yes", "--journal", &journal]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("the journal can't be used"), "{ran:?}");
    assert_eq!(desk.server.requests().len(), 0);
}

#[test]
fn lists_with_crlf_and_a_byte_order_mark_are_read() {
    let desk = Desk::example();
    let text = format!("\u{feff}{}", people(2).replace('\n', "\r\n"));
    desk.file("people.csv", &text);
    let ran = desk.run(&["plan", "people.csv", "--exit-code"]);
    assert_eq!(ran.code, 10, "{ran:?}");
    // From stdin, in a folder whose name has spaces.
    let folder = desk.folder.path().join("a folder");
    fs::create_dir(&folder).unwrap();
    let journal = folder.join("the journal.jsonl");
    let mut program = desk
        .program(&[
            "apply",
            "-",
            "--yes",
            "--journal",
            &journal.display().to_string(),
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    program
        .stdin
        .take()
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
    let ran = Ran::of(program.wait_with_output().unwrap());
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(journal.is_file());
    assert_eq!(desk.count("person2@example.com"), 1);
}

#[test]
fn an_export_is_a_list_that_changes_nothing() {
    let desk = Desk::new(Seed::numbered(120));
    let ran = desk.run(&["export"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    desk.file("people.csv", &ran.out);
    let ran = desk.run(&["plan", "people.csv", "--exit-code"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("nothing to do"), "{ran:?}");
}

#[test]
fn a_create_whose_answer_is_lost_is_looked_up() {
    let desk = Desk::example();
    desk.fault(r#"{"kind":"reset","when":"after","operation":"create_user"}"#);
    let ran = desk.run(&[&CREATE[..], &["--json"]].concat());
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("the answer was lost"), "{ran:?}");
    let user: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(user["email"], "arnold@actorsfilms.us");
    assert_eq!(desk.count("arnold@actorsfilms.us"), 1);
}

#[test]
fn a_lock_file_that_is_deleted_during_a_run_changes_nothing() {
    let desk = Desk::new(Seed::numbered(20));
    desk.file("people.csv", &people(2));
    desk.fault(r#"{"kind":"delay","ms":1000,"when":"after","operation":"create_user"}"#);
    let program = desk
        .program(&["apply", "people.csv", "--yes"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    wait("a creation", || desk.server.users().len() > 20);
    fs::remove_file(desk.folder.path().join("bitsight-users.journal.lock")).unwrap();
    let ran = Ran::of(program.wait_with_output().unwrap());
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.ends_with("2 done, 20 unmanaged\n"), "{ran:?}");
}

/// Devices such as this one can be written to, and not synced.
#[cfg(target_os = "linux")]
#[test]
fn a_journal_that_does_not_reach_the_disk_stops_before_the_first_change() {
    let desk = Desk::example();
    desk.file("people.csv", &people(2));
    let journal = desk.folder.path().join("null.journal");
    std::os::unix::fs::symlink("/dev/null", journal).unwrap();
    let apply = ["apply", "people.csv", "--yes", "--journal", "null.journal"];
    let mut ran = desk.run(&apply);
    // Another run of this test uses the device.
    wait("the end of another run", || {
        let is_locked = ran.err.contains("journal_locked");
        if is_locked {
            ran = desk.run(&apply);
        }
        !is_locked
    });
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("the journal can't be used"), "{ran:?}");
    assert_eq!(desk.count("person1@example.com"), 0);
}

#[cfg(unix)]
#[test]
fn ctrl_c_during_a_single_create_says_that_it_may_have_taken_effect() {
    let desk = Desk::new(Seed::numbered(20));
    desk.fault(r#"{"kind":"silence","when":"after","operation":"create_user","times":null}"#);
    let program = desk
        .program(&CREATE)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    wait("a creation", || desk.server.users().len() > 20);
    let id = program.id().to_string();
    let mut kill = std::process::Command::new("kill");
    assert!(kill.args(["-INT", &id]).status().unwrap().success());
    let ran = Ran::of(program.wait_with_output().unwrap());
    assert_eq!(ran.code, 130, "{ran:?}");
    assert!(ran.err.contains("may have taken effect"), "{ran:?}");
}
