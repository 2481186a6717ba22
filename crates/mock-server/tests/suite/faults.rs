//! Each fault, as a client sees it and as the account shows it.

use std::{
    error::Error,
    time::{Duration, Instant},
};

use bitsight_users_mock::{Fault, FaultKind, MockServer};
use reqwest::{Method, Response};
use serde_json::json;

use crate::support::{Mock, empty, eventually, new_user, read, start};

/// Long enough to be measured, short enough for a test.
const PAUSE: Duration = Duration::from_millis(30);

/// Longer than any test runs.
const FOR_EVER: Duration = Duration::from_secs(3600);

const EMAIL: &str = "fault@example.com";

/// Creates a user while `fault` is in force.
async fn create(mock: &Mock, fault: Fault) -> reqwest::Result<Response> {
    mock.server.inject(fault);
    mock.send(Method::POST, "/v2/users", Some(&new_user(EMAIL)))
        .await
}

/// How many users there are, and how often the last request was delivered.
fn effect(mock: &Mock) -> (usize, u32) {
    let delivered = mock
        .server
        .requests()
        .last()
        .map_or(0, |request| request.delivered);
    (mock.server.users().len(), delivered)
}

/// All causes of an error in one text.
fn causes(error: &dyn Error) -> String {
    let next = error.source().map_or_else(String::new, causes);
    format!("{error} / {next}")
}

#[tokio::test]
async fn a_status_with_body_and_headers() {
    let mock = empty().await;
    let fault = Fault::status(503, json!({ "detail": "down" })).header("retry-after", "5");
    let response = create(&mock, fault.clone()).await.expect("an answer");
    assert_eq!(response.headers()["retry-after"], "5");
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(response.headers()["access-control-allow-origin"], "*");
    assert_eq!(response.headers()["x-request-id"], "mock-000001");
    let answer = read(response).await;
    assert_eq!((answer.status, answer.detail()), (503, "down"));
    assert_eq!(effect(&mock), (0, 0));

    let answer = read(create(&mock, fault.after()).await.expect("an answer")).await;
    assert_eq!(answer.status, 503);
    assert_eq!(effect(&mock), (1, 1));
    let record = mock.server.requests().pop().expect("a record");
    assert_eq!(
        (record.fault.as_deref(), record.status),
        (Some("status"), Some(201))
    );

    let named = Fault::status(503, json!(null)).header("x-request-id", "its own");
    let response = create(&mock, named).await.expect("an answer");
    assert_eq!(response.headers()["x-request-id"], "its own");

    mock.server.inject(Fault::status(500, "plain"));
    assert_eq!(mock.get("/v2/users").await.text, "plain");
    mock.server.inject(Fault::status(500, json!(null)));
    assert_eq!(mock.get("/v2/users").await.text, "");
}

#[tokio::test]
async fn the_cdn_times_out_in_html() {
    for (fault, users) in [(Fault::html_524(), 0), (Fault::html_524().after(), 1)] {
        let mock = empty().await;
        let response = create(&mock, fault).await.expect("an answer");
        assert_eq!(response.status().as_u16(), 524);
        assert_eq!(
            response.headers()["content-type"],
            "text/html; charset=UTF-8"
        );
        assert!(
            response
                .text()
                .await
                .expect("a body")
                .starts_with("<!DOCTYPE html>")
        );
        assert_eq!(effect(&mock).0, users);
    }
}

#[tokio::test]
async fn rate_limits_come_with_and_without_retry_after() {
    let mock = empty().await;
    let response = create(&mock, Fault::rate_limited(Some("60")))
        .await
        .expect("an answer");
    assert_eq!(response.status().as_u16(), 429);
    assert_eq!(response.headers()["retry-after"], "60");
    let response = create(&mock, Fault::rate_limited(None))
        .await
        .expect("an answer");
    assert_eq!(response.status().as_u16(), 429);
    assert!(!response.headers().contains_key("retry-after"));
    assert_eq!(effect(&mock), (0, 0));
}

#[tokio::test]
async fn answers_are_late() {
    for fault in [Fault::delay(PAUSE), Fault::delay(PAUSE).after()] {
        let mock = empty().await;
        let start = Instant::now();
        let response = create(&mock, fault).await.expect("an answer");
        assert!(start.elapsed() >= PAUSE);
        assert_eq!(response.status().as_u16(), 201);
        assert_eq!(effect(&mock), (1, 1));
    }
}

#[tokio::test]
async fn a_delayed_request_takes_effect_though_the_client_left() {
    let mock = empty().await;
    mock.server.inject(Fault::delay(PAUSE));
    let user = new_user(EMAIL);
    tokio::select! {
        answer = mock.send(Method::POST, "/v2/users", Some(&user)) => panic!("{answer:?}"),
        () = eventually(|| mock.server.in_flight() == 1) => {}
    }
    assert_eq!(effect(&mock), (0, 0));
    eventually(|| effect(&mock) == (1, 1)).await;
    assert_eq!(mock.server.in_flight(), 0);
}

#[tokio::test]
async fn bodies_are_late_or_slow() {
    for fault in [Fault::body_delay(PAUSE), Fault::drip(60, PAUSE / 6)] {
        let mock = empty().await;
        let start = Instant::now();
        let answer = read(create(&mock, fault).await.expect("headers")).await;
        assert!(start.elapsed() >= PAUSE);
        assert_eq!(
            (answer.status, &answer.response["email"]),
            (201, &json!(EMAIL))
        );
        assert_eq!(effect(&mock), (1, 1));
    }
    // The headers don't wait for the body.
    for fault in [Fault::body_delay(FOR_EVER), Fault::drip(1, FOR_EVER)] {
        let response = create(&empty().await, fault).await.expect("headers");
        assert_eq!(response.status().as_u16(), 201);
    }
}

#[tokio::test]
async fn connections_are_reset() {
    for (fault, users) in [(Fault::reset(), 0), (Fault::reset().after(), 1)] {
        let mock = empty().await;
        let error = create(&mock, fault).await.expect_err("a reset");
        assert!(
            causes(&error).to_lowercase().contains("reset"),
            "{}",
            causes(&error)
        );
        assert_eq!(effect(&mock).0, users);
    }
    let mock = empty().await;
    let response = create(&mock, Fault::reset_in_body())
        .await
        .expect("headers");
    assert_eq!(response.status().as_u16(), 201);
    let error = response.text().await.expect_err("a reset");
    assert!(
        causes(&error).to_lowercase().contains("reset"),
        "{}",
        causes(&error)
    );
    assert_eq!(effect(&mock), (1, 1));
}

#[tokio::test]
async fn bodies_are_cut_or_shorter_than_announced() {
    for fault in [Fault::truncated(), Fault::wrong_length(10)] {
        let mock = empty().await;
        let response = create(&mock, fault).await.expect("headers");
        assert_eq!(response.status().as_u16(), 201);
        let error = response.text().await.expect_err("an early end");
        assert!(
            !causes(&error).to_lowercase().contains("reset"),
            "{}",
            causes(&error)
        );
        assert_eq!(effect(&mock), (1, 1));
    }
}

#[tokio::test]
async fn requests_are_delivered_twice() {
    for (fault, status) in [
        (Fault::duplicate(), 201),
        (Fault::duplicate_answering_second(), 409),
    ] {
        let mock = empty().await;
        let answer = read(create(&mock, fault).await.expect("an answer")).await;
        assert_eq!(answer.status, status);
        assert_eq!(effect(&mock), (1, 2));
    }
}

#[tokio::test]
async fn answers_are_not_http() {
    for (fault, users) in [(Fault::garbage(), 0), (Fault::garbage().after(), 1)] {
        let mock = empty().await;
        assert!(create(&mock, fault).await.is_err());
        assert_eq!(effect(&mock).0, users);
    }
}

#[tokio::test]
async fn successes_come_without_a_body() {
    let mock = empty().await;
    let answer = read(create(&mock, Fault::empty_body()).await.expect("an answer")).await;
    assert_eq!((answer.status, answer.text.as_str()), (201, ""));
    assert_eq!(effect(&mock), (1, 1));
}

#[tokio::test]
async fn answers_are_rewritten() {
    let mock = empty().await;
    let fault = Fault::rewrite(json!({ "group": null, "status": "Frozen", "extra": { "a": 1 } }));
    let answer = read(create(&mock, fault).await.expect("an answer")).await;
    assert_eq!(answer.status, 201);
    assert_eq!(answer.response["status"], "Frozen");
    assert_eq!(answer.response["extra"], json!({ "a": 1 }));
    assert_eq!(answer.response["email"], EMAIL);
    assert!(answer.response.get("group").is_none());
    // Such as a page that is empty and still not the last.
    let next = format!("{}/v2/users?offset=100", mock.server.url());
    mock.server.inject(Fault::rewrite(
        json!({ "links": { "next": next }, "results": [] }),
    ));
    let page = mock.get("/v2/users").await.response;
    assert_eq!(
        page,
        json!({ "links": { "next": next, "previous": null }, "count": 1, "results": [] })
    );
}

#[tokio::test]
async fn answers_are_hidden_from_pages() {
    let mock = empty().await;
    for fault in [Fault::html_524(), Fault::truncated(), Fault::duplicate()] {
        mock.server.inject(fault.without_cors());
        let response = mock
            .send(Method::GET, "/v2/users", None)
            .await
            .expect("headers");
        assert!(
            !response
                .headers()
                .contains_key("access-control-allow-origin")
        );
    }
}

#[tokio::test]
async fn a_client_that_left_is_not_in_flight() {
    for fault in [Fault::delay(FOR_EVER), Fault::body_delay(FOR_EVER)] {
        let mock = empty().await;
        mock.server.inject(fault);
        tokio::select! {
            answer = mock.get("/v2/users") => panic!("{answer:?}"),
            () = eventually(|| mock.server.in_flight() == 1) => {}
        }
        eventually(|| mock.server.in_flight() == 0).await;
        assert_eq!(mock.server.max_in_flight(), 1);
    }
}

#[tokio::test]
async fn faults_choose_their_requests() {
    let mock = start(MockServer::builder().fault(Fault::reset().on("get_user"))).await;
    mock.server
        .inject(Fault::rate_limited(None).on("list_users").skip(1).times(2));
    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push(mock.get("/v2/users").await.status);
    }
    assert_eq!(statuses, [200, 429, 429, 200]);
    assert_eq!(mock.server.pending_faults().len(), 1);
    mock.server.clear_faults();
    assert_eq!(mock.get("/v2/users/nobody").await.status, 404);
    mock.server.inject(FaultKind::Html524);
    assert_eq!(mock.get("/v2/users").await.status, 524);
}

#[tokio::test]
async fn requests_in_flight_are_counted_and_limited() {
    let mock = start(MockServer::builder().max_concurrent(2)).await;
    mock.server.inject(Fault::delay(FOR_EVER).times(2));
    let two = async { tokio::join!(mock.get("/v2/users"), mock.get("/v2/users")) };
    let third = async {
        eventually(|| mock.server.in_flight() == 2).await;
        mock.get("/v2/users").await
    };
    let answer = tokio::select! {
        answers = two => panic!("{answers:?}"),
        answer = third => answer,
    };
    assert_eq!(answer.status, 429);
    assert_eq!(mock.server.max_in_flight(), 3);
    eventually(|| mock.server.in_flight() == 0).await;
    mock.server.forget_requests();
    assert_eq!(mock.get("/v2/users").await.status, 200);
    assert_eq!(mock.server.max_in_flight(), 1);
}

#[tokio::test]
#[should_panic(expected = "fault: operation: `creat_user`")]
async fn a_misspelt_operation_is_found_at_once() {
    empty().await.server.inject(Fault::reset().on("creat_user"));
}
