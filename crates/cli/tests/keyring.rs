//! The token in the keyring of the kernel. A token is stored for the address of the test's own mock, so that nobody's
//! real token is touched.

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
    io::Write,
    process::{Command, Stdio},
};

use keyutils::{Keyring, SpecialKeyring, keytypes::User};
use support::{Desk, Ran, TOKEN};

/// Gives the programs that this thread starts a session's keyring, as a login does. Services and containers often have
/// none, or may have none. Whether there is one is asked without the program under test.
fn join_session() -> bool {
    let session = Keyring::join_anonymous_session();
    let key = session.and_then(|mut session| {
        session.attach_persistent()?;
        session.add_key::<User, _, _>("bitsight-users-probe", &b"probe"[..])
    });
    key.is_ok()
}

/// The program without a token in its environment.
fn program(desk: &Desk, arguments: &[&str]) -> Command {
    let mut command = desk.program(arguments);
    command.env_remove("BITSIGHT_API_TOKEN");
    command
}

fn run(desk: &Desk, arguments: &[&str]) -> Ran {
    checked(Ran::of(program(desk, arguments).output().unwrap()))
}

fn log_in(command: &mut Command, token: &str) -> Ran {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(token.as_bytes())
        .unwrap();
    checked(Ran::of(child.wait_with_output().unwrap()))
}

/// No stream shows the token.
fn checked(ran: Ran) -> Ran {
    assert!(
        !ran.out.contains(TOKEN) && !ran.err.contains(TOKEN),
        "{ran:?}"
    );
    ran
}

const LOGIN: [&str; 3] = ["auth", "login", "--token-stdin"];

/// The behaviour without a keyring.
fn refuses(desk: &Desk) {
    let stored = log_in(&mut program(desk, &LOGIN), TOKEN);
    assert_eq!(stored.code, 1, "{stored:?}");
    let text = "the keyring can't be used";
    assert!(stored.err.contains(text), "{stored:?}");
    assert!(stored.err.contains("code: keyring"), "{stored:?}");
    let ran = run(desk, &["whoami"]);
    assert_eq!(ran.code, 4, "{ran:?}");
    assert!(ran.err.contains(text), "{ran:?}");
    assert_eq!(desk.server.requests().len(), 0);
    // The token of the environment needs no keyring.
    assert_eq!(desk.run(&["whoami"]).code, 0);
}

#[test]
fn a_keyring_that_cannot_be_used_is_reported() {
    if let Ok(session) = Keyring::join_anonymous_session() {
        session.revoke().unwrap();
    }
    let session = Keyring::attach(SpecialKeyring::Session);
    let usable = session.and_then(|mut it| it.add_key::<User, _, _>("probe", &b"probe"[..]));
    assert!(usable.is_err(), "the session still has a keyring");
    refuses(&Desk::example());
}

#[test]
fn a_token_is_stored_used_and_removed() {
    let desk = Desk::example();
    if !join_session() {
        refuses(&desk);
        return;
    }
    let stored = log_in(&mut program(&desk, &LOGIN), &format!("{TOKEN}\n"));
    assert_eq!(stored.code, 0, "{stored:?}");
    assert!(stored.err.contains(&desk.server.url()), "{stored:?}");
    let ran = run(&desk, &["whoami", "--verbose"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("from the keyring"), "{ran:?}");

    // The environment comes before the keyring.
    let stored = log_in(&mut desk.program(&LOGIN), TOKEN);
    assert_eq!(stored.code, 0, "{stored:?}");
    let warning = "BITSIGHT_API_TOKEN is set, and comes before the keyring";
    assert!(stored.err.contains(warning), "{stored:?}");
    let ran = checked(desk.run(&["whoami"]));
    assert!(ran.out.contains("from BITSIGHT_API_TOKEN"), "{ran:?}");

    // The token of another address is none of this one's.
    let other = Desk::example();
    let ran = run(&other, &["whoami"]);
    assert_eq!(ran.code, 4, "{ran:?}");
    assert_eq!(other.server.requests().len(), 0);

    // A second token takes the place of the first.
    log_in(&mut program(&desk, &LOGIN), "another-token");
    let ran = run(&desk, &["whoami"]);
    assert_eq!(ran.code, 4, "{ran:?}");
    assert!(ran.err.contains("code: authentication"), "{ran:?}");

    // Another login of the same person finds the token.
    log_in(&mut program(&desk, &LOGIN), TOKEN);
    assert!(join_session());
    assert_eq!(run(&desk, &["whoami"]).code, 0);

    for _ in 0..2 {
        let ran = run(&desk, &["auth", "logout"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        let ran = run(&desk, &["whoami"]);
        assert_eq!(ran.code, 4, "{ran:?}");
        assert!(ran.err.contains("code: no_token"), "{ran:?}");
    }
}

#[test]
fn what_is_no_token_is_not_stored() {
    let desk = Desk::example();
    for text in ["", " \n", "two words\nand a line"] {
        let stored = log_in(&mut program(&desk, &LOGIN), text);
        assert_eq!(stored.code, 2, "{stored:?}");
    }
}
