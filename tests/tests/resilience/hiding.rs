//! The token goes to the configured origin and nowhere else: not after a redirect, not into errors,
//! not into traces.

use bitsight_users::{CallOptions, Client, Code, Token};
use bitsight_users_tests::start_mock;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use crate::support::{shown, user};

const SECRET: &str = "s3cr3t-t0ken-0123456789";
/// `SECRET:` in base64, as it is in the header.
const ENCODED: &str = "czNjcjN0LXQwa2VuLTAxMjM0NTY3ODk6";
const OTHER: &str = "0ther-s3cr3t-9876543210";

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = start_mock().await;
    for status in [301, 302, 303, 307, 308] {
        let target = format!("{}/v2/users", elsewhere.url());
        let head =
            format!("HTTP/1.1 {status} X\r\nlocation: {target}\r\ncontent-length: 0\r\n\r\n");
        let url = answering(head.into_bytes()).await;
        let client = client(&url);
        let error = client.list_access_groups().await.unwrap_err();
        assert_eq!(
            (error.code(), error.status()),
            (Code::UnexpectedStatus, Some(status))
        );
        assert_eq!(error.headers()["location"], target.as_str());
    }
    assert_eq!(elsewhere.requests(), []);
}

#[tokio::test]
async fn an_answer_that_repeats_the_token_has_it_taken_out() {
    let echo = |status: u16, body: String| {
        let head = format!(
            "HTTP/1.1 {status} X\r\nx-request-id: {SECRET}\r\nx-echo: Basic {ENCODED}\r\n\
             content-length: {}\r\n\r\n{body}",
            body.len()
        );
        head.into_bytes()
    };
    for (status, body) in [
        (
            403,
            format!("{{\"title\":\"{SECRET}\",\"detail\":\"Basic {ENCODED}\"}}"),
        ),
        (502, format!("<html>{SECRET} {ENCODED}</html>")),
        (200, format!("<html>{SECRET} {ENCODED}</html>")),
        (200, format!("\"{SECRET}\"")),
        (200, format!("{{\"groups\":\"{SECRET}\"}}")),
        (200, format!("{{\"groups\":[{{\"{SECRET}\":1}}]}}")),
    ] {
        let client = client(&answering(echo(status, body.clone())).await);
        let error = client.list_access_groups().await.unwrap_err();
        assert_eq!(error.status(), Some(status));
        hides(&shown(&error));
        let request_id = error.request_id().unwrap_or_default();
        assert_eq!(request_id, "(hidden)");
    }
}

#[tokio::test]
async fn a_token_of_a_single_call_is_hidden_as_well() {
    let body = format!("no, {OTHER}");
    let head = format!(
        "HTTP/1.1 403 X\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let client = client(&answering(head.into_bytes()).await);
    let token = Token::new(OTHER).unwrap();
    let client = client.with_options(CallOptions::new().token(token));
    hides(&format!(
        "{client:?} {:?}",
        CallOptions::new().token(Token::new(OTHER).unwrap())
    ));
    let error = client.list_access_groups().await.unwrap_err();
    assert_eq!(error.body(), Some("no, (hidden)"));
    hides(&shown(&error));
}

#[tokio::test]
async fn a_panic_over_an_error_shows_no_token() {
    let url =
        answering(format!("HTTP/1.1 403 X\r\ncontent-length: 23\r\n\r\n{SECRET}").into()).await;
    let outcome = client(&url).create_user(&user(1)).await;
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| outcome.unwrap()));
    let message = panicked
        .unwrap_err()
        .downcast::<String>()
        .expect("a message");
    assert!(message.contains("Permission"), "{message}");
    hides(&message);
}

#[test]
fn a_url_with_a_user_in_it_is_refused_and_not_shown() {
    for url in [
        "https://name@example.com",
        "https://:word@example.com",
        "http://a:b@127.0.0.1/",
    ] {
        let url = url.replace("name", SECRET).replace("word", SECRET);
        let error = Client::builder()
            .token("t")
            .base_url(url)
            .build()
            .unwrap_err();
        assert_eq!(
            (error.code(), error.field()),
            (Code::InvalidConfiguration, Some("base_url"))
        );
        hides(&shown(&error));
    }
}

fn client(url: &str) -> Client {
    let client = Client::builder().token(SECRET).base_url(url).max_retries(0);
    client.build().unwrap()
}

/// Gives every connection this answer.
async fn answering(answer: Vec<u8>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = vec![0; 16 * 1024];
            let _ = stream.read(&mut request).await;
            let _ = stream.write_all(&answer).await;
        }
    });
    url
}

fn hides(text: &str) {
    for form in [SECRET, ENCODED, OTHER] {
        assert!(!text.contains(form), "the token is in {text}");
    }
}
