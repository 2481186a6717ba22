//! The native program and that of the npm package with one journal.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod support;

use std::{
    path::Path,
    process::{Child, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use bitsight_users_mock::Seed;
use support::{Desk, Ran, START, people, program};

const NATIVE: &str = env!("CARGO_BIN_EXE_bitsight-users");
const APPLY: [&str; 3] = ["apply", "people.csv", "--yes"];
/// The users of the account at the beginning.
const BEFORE: usize = 20;

/// Both programs, in both orders.
fn orders() -> [[std::path::PathBuf; 2]; 2] {
    assert!(
        support::is_npm(),
        "BITSIGHT_USERS_PROGRAM names no program of the npm package"
    );
    let native = Path::new(NATIVE).to_owned();
    [[native.clone(), program()], [program(), native]]
}

/// A desk with a list of people, each of whose creations is slow.
fn desk(count: usize) -> Desk {
    let desk = Desk::new(Seed::numbered(BEFORE));
    desk.server
        .set_options(|options| options.unique_emails = false);
    desk.file("people.csv", &people(count));
    desk.fault(
        r#"{"kind":"delay","ms":200,"when":"after","operation":"create_user","times":null}"#,
    );
    desk
}

/// Starts a program, and returns when it has created somebody.
fn begun(desk: &Desk, program: &Path) -> Child {
    let mut child = desk
        .clean(program)
        .args(APPLY)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    while desk.server.users().len() <= BEFORE {
        assert_eq!(child.try_wait().unwrap(), None, "it ended too soon");
        assert!(begun.elapsed() < START, "nobody was created");
        sleep(Duration::from_millis(5));
    }
    child
}

#[test]
#[ignore = "needs the npm package: cargo xtask test --only npx"]
fn a_run_of_one_program_keeps_the_other_away() {
    for [first, second] in orders() {
        let desk = desk(30);
        let mut child = begun(&desk, &first);
        let ran = Ran::of(desk.clean(&second).args(APPLY).output().unwrap());
        assert_eq!(ran.code, 1, "{}: {ran:?}", second.display());
        assert!(ran.err.contains("journal_locked"), "{ran:?}");
        assert!(
            ran.err.contains(&format!("process {} on ", child.id())),
            "{ran:?}"
        );
        child.kill().unwrap();
        child.wait().unwrap();
    }
}

#[test]
#[ignore = "needs the npm package: cargo xtask test --only npx"]
fn one_program_goes_on_with_a_killed_run_of_the_other() {
    const PEOPLE: usize = 12;
    for [first, second] in orders() {
        let desk = desk(PEOPLE);
        let mut child = begun(&desk, &first);
        child.kill().unwrap();
        child.wait().unwrap();
        let ran = Ran::of(desk.clean(&second).args(APPLY).output().unwrap());
        let missing = (1..=PEOPLE)
            .filter(|n| {
                let count = desk.count(&format!("person{n}@example.com"));
                assert!(count <= 1, "person {n} was created {count} times");
                count == 0
            })
            .count();
        // A kill between the journal's record and the request leaves nobody, and nobody can know that.
        let expected = if missing == 0 { 0 } else { 7 };
        assert_eq!(ran.code, expected, "{}: {ran:?}", second.display());
        assert!(
            missing <= 3,
            "three requests at once: {missing} are missing"
        );
    }
}

#[test]
#[ignore = "needs the npm package: cargo xtask test --only npx"]
fn help_and_version_are_the_same() {
    let desk = Desk::example();
    let commands: &[&[&str]] = &[
        &["--version"],
        &["-V"],
        &["--help"],
        &["help"],
        &["plan", "--help"],
        &["apply", "--help"],
        &["users", "--help"],
        &["users", "create", "--help"],
        &["users", "list", "-h"],
        &["mock", "--help"],
        &["man"],
        &[],
        &["users", "lst"],
        &["completions", "nonesuch"],
    ];
    for arguments in commands {
        for columns in ["60", "100"] {
            let ran = |program: &Path| {
                let mut command = desk.clean(program);
                let output = command.args(*arguments).env("COLUMNS", columns).output();
                let ran = Ran::of(output.unwrap());
                (ran.code, ran.out, ran.err)
            };
            assert_eq!(ran(Path::new(NATIVE)), ran(&program()), "{arguments:?}");
        }
    }
}

/// `script` gives a program a terminal; those of other systems take other flags.
#[cfg(target_os = "linux")]
#[test]
#[ignore = "needs the npm package: cargo xtask test --only npx"]
fn a_terminal_is_treated_alike() {
    assert!(support::is_npm());
    let desk = Desk::example();
    desk.file("people.csv", &people(2));
    // A terminal that knows no width has 0.
    for columns in [0, 60, 140] {
        for command in ["users list", "quota get", "plan people.csv", "--help", "x"] {
            let shown = |program: &Path| {
                let line = format!(
                    "stty rows 40 cols {columns}; {} {command}",
                    program.to_string_lossy()
                );
                let mut script = desk.clean("script");
                script.args(["-qec", &line, "/dev/null"]);
                script.env_remove("COLUMNS").env("TERM", "xterm");
                let ran = Ran::of(script.output().unwrap());
                (ran.code, ran.out)
            };
            let native = shown(Path::new(NATIVE));
            assert!(!native.1.is_empty(), "`script` showed nothing");
            assert_eq!(native, shown(&program()), "{command}, {columns} columns");
        }
    }
}

#[test]
#[ignore = "needs the npm package: cargo xtask test --only npx"]
fn commands_of_the_native_program_alone_say_so() {
    assert!(support::is_npm());
    let desk = Desk::example();
    for arguments in [
        &["mock", "--port", "0"][..],
        &["auth", "login"],
        &["whoami", "--ca-bundle", "a.pem"],
    ] {
        let ran = desk.run(arguments);
        assert_eq!(ran.code, 2, "{arguments:?}: {ran:?}");
        assert!(ran.err.contains("native program"), "{arguments:?}: {ran:?}");
    }
    assert_eq!(desk.server.requests().len(), 0);
}

#[test]
#[ignore = "needs the npm package: cargo xtask test --only npx"]
fn a_proxy_that_is_not_used_is_named() {
    assert!(support::is_npm());
    let desk = Desk::example();
    let mut command = desk.clean(program());
    let command = command.args(["quota", "get"]);
    let ran = Ran::of(
        command
            .env("HTTPS_PROXY", "http://127.0.0.1:9")
            .output()
            .unwrap(),
    );
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("the proxy of HTTPS_PROXY"), "{ran:?}");
}
