//! Unusual answers: informational ones, changed, endless and packed bodies,
//! repeated tokens, pages that shift.

use std::io::Read;

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use bitsight_users_mock::{DEFAULT_TOKEN, EchoForm, Fault, FaultKind};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::support::{Mock, empty, with_users};

/// The answer to a list request, as its bytes come from the socket. Never more than `most`.
async fn raw(mock: &Mock, most: usize) -> Vec<u8> {
    let mut stream = TcpStream::connect(mock.server.address())
        .await
        .expect("a connection");
    let token = STANDARD.encode(format!("{DEFAULT_TOKEN}:"));
    let request = format!(
        "GET /ratings/v2/users HTTP/1.1\r\nhost: mock\r\nauthorization: Basic {token}\r\n\
         connection: close\r\n\r\n"
    );
    stream
        .write_all(request.as_bytes())
        .await
        .expect("a request");
    let mut answer = Vec::new();
    let mut limited = (&mut stream).take(most as u64);
    limited.read_to_end(&mut answer).await.expect("an answer");
    answer
}

/// Head and body of an answer.
fn parts(answer: &[u8]) -> (String, &[u8]) {
    let end = answer
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .expect("a head");
    let (head, body) = answer.split_at(end + 4);
    (String::from_utf8(head.to_vec()).expect("text"), body)
}

#[tokio::test]
async fn an_informational_answer_comes_first() {
    for status in [100, 102, 103] {
        let mock = with_users(1).await;
        mock.server.inject(Fault::interim(status));
        let answer = raw(&mock, usize::MAX).await;
        let (head, rest) = parts(&answer);
        assert!(head.starts_with(&format!("HTTP/1.1 {status} ")), "{head}");
        let (head, body) = parts(rest);
        assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
        let page: Value = serde_json::from_slice(body).expect("JSON");
        assert_eq!(page["count"], 1);
    }
}

#[tokio::test]
async fn bodies_have_marks_second_keys_and_depth() {
    let mock = with_users(1).await;
    let proper = mock.get("/v2/users").await.text;
    let changed = async |fault: Fault| {
        mock.server.inject(fault);
        mock.get("/v2/users").await.text
    };
    // reqwest takes the mark away, as other clients may not.
    mock.server.inject(Fault::bom());
    let answer = raw(&mock, usize::MAX).await;
    let (_, body) = parts(&answer);
    assert_eq!(body, format!("\u{feff}{proper}").as_bytes());

    let fields = json!({ "count": 7, "a": [] })
        .as_object()
        .expect("an object")
        .clone();
    let inner = proper
        .strip_prefix('{')
        .and_then(|text| text.strip_suffix('}'))
        .expect("an object");
    let text = changed(Fault::duplicate_keys(fields.clone(), false)).await;
    assert_eq!(text, format!("{{\"count\":7,\"a\":[],{inner}}}"));
    let text = changed(Fault::duplicate_keys(fields, true)).await;
    assert_eq!(text, format!("{{{inner},\"count\":7,\"a\":[]}}"));

    let text = changed(Fault::nesting(100_000)).await;
    assert_eq!(
        text.matches('[').count() - proper.matches('[').count(),
        100_000
    );
    assert!(text.starts_with("{\"nested\":[[[["));
    assert!(text.ends_with(&format!("]]]],{inner}}}")));
}

#[tokio::test]
async fn a_patch_reaches_elements_and_null() {
    let mock = with_users(2).await;
    mock.server.inject(Fault::patch(json!([
        { "op": "replace", "path": "/links/next", "value": null },
        { "op": "replace", "path": "/results/0/group", "value": null },
        { "op": "remove", "path": "/results/1/roles" },
    ])));
    let page = mock.get("/v2/users").await.response;
    assert_eq!(page["results"][0]["group"], Value::Null);
    assert!(page["results"][0].get("group").is_some());
    assert!(page["results"][1].get("roles").is_none());
    let nowhere = json!([{ "op": "remove", "path": "/results/9" }]);
    mock.server.inject(Fault::patch(nowhere));
    let answer = mock.get("/v2/users").await;
    assert_eq!(answer.status, 500);
    assert!(
        answer
            .detail()
            .starts_with("fault: the patch doesn't apply"),
        "{}",
        answer.text
    );
}

fn flood(bytes: Option<u64>, gzip: bool) -> Fault {
    FaultKind::Flood {
        status: 200,
        bytes,
        prefix: "{\"results\":".to_owned(),
        fill: " \u{0}".to_owned(),
        gzip,
    }
    .into()
}

/// Unpacks with checks of length and sum, without holding the result; counts its bytes.
fn unpacked(packed: &[u8]) -> std::io::Result<u64> {
    let mut decoder = flate2::read::GzDecoder::new(packed);
    std::io::copy(&mut decoder, &mut std::io::sink())
}

#[tokio::test]
async fn bodies_are_of_any_size() {
    for size in [0, 5, 11, 12, 1_048_576, 3_000_000] {
        let mock = empty().await;
        mock.server.inject(flood(Some(size), false));
        let answer = raw(&mock, usize::MAX).await;
        let (head, body) = parts(&answer);
        assert!(
            head.contains(&format!("content-length: {size}\r\n")),
            "{head}"
        );
        assert_eq!(body.len() as u64, size);
        let shown = body.len().min(13);
        assert_eq!(body[..shown], b"{\"results\": \0"[..shown]);

        mock.server.inject(flood(Some(size), true));
        let answer = raw(&mock, usize::MAX).await;
        let (head, packed) = parts(&answer);
        assert!(head.contains("content-encoding: gzip\r\n"), "{head}");
        assert_eq!(unpacked(packed).expect("gzip"), size);
        let mut plain = Vec::new();
        let decoder = flate2::read::GzDecoder::new(packed);
        decoder.take(100).read_to_end(&mut plain).expect("gzip");
        assert_eq!(plain, body[..body.len().min(100)]);
    }
}

#[tokio::test]
async fn a_small_body_unpacks_to_gigabytes() {
    let mock = empty().await;
    let size = 2_100_000_000;
    mock.server.inject(flood(Some(size), true));
    let answer = raw(&mock, usize::MAX).await;
    let (_, packed) = parts(&answer);
    assert!(packed.len() < 4_500_000, "{}", packed.len());
    // The announced size is the real one; unpacking all of it would take a debug build long.
    let announced: [u8; 4] = packed[packed.len() - 4..].try_into().expect("four bytes");
    assert_eq!(u64::from(u32::from_le_bytes(announced)), size);
}

#[tokio::test]
async fn bodies_have_no_end() {
    for gzip in [false, true] {
        let mock = empty().await;
        mock.server.inject(flood(None, gzip));
        let answer = raw(&mock, 10_000_000).await;
        assert_eq!(answer.len(), 10_000_000);
        let (head, _) = parts(&answer);
        assert!(!head.contains("\r\ncontent-length:"), "{head}");
        mock.get("/v2/users").await;
    }
}

#[tokio::test]
async fn a_refusal_repeats_the_token() {
    let token = DEFAULT_TOKEN;
    let hex: String = token.bytes().map(|byte| format!("{byte:02x}")).collect();
    let percent: String = token.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let json: String = token
        .bytes()
        .map(|byte| format!("\\u00{byte:02x}"))
        .collect();
    for (form, expected) in [
        (EchoForm::Token, token.to_owned()),
        (
            EchoForm::Header,
            format!("Basic {}", STANDARD.encode(format!("{token}:"))),
        ),
        (EchoForm::Base64, STANDARD.encode(token)),
        (
            EchoForm::Base64Url,
            URL_SAFE_NO_PAD.encode(format!("{token}:")),
        ),
        (EchoForm::Hex, hex),
        (EchoForm::Percent, percent),
        (EchoForm::Json, json),
    ] {
        let mock = with_users(1).await;
        mock.server.inject(Fault::echo(form));
        let answer = mock.get("/v2/users").await;
        assert_eq!(answer.status, 403);
        assert_eq!(answer.text, format!("{{\"detail\":\"{expected}\"}}"));
        let in_header = json!({
            "kind": "echo", "form": form, "status": 502, "header": "x-request-id", "padding": 3,
        });
        assert_eq!(mock.admin("/faults", &in_header).await.status, 200);
        let response = mock
            .send(Method::GET, "/v2/users", None)
            .await
            .expect("an answer");
        assert_eq!(response.status().as_u16(), 502);
        assert_eq!(response.headers()["x-request-id"], format!("---{expected}"));
    }
}

#[tokio::test]
async fn pages_shift_while_a_list_is_read() {
    let mock = with_users(6).await;
    mock.server.inject(Fault::shift(1).skip(1));
    let mut seen = Vec::new();
    for offset in [0, 2, 4] {
        let page = mock
            .get(&format!("/v2/users?limit=2&offset={offset}"))
            .await
            .response;
        let results = page["results"].as_array().expect("results").clone();
        seen.extend(results.iter().map(|user| user["email"].clone()));
    }
    // The third slipped to a page that was read already, the first came again.
    let expected = ["user1", "user2", "user4", "user5", "user6", "user1"];
    assert_eq!(seen, expected.map(|name| format!("{name}@example.com")));
    assert_eq!(mock.server.users().len(), 6);
}

#[tokio::test]
async fn a_login_page_takes_the_place_of_the_answer() {
    let mock = empty().await;
    mock.server.inject(Fault::login_page().times(2));
    mock.server.inject(Fault::login_redirect());
    let response = mock
        .send(Method::GET, "/v2/users", None)
        .await
        .expect("an answer");
    assert_eq!(response.status().as_u16(), 200);
    assert_eq!(
        response.headers()["content-type"],
        "text/html; charset=utf-8"
    );
    assert!(mock.get("/v2/users").await.text.contains("<form"));
    let answer = raw(&mock, usize::MAX).await;
    let (head, _) = parts(&answer);
    assert!(head.starts_with("HTTP/1.1 302 "), "{head}");
    assert!(
        head.contains("location: https://login.example.com/"),
        "{head}"
    );
}
