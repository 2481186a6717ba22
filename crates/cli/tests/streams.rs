//! The content of the streams: colours only where they are wanted, and the token never.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod support;

use std::{fs, io::Write, process::Stdio};

use support::{Desk, Ran, TOKEN, people};

#[test]
fn colours_only_where_they_are_wanted() {
    let desk = Desk::example();
    let escape = '\u{1b}';
    for (variables, arguments, coloured) in [
        (&[][..], &["users", "list", "--table"][..], false),
        (
            &[("CLICOLOR_FORCE", "1")],
            &["users", "list", "--table"],
            true,
        ),
        (&[("CLICOLOR_FORCE", "1")], &["users", "list"], false),
        (
            &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")],
            &["users", "list", "--table"],
            false,
        ),
    ] {
        let mut program = desk.program(arguments);
        program.envs(variables.iter().copied());
        let ran = Ran::of(program.output().unwrap());
        assert_eq!(
            ran.out.contains(escape),
            coloured,
            "{variables:?} {arguments:?}: {ran:?}"
        );
    }
    let mut program = desk.program(&["users", "get", "nobody"]);
    assert!(!Ran::of(program.output().unwrap()).err.contains(escape));
    let mut program = desk.program(&["users", "get", "nobody"]);
    program.env("CLICOLOR_FORCE", "1");
    assert!(Ran::of(program.output().unwrap()).err.contains(escape));
}

#[test]
fn the_token_is_in_no_output_and_no_file() {
    let desk = Desk::example();
    desk.file("people.csv", &people(2));
    desk.file("token.txt", &format!("{TOKEN}\r\n"));
    desk.file("bad.toml", &format!("token = {TOKEN}\n"));
    desk.file("worse.toml", &format!("token = \"{TOKEN}\"\n"));
    desk.fault(&format!(
        r#"{{"kind":"status","status":500,"operation":"list_access_groups","body":{{"detail":"{TOKEN}"}}}}"#
    ));
    desk.fault(r#"{"kind":"echo","form":"token","operation":"get_user","header":"x-request-id"}"#);
    desk.fault(r#"{"kind":"echo","form":"base64","operation":"get_user"}"#);
    let commands: &[&[&str]] = &[
        &["whoami", "--verbose"],
        &["whoami", "--json", "--token-file", "token.txt"],
        &["groups", "list", "--verbose"],
        &["users", "get", "nobody", "--verbose"],
        &["users", "get", "nobody", "--json"],
        &["users", "list", "--verbose", "--json"],
        &["plan", "people.csv", "--out", "plan.json", "--verbose"],
        &["apply", "plan.json", "--yes", "--verbose"],
        &["apply", "plan.json", "--yes", "--json"],
        &["export", "--verbose"],
        &["audit", "--verbose"],
        &["users", "list", "--token", TOKEN],
        &["users", "list", &format!("--token={TOKEN}")],
        &["users", "list", "--token-file", TOKEN],
        &["users", "list", "--json", TOKEN],
        &["users", "list", TOKEN],
        &[TOKEN],
        &["whoami", "--config", "bad.toml"],
        &["whoami", "--config", "worse.toml", "--json"],
        &["completions", "bash"],
        &["man"],
    ];
    let encoded = "dG9rLTNmOWEtU0VDUkVULTc3YjE";
    for arguments in commands {
        let ran = desk.run(arguments);
        assert!(!ran.out.is_empty() || !ran.err.is_empty(), "{arguments:?}");
        for text in [&ran.out, &ran.err] {
            let leaks = text.contains(TOKEN) || text.contains(encoded);
            assert!(!leaks, "{arguments:?}: {text}");
        }
    }
    for entry in fs::read_dir(desk.folder.path()).unwrap() {
        let path = entry.unwrap().path();
        let is_given = ["token.txt", "bad.toml", "worse.toml"]
            .iter()
            .any(|name| path.ends_with(name));
        let text = fs::read(&path).unwrap_or_default();
        assert!(
            is_given || !String::from_utf8_lossy(&text).contains(TOKEN),
            "{}",
            path.display()
        );
    }
}

#[test]
fn the_token_comes_from_a_file_or_stdin_as_well() {
    let desk = Desk::example();
    desk.file("token.txt", &format!("\u{feff}{TOKEN}\r\n"));
    let mut program = desk.program(&["quota", "get", "--token-file", "token.txt"]);
    let ran = Ran::of(program.env_remove("BITSIGHT_API_TOKEN").output().unwrap());
    assert_eq!(ran.code, 0, "{ran:?}");
    let mut program = desk.program(&["quota", "get", "--token-stdin"]);
    let mut program = program
        .env_remove("BITSIGHT_API_TOKEN")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    program
        .stdin
        .take()
        .unwrap()
        .write_all(TOKEN.as_bytes())
        .unwrap();
    let ran = Ran::of(program.wait_with_output().unwrap());
    assert_eq!(ran.code, 0, "{ran:?}");
    let both = desk.run(&["plan", "-", "--token-stdin"]);
    assert_eq!(both.code, 2, "{both:?}");
}

#[test]
fn completions_and_manual_pages_know_every_command() {
    let desk = Desk::example();
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let ran = desk.run(&["completions", shell]);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(
            ran.out.contains("require-mfa") && ran.out.contains("whoami"),
            "{shell}"
        );
    }
    fs::create_dir(desk.folder.path().join("man")).unwrap();
    let ran = desk.run(&["man", "--out", "man"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let page = desk.folder.path().join("man/bitsight-users-users-create.1");
    assert!(fs::read_to_string(page).unwrap().contains("formal\\-name"));
}

#[test]
fn entries_that_cannot_be_read_hide_no_others() {
    let desk = Desk::example();
    let body = r#"{"count":3,"links":{"next":null},"results":[{"guid":"g1","email":"one@example.com"},{"guid":7},{"guid":"g3","email":"three@example.com"}]}"#;
    for format in ["--table", "--tsv", "--csv", "--json", "--jsonl"] {
        desk.fault(&format!(
            r#"{{"kind":"status","status":200,"operation":"list_users","body":{body}}}"#
        ));
        let ran = Ran::of(desk.program(&["users", "list", format]).output().unwrap());
        assert_eq!(ran.code, 1, "{ran:?}");
        for email in ["one@example.com", "three@example.com"] {
            assert!(ran.out.contains(email), "{ran:?}");
        }
        assert!(ran.err.contains(r#"{"guid":7}"#), "{ran:?}");
        assert!(ran.err.contains("1 entries can't be read"), "{ran:?}");
    }
}

#[test]
fn an_invalid_value_names_its_flag_and_the_way_to_send_it() {
    let desk = Desk::example();
    let list = ["users", "list", "--status", "activated"];
    let ran = Ran::of(desk.program(&list).output().unwrap());
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(
        ran.err
            .contains("correct `--status`; `--allow-similar-values` sends it as it is"),
        "{ran:?}"
    );
    let mut anyway = list.to_vec();
    anyway.push("--allow-similar-values");
    let ran = Ran::of(desk.program(&anyway).output().unwrap());
    assert_eq!(ran.code, 0, "{ran:?}");
}

#[test]
fn of_several_users_with_one_address_the_guids_are_named() {
    let desk = Desk::example();
    let body = r#"{"count":2,"links":{"next":null},"results":[{"guid":"g1","email":"one@example.com"},{"guid":"g2","email":"One@example.com"}]}"#;
    desk.fault(&format!(
        r#"{{"kind":"status","status":200,"operation":"list_users","times":4,"body":{body}}}"#
    ));
    let ran = Ran::of(
        desk.program(&["users", "get", "one@example.com"])
            .output()
            .unwrap(),
    );
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(
        ran.err.contains("name one by its guid: g1 or g2"),
        "{ran:?}"
    );
}
