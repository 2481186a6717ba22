//! Bodies without end, and bodies larger than a program can hold: each ends in a typed error, soon.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use bitsight_users::{Client, ClientBuilder, Effect, Error};
use bitsight_users_mock::{DEFAULT_TOKEN, Fault, FaultKind, MockServer};
use bitsight_users_tests::{client, start_mock};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use crate::support::user;

const MEGABYTE: usize = 1 << 20;

/// What can be on its way in buffers of sockets and of the HTTP library, beyond what was read.
const ON_ITS_WAY: u64 = 16 << 20;

/// A service that answers every request with a body without end, and counts what it could send.
async fn endless(status: u16, fill: u8) -> (String, Arc<AtomicU64>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let sent = Arc::new(AtomicU64::new(0));
    let count = sent.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let count = count.clone();
            tokio::spawn(async move {
                let mut request = vec![0; 16 * 1024];
                let _ = stream.read(&mut request).await;
                let head = format!("HTTP/1.1 {status} X\r\ncontent-type: application/json\r\n\r\n");
                let _ = stream.write_all(head.as_bytes()).await;
                let chunk = vec![fill; 64 * 1024];
                while let Ok(written) = stream.write(&chunk).await {
                    count.fetch_add(written as u64, Relaxed);
                }
            });
        }
    });
    (url, sent)
}

fn capped(url: &str, bytes: usize) -> Client {
    let builder: ClientBuilder = Client::builder().token(DEFAULT_TOKEN).base_url(url);
    builder
        .max_body_bytes(bytes)
        .max_retries(0)
        .build()
        .unwrap()
}

fn names_the_cap(error: &Error, bytes: usize) {
    let message = error.to_string();
    assert!(message.contains("max_body_bytes"), "{message}");
    assert!(message.contains(&bytes.to_string()), "{message}");
}

#[tokio::test]
async fn a_success_without_end_is_read_to_the_cap() {
    for fill in [b' ', b'x', 0] {
        let (url, sent) = endless(200, fill).await;
        let start = Instant::now();
        let error = capped(&url, MEGABYTE).get_user_quota().await.unwrap_err();
        assert!(
            start.elapsed() < Duration::from_secs(10),
            "{:?}",
            start.elapsed()
        );
        names_the_cap(&error, MEGABYTE);
        assert_eq!((error.status(), error.effect()), (Some(200), Effect::None));
        let sent = sent.load(Relaxed);
        assert!(
            sent < MEGABYTE as u64 + ON_ITS_WAY,
            "{sent} bytes were sent"
        );
    }
}

#[tokio::test]
async fn a_refusal_without_end_keeps_its_status() {
    for status in [403, 500, 524] {
        let (url, sent) = endless(status, b'x').await;
        let error = capped(&url, MEGABYTE).get_user_quota().await.unwrap_err();
        assert_eq!(
            (error.status(), error.effect()),
            (Some(status), Effect::None)
        );
        assert!(sent.load(Relaxed) < MEGABYTE as u64 + ON_ITS_WAY);
    }
}

#[tokio::test]
async fn the_cap_is_64_mebibytes_unless_set() {
    let (url, sent) = endless(200, b' ').await;
    let builder = Client::builder().token(DEFAULT_TOKEN).base_url(&url);
    let error = builder
        .max_retries(0)
        .build()
        .unwrap()
        .get_user_quota()
        .await;
    names_the_cap(&error.unwrap_err(), 64 * MEGABYTE);
    let sent = sent.load(Relaxed);
    assert!(
        sent > 32 << 20 && sent < (64 << 20) + ON_ITS_WAY,
        "{sent} bytes were sent"
    );
}

#[tokio::test]
async fn a_body_up_to_the_cap_is_read() {
    let mock = start_mock().await;
    // JSON may have any white space before it.
    let quota = client(&mock).get_user_quota().await.unwrap();
    let text = quota.raw_json().unwrap().to_owned();
    for (fits, spaces) in [(true, 0), (true, 1), (false, 2)] {
        let body = " ".repeat(10_000 - text.len() + spaces) + &text;
        mock.inject(Fault::status(200, body).on("get_user_quota"));
        let outcome = capped(&mock.url(), 10_001).get_user_quota().await;
        match outcome {
            Ok(_) => assert!(fits, "{spaces}"),
            Err(error) => {
                assert!(!fits, "{spaces}: {error}");
                names_the_cap(&error, 10_001);
            }
        }
    }
}

#[tokio::test]
async fn other_calls_are_untouched() {
    let mock = start_mock().await;
    let client = capped(&mock.url(), MEGABYTE);
    mock.inject(flood(200).on("get_user_quota"));
    let (flooded, other) = tokio::join!(client.get_user_quota(), client.list_access_groups());
    names_the_cap(&flooded.unwrap_err(), MEGABYTE);
    other.unwrap();
    client.get_user_quota().await.unwrap();
}

#[tokio::test]
async fn a_create_whose_answer_has_no_end_is_found_and_not_sent_again() {
    let mock = MockServer::builder().options(|options| options.unique_emails = false);
    let mock = mock.start().await.unwrap();
    mock.inject(flood(201).after().on("create_user"));
    let created = capped(&mock.url(), MEGABYTE)
        .create_user(&user(1))
        .await
        .unwrap();
    assert!(created.recovered());
    assert_eq!(mock.users().len(), 1);
}

#[tokio::test]
async fn an_edit_whose_answer_has_no_end_says_that_it_may_have_happened() {
    let mock = MockServer::builder().seed(bitsight_users_mock::Seed::numbered(1));
    let mock = mock.start().await.unwrap();
    let guid = mock.users()[0]["guid"].as_str().unwrap().to_owned();
    mock.inject(flood(200).after().on("edit_user"));
    let changes = bitsight_users::UserChanges::new().friendly_name("After");
    let error = capped(&mock.url(), MEGABYTE)
        .edit_user(&guid, &changes)
        .await
        .unwrap_err();
    names_the_cap(&error, MEGABYTE);
    assert_ne!(error.effect(), Effect::None, "{error}");
}

/// A body without end that begins like a user.
fn flood(status: u16) -> Fault {
    FaultKind::Flood {
        status,
        bytes: None,
        prefix: "{\"guid\":\"".to_owned(),
        fill: "x".to_owned(),
        gzip: false,
    }
    .into()
}
