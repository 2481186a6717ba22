//! Questions at a terminal, which `script` provides; that of other systems takes other flags.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod support;

use std::{
    io::{Read, Write},
    process::Stdio,
};

use bitsight_users_mock::Seed;
use support::{Desk, TOKEN, people};

/// Runs a command at a terminal and answers its question. Returns what the terminal showed, and the exit code.
fn answered(desk: &Desk, command: &str, question: &str, answer: &str) -> (String, i32) {
    let line = format!("{} {command}", support::program().display());
    let mut script = desk.clean("script");
    script.args(["-qec", &line, "/dev/null"]);
    if command.starts_with("whoami") {
        script.env_remove("BITSIGHT_API_TOKEN");
    }
    let mut child = script
        .env("TERM", "xterm")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .unwrap();
    let mut terminal = child.stdout.take().unwrap();
    let mut shown = Vec::new();
    while !String::from_utf8_lossy(&shown).contains(question) {
        let mut byte = [0];
        let read = terminal.read(&mut byte).unwrap();
        let text = String::from_utf8_lossy(&shown);
        assert_eq!(read, 1, "{command} didn't ask: {text}");
        shown.push(byte[0]);
    }
    // A question about a secret discards what was typed before it has switched the echo off.
    std::thread::sleep(std::time::Duration::from_millis(300));
    // Enter sends a carriage return.
    let mut keys = child.stdin.take().unwrap();
    keys.write_all(format!("{answer}\r").as_bytes()).unwrap();
    terminal.read_to_end(&mut shown).unwrap();
    let code = child.wait().unwrap().code().unwrap();
    (String::from_utf8_lossy(&shown).into_owned(), code)
}

#[test]
fn a_user_is_deleted_only_if_the_address_is_typed() {
    let desk = Desk::example();
    let command = "users delete barnaby@example.com";
    for (answer, code, left) in [
        ("octavia@example.com", 1, 1),
        ("", 1, 1),
        ("y", 1, 1),
        ("barnaby@example.com", 0, 0),
    ] {
        let ran = answered(&desk, command, "to go on", answer);
        assert_eq!(ran.1, code, "{answer}: {}", ran.0);
        assert!(ran.0.contains("can't be undone"), "{}", ran.0);
        assert_eq!(desk.count("barnaby@example.com"), left, "{answer}");
    }
}

#[test]
fn a_list_is_applied_only_after_a_yes() {
    let desk = Desk::example();
    desk.file("people.csv", &people(2));
    for (answer, code, created) in [("n", 1, 0), ("", 1, 0), ("y", 0, 1)] {
        let ran = answered(&desk, "apply people.csv", "[y/N]", answer);
        assert_eq!(ran.1, code, "{answer}: {}", ran.0);
        assert_eq!(desk.count("person1@example.com"), created, "{answer}");
    }
}

#[test]
fn ctrl_c_at_a_question_interrupts_and_leaves_the_cursor_visible() {
    const CTRL_C: &str = "\u{3}";
    const HIDE_CURSOR: &str = "\u{1b}[?25l";
    let desk = Desk::new(Seed::numbered(40));
    desk.file("people.csv", &people(2));
    desk.file("leavers.csv", "email,state\nuser30@example.com,absent\n");
    for (command, question) in [
        ("apply people.csv", "[y/N]"),
        ("apply leavers.csv --allow-deletes 1", "to go on"),
        ("users delete user30@example.com", "to go on"),
    ] {
        let ran = answered(&desk, command, question, CTRL_C);
        assert_eq!(ran.1, 130, "{command}: {}", ran.0);
        assert!(!ran.0.contains(HIDE_CURSOR), "{command}: {:?}", ran.0);
    }
    assert_eq!(desk.count("user30@example.com"), 1);
    assert_eq!(desk.count("person1@example.com"), 0);
}

#[test]
fn a_plan_that_deletes_asks_for_more_than_a_yes() {
    // A list may delete a tenth of the people at most.
    let desk = Desk::new(Seed::numbered(40));
    let list = "email,state\nuser30@example.com,absent\nuser31@example.com,absent\n";
    desk.file("leavers.csv", list);
    let command = "apply leavers.csv --allow-deletes 2";
    for (answer, code, left) in [("y", 1, 1), ("delete 1", 1, 1), ("delete 2", 0, 0)] {
        let ran = answered(&desk, command, "to go on", answer);
        assert_eq!(ran.1, code, "{answer}: {}", ran.0);
        assert_eq!(desk.count("user30@example.com"), left, "{answer}");
    }
}

#[test]
fn a_token_is_asked_for_and_not_shown() {
    let desk = Desk::example();
    let ran = answered(&desk, "whoami", "API token", TOKEN);
    assert_eq!(ran.1, 0, "{}", ran.0);
    assert!(ran.0.contains("from the prompt"), "{}", ran.0);
    assert!(!ran.0.contains(TOKEN), "{}", ran.0);
}

#[test]
fn where_nobody_can_answer_yes_is_required() {
    let desk = Desk::example();
    desk.file("people.csv", &people(2));
    for command in [
        &["apply", "people.csv"][..],
        &["users", "delete", "barnaby@example.com"],
    ] {
        let ran = desk.run(command);
        assert_eq!(ran.code, 2, "{ran:?}");
        assert!(ran.err.contains("`--yes` is required"), "{ran:?}");
    }
    assert_eq!(desk.count("person1@example.com"), 0);
    assert_eq!(desk.count("barnaby@example.com"), 1);
}
