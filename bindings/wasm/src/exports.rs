//! Tests of the exported functions, called from JavaScript's side: arguments in, outcomes out, no trap.
#![allow(clippy::expect_used, clippy::unwrap_used)] // a test may fail loudly

use js_sys::{JSON, Promise, Reflect};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::Client;

fn client() -> Client {
    let options = r#"{"token":"a-secret-token","baseUrl":"http://127.0.0.1:9/ratings"}"#;
    Client::new(&options.into(), None).map_err(|_| ()).unwrap()
}

async fn failure(promise: Promise) -> (String, Option<String>) {
    let failure = JsFuture::from(promise)
        .await
        .expect_err("the call should fail");
    let part = |name: &str| Reflect::get(&failure, &name.into()).unwrap().as_string();
    let all = JSON::stringify(&failure).unwrap().as_string().unwrap();
    assert!(!all.contains("a-secret-token"), "{all}");
    (part("code").unwrap(), part("field"))
}

#[wasm_bindgen_test]
async fn requests_that_cannot_be_right_are_refused_by_name() {
    for (request, code, field) in [
        ("", "invalid_configuration", "options"),
        ("[]", "invalid_configuration", "options"),
        ("{", "invalid_configuration", "options"),
        ("{}", "invalid_argument", "operation"),
        (r#"{"operation":7}"#, "invalid_argument", "operation"),
        (
            r#"{"operation":"createUser"}"#,
            "invalid_argument",
            "operation",
        ),
        (
            r#"{"operation":"create_user"}"#,
            "invalid_argument",
            "friendly_name",
        ),
        (
            r#"{"operation":"create_user","body":{"emial":"a"}}"#,
            "invalid_argument",
            "emial",
        ),
        (
            r#"{"operation":"get_user"}"#,
            "invalid_argument",
            "user_guid",
        ),
        (
            r#"{"operation":"get_user","path":[]}"#,
            "invalid_argument",
            "user_guid",
        ),
        (
            r#"{"operation":"get_user","path":{"user_guid":7}}"#,
            "invalid_argument",
            "user_guid",
        ),
        (
            r#"{"operation":"list_users","query":{"statsu":[]}}"#,
            "invalid_argument",
            "statsu",
        ),
        (
            r#"{"operation":"get_user_quota","token":""}"#,
            "invalid_configuration",
            "token",
        ),
    ] {
        let (told, named) = failure(client().call(&request.into())).await;
        assert_eq!(
            (told.as_str(), named.as_deref()),
            (code, Some(field)),
            "{request}"
        );
    }
}

#[wasm_bindgen_test]
fn options_that_cannot_be_right_make_no_client() {
    for options in [
        "",
        "{}",
        r#"{"token":" "}"#,
        r#"{"token":"t","baseUrl":"http://example.com"}"#,
        r#"{"token":"t","maxConcurrency":0}"#,
    ] {
        assert!(Client::new(&options.into(), None).is_err(), "{options}");
    }
}

#[wasm_bindgen_test]
async fn a_call_outlives_its_client() {
    let client = client();
    let promise = client.call(&r#"{"operation":"get_user_quota","maxRetries":0}"#.into());
    drop(client);
    // Nothing listens there.
    assert_eq!(failure(promise).await.0, "connection");
}
