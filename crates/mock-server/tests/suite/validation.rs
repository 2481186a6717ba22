//! Requests that the document doesn't allow.

use bitsight_users_mock::{DEFAULT_TOKEN, Document, MockServer, document};
use serde_json::{Value, json};

use crate::support::{empty, new_user, read, start};

#[tokio::test]
async fn bad_fields_are_named() {
    let mock = empty().await;
    let with = |field: &str, value: Value| {
        let mut user = new_user("v@example.com");
        user[field] = value;
        user
    };
    for (user, detail) in [
        (with("formal_name", json!(3)), "formal_name: "),
        (with("email", json!("nobody")), "email: "),
        (with("roles", json!([])), "roles: "),
        (
            with("roles", json!([{ "slug": "a" }, { "slug": "b" }])),
            "roles: ",
        ),
        (with("roles", json!([{}])), "roles[0].slug: is required"),
        (with("roles", json!([{ "slug": 1 }])), "roles[0].slug: "),
        (
            with("roles", json!([{ "slug": "a", "name": "A" }])),
            "roles[0].name: is not a known field",
        ),
        (with("status", json!("Suspended")), "status: "),
        (with("group", Value::Null), "group: "),
        (
            with("features", json!([{ "slug": "wfh-ro", "value": 1 }])),
            "features[0].value: ",
        ),
        (
            with("frendly_name", json!("x")),
            "frendly_name: is not a known field",
        ),
        (
            json!({ "friendly_name": "x" }),
            "formal_name: is required; email: is required; roles: is required",
        ),
        (json!([]), "body: "),
    ] {
        let answer = mock.post("/v2/users", &user).await;
        assert_eq!(answer.status, 422, "{user}: {}", answer.text);
        assert!(
            answer.detail().starts_with(detail),
            "{user}: {}",
            answer.text
        );
    }
    assert!(mock.server.users().is_empty());
}

#[tokio::test]
async fn what_is_not_json_is_a_bad_request() {
    let mock = empty().await;
    for (kind, body, detail) in [
        ("application/json", "{\"email\":", "body: is not JSON"),
        ("application/json", "", "body: is required"),
        ("text/plain", "{}", "Content-Type: "),
    ] {
        let request = mock.http.post(format!("{}/v2/users", mock.server.url()));
        let request = request
            .basic_auth(DEFAULT_TOKEN, Some(""))
            .header("content-type", kind);
        let answer = read(request.body(body).send().await.expect("an answer")).await;
        assert_eq!(answer.status, 400, "{body}");
        assert!(answer.detail().starts_with(detail), "{}", answer.text);
    }
}

#[tokio::test]
async fn bad_parameters_are_named() {
    let mock = empty().await;
    for (query, detail) in [
        ("limit=0", "limit: "),
        ("limit=ten", "limit: "),
        ("offset=-1", "offset: "),
        ("is_company_api_token=yes", "is_company_api_token: "),
        ("statos=Created", "statos: is not a known parameter"),
        (
            "status=Created&status=Activated",
            "status: is given more than once",
        ),
        ("q=", "q: "),
    ] {
        let answer = mock.get(&format!("/v2/users?{query}")).await;
        assert_eq!(answer.status, 422, "{query}: {}", answer.text);
        assert!(
            answer.detail().starts_with(detail),
            "{query}: {}",
            answer.text
        );
    }
    let answer = mock
        .get("/v1/users/nobody/company-views?days_back=400")
        .await;
    assert!(
        answer.detail().starts_with("days_back: "),
        "{}",
        answer.text
    );
}

#[tokio::test]
async fn a_detail_has_a_limit() {
    let mock = empty().await;
    let mut user = new_user("v@example.com");
    for number in 0..1000 {
        user[format!("field_{number}")] = json!(0);
    }
    let answer = mock.post("/v2/users", &user).await;
    assert_eq!(answer.detail().chars().count(), 2001);
}

#[tokio::test]
async fn another_document_makes_other_demands() {
    let text = document()
        .expect("a document")
        .text()
        .replace("maximum: 365", "maximum: 500");
    let changed = Document::parse("changed.yaml", text).expect("a document");
    let mock = start(MockServer::builder().document(changed)).await;
    assert_eq!(
        mock.get("/v1/users/nobody/company-views?days_back=400")
            .await
            .status,
        404
    );
}
