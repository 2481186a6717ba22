//! Requests to endpoints that the document doesn't describe.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use bitsight_users::{Client, Code, Effect};
use bitsight_users_mock::{DEFAULT_TOKEN, Fault};
use bitsight_users_tests::{client, new_user_json, start_mock};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use crate::support::example;

#[tokio::test]
async fn a_custom_request_sends_query_and_body_and_returns_json() {
    let (mock, client) = example().await;
    let page = client
        .request("GET", "/v2/users")
        .query("limit", "1")
        .query("q", "a b&c")
        .query("is_company_api_token", "false");
    let page = page.send().await.unwrap().into_inner().unwrap();
    assert_eq!(page["count"], page["results"].as_array().unwrap().len());
    let new = new_user_json(json!({}));
    let created = client.request("POST", "/v2/users").body(new.clone());
    let created = created.send().await.unwrap();
    assert_eq!((created.status(), created.attempts()), (201, 1));
    let user = created.into_inner().unwrap();
    assert_eq!(user["email"], new["email"]);
    let path = format!("/v2/users/{}", user["guid"].as_str().unwrap());
    let deleted = client.request("DELETE", &path).send().await.unwrap();
    assert_eq!(*deleted, None);
    let requests = mock.requests();
    let sent: Vec<_> = requests
        .iter()
        .map(|request| format!("{} {}", request.method, request.target))
        .collect();
    assert_eq!(
        sent,
        [
            "GET /ratings/v2/users?limit=1&q=a+b%26c&is_company_api_token=false".to_owned(),
            "POST /ratings/v2/users".to_owned(),
            format!("DELETE /ratings{path}"),
        ]
    );
    let body: Value = serde_json::from_str(&requests[1].body).unwrap();
    assert_eq!(body, new);
}

#[tokio::test]
async fn a_custom_request_has_the_errors_of_all_others() {
    let mock = start_mock().await;
    let request = client(&mock).request("GET", "/v2/nothing");
    let error = request.send().await.unwrap_err();
    assert_eq!(
        (error.code(), error.effect(), error.status()),
        (Code::NotFound, Effect::None, Some(404))
    );
    assert_eq!(error.operation(), Some("request"));
    assert_eq!(error.url(), Some(format!("{}/{{path}}", mock.url())));
}

#[tokio::test]
async fn a_custom_request_stays_within_the_api() {
    let mock = start_mock().await;
    let client = client(&mock);
    for path in [
        "",
        "v2/users",
        "//evil.example/x",
        "/v2/../x",
        "/v2/%2e%2E/x",
        "/v2/users?limit=1",
        "/v2#x",
        "/v2\\x",
    ] {
        let error = client.request("GET", path).send().await.unwrap_err();
        assert_eq!(
            (error.code(), error.field()),
            (Code::InvalidArgument, Some("path"))
        );
    }
    for method in ["HEAD", "get", ""] {
        let request = client.request(method, "/v2/users");
        let error = request.send().await.unwrap_err();
        assert_eq!(
            (error.code(), error.field()),
            (Code::InvalidArgument, Some("method"))
        );
    }
    assert!(mock.requests().is_empty());
}

#[tokio::test]
async fn a_custom_read_is_repeated_and_waits_at_the_gate() {
    let mock = start_mock().await;
    mock.inject(Fault::status(503, Value::Null));
    let request = client(&mock).request("GET", "/v1/users/quota");
    assert_eq!(request.send().await.unwrap().attempts(), 2);

    let most = Arc::new(AtomicUsize::new(0));
    let url = counting_server(most.clone()).await;
    let builder = Client::builder().token(DEFAULT_TOKEN).base_url(url);
    let gated = builder.max_concurrency(2).build().unwrap();
    let read = || gated.request("GET", "/v1/folders").send();
    let (a, b, c, d) = tokio::join!(read(), read(), read(), read());
    assert!([a, b, c, d].iter().all(Result::is_ok));
    assert_eq!(most.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn a_custom_write_is_repeated_only_if_it_is_declared_idempotent() {
    let mock = start_mock().await;
    let client = client(&mock);
    mock.inject(Fault::status(503, Value::Null).after());
    let new = new_user_json(json!({}));
    let post = client.request("POST", "/v2/users").body(new);
    let error = post.clone().send().await.unwrap_err();
    assert_eq!(
        (error.code(), error.effect(), error.attempts()),
        (Code::Server, Effect::Possible, 1)
    );
    assert_eq!(mock.users().len(), 1);
    mock.inject(Fault::status(503, Value::Null));
    let error = post.idempotent().send().await.unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Code::Conflict, 2));
}

#[tokio::test]
async fn a_custom_request_shows_no_token() {
    let mock = start_mock().await;
    let echo = json!({ "detail": format!("{DEFAULT_TOKEN} is wrong") });
    mock.inject(Fault::status(400, echo));
    let request = client(&mock).request("POST", "/v2/users").body(json!({}));
    let error = request.send().await.unwrap_err();
    assert_eq!(error.code(), Code::Validation);
    assert_eq!(error.detail(), Some("(hidden) is wrong"));
    assert!(!format!("{error} {error:?} {:?}", error.body()).contains(DEFAULT_TOKEN));
}

/// A server that answers slowly, and counts how many requests it has at once.
async fn counting_server(most: Arc<AtomicUsize>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let now = Arc::new(AtomicUsize::new(0));
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let (now, most) = (now.clone(), most.clone());
            tokio::spawn(async move {
                let _ = stream.read(&mut [0; 4096]).await;
                most.fetch_max(now.fetch_add(1, Ordering::Relaxed) + 1, Ordering::Relaxed);
                tokio::time::sleep(Duration::from_millis(20)).await;
                now.fetch_sub(1, Ordering::Relaxed);
                let head = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2";
                let _ = stream
                    .write_all(format!("{head}\r\n\r\n{{}}").as_bytes())
                    .await;
            });
        }
    });
    url
}
