//! The admin routes.

use bitsight_users_mock::{Fault, MockServer, Seed};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{empty, new_user, read, start, with_users};

#[tokio::test]
async fn users_and_requests_can_be_read() {
    let mock = empty().await;
    mock.create("x@example.com").await;
    let users = mock.admin_get("/users").await;
    assert_eq!(users["users"], Value::from(mock.server.users()));
    let requests = mock.admin_get("/requests").await;
    assert_eq!(requests["requests"][0]["operation"], "create_user");
    assert_eq!(requests["max_in_flight"], 1);
}

#[tokio::test]
async fn a_reset_starts_over() {
    let mock = with_users(2).await;
    mock.create("x@example.com").await;
    mock.server.inject(Fault::garbage());
    assert_eq!(
        mock.admin("/reset", &json!({ "users": [{ "guid": "only" }] }))
            .await
            .status,
        204
    );
    assert_eq!(mock.server.users().len(), 1);
    assert!(mock.server.pending_faults().is_empty());
    assert!(mock.server.requests().is_empty());
    let url = format!("{}/reset", mock.server.admin_url());
    mock.http.post(url).send().await.expect("an answer");
    assert_eq!(mock.server.users().len(), 2);
    assert_eq!(
        mock.admin("/reset", &json!({ "user": [] })).await.status,
        400
    );
    assert!(mock.server.reset_to(&Seed::empty()).is_ok());
    assert!(mock.server.users().is_empty());
}

#[tokio::test]
async fn faults_can_be_injected_and_cleared() {
    let mock = empty().await;
    let faults = json!([
        { "kind": "status", "status": 503, "headers": { "retry-after": "1" }, "body": { "detail": "down" } },
        { "kind": "rate_limited", "retry_after": 7, "operation": "create_user", "times": null },
    ]);
    assert_eq!(mock.admin("/faults", &faults).await.status, 200);
    assert_eq!(
        mock.admin_get("/faults").await["faults"][1]["retry_after"],
        "7"
    );
    let answer = mock.get("/v2/users").await;
    assert_eq!((answer.status, answer.detail()), (503, "down"));
    assert_eq!(mock.get("/v2/users").await.status, 200);
    assert_eq!(
        mock.post("/v2/users", &new_user("x@example.com"))
            .await
            .status,
        429
    );
    let url = format!("{}/faults", mock.server.admin_url());
    mock.http.delete(url).send().await.expect("an answer");
    mock.create("x@example.com").await;
}

#[tokio::test]
async fn faults_that_make_no_sense_are_refused() {
    let mock = empty().await;
    for (fault, detail) in [
        (json!({ "kind": "explosion" }), "fault: unknown variant"),
        (json!({ "kind": "reset", "tmies": 2 }), "fault: tmies: "),
        (
            json!({ "kind": "reset", "operation": "creat_user" }),
            "fault: operation: ",
        ),
        (
            json!({ "kind": "reset", "probability": 2 }),
            "fault: probability: ",
        ),
        (
            json!({ "kind": "status", "status": 101 }),
            "fault: status: ",
        ),
        (
            json!({ "kind": "status", "status": 500, "headers": { "a b": "" } }),
            "fault: headers: ",
        ),
        (
            json!([{ "kind": "reset" }, { "kind": "delay" }]),
            "fault: missing field",
        ),
    ] {
        let answer = mock.admin("/faults", &fault).await;
        assert_eq!(answer.status, 400, "{fault}: {}", answer.text);
        assert!(
            answer.detail().starts_with(detail),
            "{fault}: {}",
            answer.text
        );
    }
    assert!(mock.server.pending_faults().is_empty());
}

#[tokio::test]
async fn unknown_users_and_events_are_not_found() {
    let mock = start(MockServer::builder().seed(Seed::empty().user(json!({ "guid": "a" })))).await;
    assert_eq!(
        mock.admin("/users/b/activate", &Value::Null).await.status,
        404
    );
    assert_eq!(
        mock.admin("/users/a/explode", &Value::Null).await.status,
        404
    );
    assert_eq!(
        mock.admin("/users/a/activate", &Value::Null).await.response["status"],
        "Activated"
    );
    assert_eq!(
        mock.admin("/clock", &json!({ "now": "today" }))
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn pages_may_use_the_admin_routes() {
    let mock = empty().await;
    let url = format!("{}/faults", mock.server.admin_url());
    let preflight = mock
        .http
        .request(Method::OPTIONS, url)
        .header("access-control-request-method", "DELETE")
        .send()
        .await
        .expect("an answer");
    assert_eq!(preflight.headers()["access-control-allow-origin"], "*");
    let answer = read(
        mock.http
            .get(format!("{}/x", mock.server.admin_url()))
            .send()
            .await
            .expect("an answer"),
    )
    .await;
    assert_eq!(answer.status, 404);
}
