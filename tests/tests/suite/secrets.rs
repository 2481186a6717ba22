//! The token is in no error and in no `Debug` output of the client.

use std::error::Error as _;

use bitsight_users::{Client, Error, Token};
use bitsight_users_tests::{client_with, new_user, start_mock};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

const SECRET: &str = "s3cr3t-t0ken-0123456789";
/// `SECRET:` in base64, as it is in the header.
const ENCODED: &str = "czNjcjN0LXQwa2VuLTAxMjM0NTY3ODk6";

#[tokio::test]
async fn a_client_shows_no_token() {
    let mock = start_mock().await;
    let builder = Client::builder().token(SECRET).base_url(mock.url());
    hides(&format!("{builder:?}"));
    let client = builder.build().unwrap();
    hides(&format!("{client:?} {client:#?}"));
    hides(&format!("{:?}", Token::new(SECRET).unwrap()));
}

#[tokio::test]
async fn an_error_of_the_server_shows_no_token() {
    let mock = start_mock().await;
    let client = client_with(&mock, SECRET).unwrap();
    hides_error(&client.create_user(&new_user(json!({}))).await.unwrap_err());
}

#[tokio::test]
async fn an_error_of_the_server_that_repeats_the_request_shows_no_token() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let echo = async {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = vec![0; 16_384];
        // The head of the request comes in one piece; the rest of it doesn't matter here.
        let length = stream.read(&mut request).await.unwrap();
        let head = String::from_utf8_lossy(&request[..length]).into_owned();
        let head = head.split("\r\n\r\n").next().unwrap_or_default();
        let body = json!({ "detail": format!("refused: {head} of {SECRET}") }).to_string();
        let answer = format!(
            "HTTP/1.1 403 Forbidden\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
             connection: close\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(answer.as_bytes()).await.unwrap();
        let _ = stream.shutdown().await;
    };
    let client = Client::builder()
        .token(SECRET)
        .base_url(url)
        .build()
        .unwrap();
    let user = new_user(json!({}));
    let (result, ()) = tokio::join!(client.create_user(&user), echo);
    let error = result.unwrap_err();
    assert_eq!(error.status(), Some(403));
    hides_error(&error);
}

#[tokio::test]
async fn an_error_of_the_network_shows_no_token() {
    // Nothing listens on port 1.
    let client = Client::builder()
        .token(SECRET)
        .base_url("http://127.0.0.1:1")
        .max_retries(0)
        .build();
    hides_error(
        &client
            .unwrap()
            .create_user(&new_user(json!({})))
            .await
            .unwrap_err(),
    );
}

#[test]
fn an_error_about_the_token_does_not_show_it() {
    for token in [
        format!("{SECRET} with spaces"),
        format!("{SECRET}\0"),
        format!("{SECRET}\r\nx: y"),
        format!("{SECRET}:password"),
    ] {
        hides_error(&Client::builder().token(token).build().unwrap_err());
    }
}

#[test]
fn an_error_about_a_base_url_does_not_show_the_credentials_in_it() {
    let url = format!("http://{SECRET}@example.com/");
    hides_error(
        &Client::builder()
            .token("t")
            .base_url(url)
            .build()
            .unwrap_err(),
    );
}

fn hides_error(error: &Error) {
    hides(&format!("{error} {error:?} {error:#?}"));
    hides(&format!(
        "{:?} {:?} {:?}",
        error.detail(),
        error.title(),
        error.body()
    ));
    hides(&format!("{:?}", error.headers()));
    let mut cause = error.source();
    while let Some(error) = cause {
        hides(&format!("{error} {error:?}"));
        cause = error.source();
    }
}

fn hides(text: &str) {
    for form in [SECRET, ENCODED] {
        assert!(!text.contains(form), "the token is in {text}");
    }
}
