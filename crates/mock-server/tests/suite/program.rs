//! The program: its line of JSON, its options, and how it ends.

use std::{
    io::{BufRead, BufReader, Read},
    process::{Child, Command, Stdio},
};

use reqwest::Client;
use serde_json::Value;

const PROGRAM: &str = env!("CARGO_BIN_EXE_bitsight-users-mock");

fn spawn(arguments: &[&str]) -> (Child, Value) {
    let mut child = Command::new(PROGRAM)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a process");
    let mut line = String::new();
    let stdout = child.stdout.take().expect("its output");
    BufReader::new(stdout).read_line(&mut line).expect("a line");
    (child, serde_json::from_str(&line).expect("JSON"))
}

#[tokio::test]
async fn it_says_where_it_is_and_stops_with_stdin() {
    let (mut child, ready) = spawn(&[
        "--users",
        "3",
        "--token",
        "secret",
        "--option",
        "hide_by_default=true",
        "--option",
        "taken_detail=somebody else has it",
        "--fault",
        r#"{"kind":"reset","operation":"get_user"}"#,
        "--verbose",
        "--stop-with-stdin",
    ]);
    let url = ready["url"].as_str().expect("a URL");
    assert!(
        url.starts_with("http://127.0.0.1:") && url.ends_with("/ratings"),
        "{url}"
    );
    assert!(
        ready["admin"]
            .as_str()
            .is_some_and(|admin| admin.ends_with("/_admin"))
    );
    let http = Client::builder().no_proxy().build().expect("a client");
    let request = http
        .get(format!("{url}/v2/users"))
        .basic_auth("secret", Some(""));
    let page: Value = request
        .send()
        .await
        .expect("an answer")
        .json()
        .await
        .expect("JSON");
    assert_eq!(page["count"], 3);
    let admin = async |path: &str| -> Value {
        let url = format!("{}{path}", ready["admin"].as_str().expect("a URL"));
        let response = http.get(url).send().await.expect("an answer");
        response.json().await.expect("JSON")
    };
    let options = admin("/options").await;
    assert_eq!(options["hide_by_default"], true);
    assert_eq!(options["taken_detail"], "somebody else has it");
    assert_eq!(admin("/faults").await["faults"][0]["kind"], "reset");

    drop(child.stdin.take());
    assert!(child.wait().expect("an end").success());
    let mut log = String::new();
    child
        .stderr
        .take()
        .expect("its log")
        .read_to_string(&mut log)
        .expect("text");
    assert_eq!(
        log,
        "mock-000001 GET /ratings/v2/users\nmock-000001 takes effect: 200\n"
    );
}

#[cfg(unix)]
#[test]
fn it_ends_on_sigterm() {
    let (mut child, _) = spawn(&["--example"]);
    let pid = child.id().to_string();
    assert!(
        Command::new("kill")
            .arg(&pid)
            .status()
            .expect("kill")
            .success()
    );
    assert!(child.wait().expect("an end").success());
}

#[test]
fn it_explains_itself() {
    let help = Command::new(PROGRAM)
        .arg("--help")
        .output()
        .expect("a process");
    assert!(help.status.success());
    assert!(String::from_utf8_lossy(&help.stdout).contains("--stop-with-stdin"));
    for wrong in [
        &["--wrong"][..],
        &["--port", "many"],
        &["--seed", "/no/such/file"],
        &["--option", "no_such_option=1"],
        &["--option", "unique_emails"],
        &["--fault", r#"{"kind":"explosion"}"#],
    ] {
        let output = Command::new(PROGRAM)
            .args(wrong)
            .output()
            .expect("a process");
        assert!(!output.status.success(), "{wrong:?}");
        assert!(!output.stderr.is_empty(), "{wrong:?}");
    }
}
