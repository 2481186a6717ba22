//! Transcripts: the commands in the console blocks of Markdown files run against a mock, and their output must equal
//! the blocks. `SNAPSHOTS=overwrite` writes the output into the files.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod support;

use std::{fs, path::Path};

use bitsight_users_mock::Seed;
use snapbox::{Assert, Data};

use support::Desk;

/// Runs the blocks of a file. A block `csv NAME` or `toml NAME` is a file. Comments prepare the mock, and
/// readers don't see them: `<!-- users N -->`, `<!-- fault JSON -->`, `<!-- option NAME=VALUE -->` and
/// `<!-- activate EMAIL -->`.
fn check(path: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let text = fs::read_to_string(&path).unwrap();
    let desk = Desk::example();
    let mut actual = String::new();
    let mut commands = 0;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        actual += line;
        actual.push('\n');
        if let Some(step) = line
            .strip_prefix("<!-- ")
            .and_then(|it| it.strip_suffix(" -->"))
        {
            set_up(&desk, step);
        }
        let Some(kind) = line.strip_prefix("```").filter(|kind| !kind.is_empty()) else {
            continue;
        };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        match kind.split_once(' ') {
            Some(("csv" | "toml", name)) => {
                desk.file(name, &format!("{}\n", block.join("\n")));
                actual += &format!("{}\n", block.join("\n"));
            }
            _ if kind == "console" => {
                for command in block.iter().filter_map(|line| line.strip_prefix("$ ")) {
                    commands += 1;
                    let (output, code) = desk.shell(command);
                    actual += &format!("$ {command}\n{output}");
                    if code != 0 {
                        actual += &format!("[exit {code}]\n");
                    }
                }
            }
            _ => actual += &format!("{}\n", block.join("\n")),
        }
        actual += "```\n";
    }
    assert!(commands > 0, "{} has no console block", path.display());
    assert!(
        !actual.contains(support::TOKEN),
        "a transcript shows the token"
    );
    Assert::new()
        .action_env("SNAPSHOTS")
        .eq(Data::text(actual).raw(), Data::read_from(&path, None).raw());
}

fn set_up(desk: &Desk, step: &str) {
    match step.split_once(' ') {
        Some(("users", count)) => desk
            .server
            .reset_to(&Seed::numbered(count.parse().unwrap()))
            .unwrap(),
        Some(("fault", fault)) => desk.fault(fault),
        Some(("option", option)) => desk
            .server
            .set_options(|options| options.set(option).unwrap()),
        Some(("activate", email)) => {
            let users = desk.server.users();
            let user = users.iter().find(|user| user["email"] == email).unwrap();
            assert!(desk.server.activate(user["guid"].as_str().unwrap()));
        }
        _ => panic!("unknown step: {step}"),
    }
}

#[test]
fn the_page_of_the_command_line() {
    check("../../docs/command-line.md");
}

#[test]
fn every_exit_code() {
    check("tests/transcripts/exit-codes.md");
}

#[test]
fn every_form_of_output() {
    check("tests/transcripts/output.md");
}

#[test]
fn what_an_error_says() {
    check("tests/transcripts/errors.md");
}
