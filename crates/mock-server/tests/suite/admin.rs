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
            json!({ "kind": "delay", "ms": 1, "apply_after_ms": 1 }),
            "fault: apply_after_ms: can't be given for `delay`",
        ),
        (
            json!({ "kind": "reset", "when": "after", "apply_after_ms": 1 }),
            "fault: apply_after_ms: can't be combined",
        ),
        (
            json!({ "kind": "interim", "status": 101 }),
            "fault: status: ",
        ),
        (
            json!({ "kind": "flood", "bytes": 1, "fill": "" }),
            "fault: fill: ",
        ),
        (
            json!({ "kind": "echo", "form": "token", "header": "a b" }),
            "fault: header: ",
        ),
        (
            json!({ "kind": "patch", "operations": [{ "op": "explode" }] }),
            "fault: operations: ",
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
async fn options_can_be_read_and_changed_until_the_reset() {
    let mock = start(MockServer::builder().options(|options| options.page_cap = Some(7))).await;
    let before = mock.admin_get("/options").await;
    assert_eq!(
        (&before["page_cap"], &before["unique_emails"]),
        (&json!(7), &json!(true))
    );
    let changes = json!({ "unique_emails": false, "list_lag_ms": 20 });
    let after = mock.admin("/options", &changes).await;
    assert_eq!(
        (after.status, &after.response["page_cap"]),
        (200, &json!(7))
    );
    assert_eq!(mock.server.options().list_lag_ms, 20);
    mock.server.set_options(|options| options.trim_names = true);
    assert_eq!(mock.admin_get("/options").await["trim_names"], true);
    mock.server.reset();
    assert_eq!(mock.admin_get("/options").await, before);
    for (changes, detail) in [
        (
            json!({ "lsit_lag_ms": 20 }),
            "options: unknown field `lsit_lag_ms`",
        ),
        (
            json!({ "list_lag_ms": "soon" }),
            "options: invalid type: string",
        ),
        (json!({ "taken_status": 200 }), "options: taken_status: "),
        (json!({ "page_cap": 0 }), "options: page_cap: "),
        (json!([]), "options: must be a JSON object"),
    ] {
        let answer = mock.admin("/options", &changes).await;
        assert_eq!(answer.status, 400, "{changes}: {}", answer.text);
        assert!(answer.detail().starts_with(detail), "{}", answer.text);
    }
    assert_eq!(mock.admin_get("/options").await, before);
}

#[tokio::test]
async fn pages_of_other_sites_are_refused() {
    let mock = empty().await;
    let url = format!("{}/faults", mock.server.admin_url());
    let own = format!("http://{}", mock.server.address());
    let fault = json!({ "kind": "reset" }).to_string();
    for (headers, refused_for) in [
        (&[][..], None),
        (
            &[("origin", own.as_str()), ("sec-fetch-site", "same-origin")],
            None,
        ),
        (&[("sec-fetch-site", "none")], None),
        (&[("host", "localhost:4010")], None),
        (&[("host", "[::1]")], None),
        (&[("origin", "http://evil.example")], Some("origin")),
        (&[("origin", "null")], Some("origin")),
        (&[("origin", "https://127.0.0.1")], Some("origin")),
        (&[("sec-fetch-site", "cross-site")], Some("sec-fetch-site")),
        (&[("sec-fetch-site", "same-site")], Some("sec-fetch-site")),
        // A name that an attacker let point to loopback: to the browser this is no other site.
        (
            &[("host", "evil.example"), ("origin", "http://evil.example")],
            Some("host"),
        ),
        (&[("host", "127.0.0.1.evil.example:80")], Some("host")),
    ] {
        // As a form sends it, for which browsers ask no preflight.
        let mut request = mock.http.post(&url).body(fault.clone());
        request = request.header("content-type", "text/plain");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.send().await.expect("an answer");
        assert!(
            !response
                .headers()
                .contains_key("access-control-allow-origin")
        );
        let answer = read(response).await;
        let done = mock.server.pending_faults().len();
        mock.server.clear_faults();
        match refused_for {
            None => assert_eq!((answer.status, done), (200, 1), "{headers:?}"),
            Some(header) => {
                assert_eq!((answer.status, done), (403, 0), "{headers:?}");
                assert!(answer.detail().starts_with(header), "{}", answer.text);
            }
        }
    }
    // Preflights get no permission.
    let preflight = mock
        .http
        .request(Method::OPTIONS, &url)
        .header("origin", "http://evil.example")
        .header("access-control-request-method", "DELETE")
        .send()
        .await
        .expect("an answer");
    assert_eq!(preflight.status().as_u16(), 403);
}
