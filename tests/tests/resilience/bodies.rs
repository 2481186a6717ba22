//! Bodies that are not as documented: each ends in an error or a success, with the status.

use bitsight_users::{Client, Code, Effect, Error};
use bitsight_users_mock::DEFAULT_TOKEN;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

/// The part of a body that an error keeps.
const CAP: usize = 64 * 1024;

#[tokio::test]
async fn a_refusal_keeps_its_status_whatever_its_body() {
    let html = b"<!DOCTYPE html><title>524</title>".to_vec();
    let huge = vec![b'x'; 5 * CAP];
    let nested = "[".repeat(100_000).into_bytes();
    let bodies: [(&str, Vec<u8>); 10] = [
        ("empty", Vec::new()),
        ("html", html),
        ("huge", huge),
        ("deep", nested),
        ("not UTF-8", b"\xff\xfe{\"detail\":\"\x80\"}".to_vec()),
        ("a list", b"[1,2]".to_vec()),
        ("null", b"null".to_vec()),
        ("a number as detail", b"{\"detail\":5}".to_vec()),
        (
            "a list as detail",
            b"{\"detail\":[\"a\"],\"title\":{}}".to_vec(),
        ),
        ("half of JSON", b"{\"detail\":\"nev".to_vec()),
    ];
    for (what, body) in bodies {
        for (status, code) in [
            (403, Code::Permission),
            (524, Code::Server),
            (409, Code::Conflict),
        ] {
            let error = refused(status, &body, body.len()).await;
            assert_eq!(error.code(), code, "{what}: {error}");
            assert_eq!(error.status(), Some(status), "{what}");
            assert_eq!(error.detail(), None, "{what}");
            let kept = error.body().unwrap_or_default();
            assert_eq!(kept.len().min(CAP), kept.len(), "{what}");
            assert_eq!(kept.is_empty(), body.is_empty(), "{what}");
        }
    }
}

#[tokio::test]
async fn a_refusal_whose_body_breaks_off_keeps_what_came() {
    let error = refused(403, b"{\"detail\":", 1000).await;
    assert_eq!(
        (error.code(), error.status()),
        (Code::Permission, Some(403))
    );
    assert_eq!(error.body(), Some("{\"detail\":"));
}

#[tokio::test]
async fn a_success_with_an_unreadable_body_keeps_status_and_body() {
    for (what, body) in [
        ("html", "<html>200</html>"),
        ("a list", "[]"),
        ("a number", "7"),
        ("null", "null"),
        ("half of JSON", "{\"active_user_count\":"),
        ("two texts", "{} {}"),
    ] {
        let error = refused(200, body.as_bytes(), body.len()).await;
        assert_eq!(error.code(), Code::Decode, "{what}: {error}");
        assert_eq!(error.status(), Some(200), "{what}");
        assert_eq!(error.body(), Some(body), "{what}");
        assert_eq!(error.effect(), Effect::None, "{what}: it is a read");
    }
    let error = refused(200, b"\xff\xfe\xfd", 3).await;
    assert_eq!((error.code(), error.status()), (Code::Decode, Some(200)));
    let error = refused(200, b"", 0).await;
    assert_eq!((error.code(), error.status()), (Code::Decode, Some(200)));
}

#[tokio::test]
async fn a_success_whose_body_breaks_off_is_a_broken_connection_with_the_status() {
    let error = refused(200, b"{\"active", 1000).await;
    assert_eq!(
        (error.code(), error.status()),
        (Code::Connection, Some(200))
    );
}

#[tokio::test]
async fn an_answer_without_end_is_not_read_beyond_the_cap() {
    let (url, server) = serve(403, b"spam".repeat(CAP), usize::MAX >> 1).await;
    let error = client(&url).get_user_quota().await.unwrap_err();
    assert_eq!(
        (error.code(), error.status()),
        (Code::Permission, Some(403))
    );
    assert_eq!(error.body().map(str::len), Some(CAP));
    server.abort();
}

/// The error of a call that is answered in this way, with a length that need not be the body's.
async fn refused(status: u16, body: &[u8], length: usize) -> Error {
    let (url, server) = serve(status, body.to_vec(), length).await;
    let error = client(&url).get_user_quota().await.unwrap_err();
    server.abort();
    error
}

fn client(url: &str) -> Client {
    let builder = Client::builder().token(DEFAULT_TOKEN).base_url(url);
    builder.max_retries(0).build().unwrap()
}

/// Answers one connection with these bytes; where they are fewer than announced, it then closes it.
async fn serve(status: u16, body: Vec<u8>, length: usize) -> (String, tokio::task::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut head = vec![0; 16 * 1024];
        let _ = stream.read(&mut head).await.unwrap();
        let head = format!("HTTP/1.1 {status} X\r\ncontent-length: {length}\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        // The client is free to leave when it has seen enough.
        let _ = stream.write_all(&body).await;
    });
    (url, server)
}
