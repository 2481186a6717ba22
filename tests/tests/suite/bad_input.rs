//! Mistakes of the caller: each is rejected before any request, by an error that names the field.
//! Requests that the Rust types rule out are tried as JSON.

use bitsight_users::{Client, Code, NewUser, Request};
use bitsight_users_mock::DEFAULT_TOKEN;
use bitsight_users_tests::{client, new_user, new_user_json, start_mock};
use serde_json::{Value, json};

#[test]
fn create_user_refuses_json_that_is_no_new_user() {
    let cases = [
        (without("friendly_name"), "friendly_name"),
        (without("formal_name"), "formal_name"),
        (without("email"), "email"),
        (without("roles"), "roles"),
        (with("email", json!(null)), "email"),
        (with("freindly_name", json!("Arnold")), "freindly_name"),
        (
            with("is_avaliable_for_contact", json!(true)),
            "is_avaliable_for_contact",
        ),
        (with("friendlyName", json!("Arnold")), "friendlyName"),
        (with("formal_name", json!(42)), "formal_name"),
        (
            with("is_company_api_token", json!("yes")),
            "is_company_api_token",
        ),
        (with("roles", json!("customer_user")), "roles"),
        (with("roles", json!(["customer_user"])), "roles[0]"),
        (with("roles", json!([{}])), "roles[0].slug"),
        (
            with("roles", json!([{ "slug": "customer_user", "nme": "User" }])),
            "roles[0].nme",
        ),
        (with("roles", json!([])), "roles"),
        (
            with("roles", json!([{ "slug": "a" }, { "slug": "b" }])),
            "roles",
        ),
        (with("email", json!("arnold.actorsfilms.us")), "email"),
        (with("email", json!("")), "email"),
        (with("status", json!("activated")), "status"),
        (with("group", json!({ "guid": "g", "name": "G" })), "group"),
        (
            with("features", json!([{ "slug": "wfh-ro" }])),
            "features[0].value",
        ),
    ];
    for (json, field) in cases {
        let error = NewUser::from_json(json.clone()).expect_err(&json.to_string());
        assert_eq!(error.code(), Code::InvalidArgument, "{json}");
        assert_eq!(error.field(), Some(field), "{json}");
        assert!(error.to_string().contains(field), "{error}");
    }
    for json in [json!(null), json!("Arnold"), json!(7), json!([])] {
        let error = NewUser::from_json(json.clone()).expect_err(&json.to_string());
        assert_eq!(error.code(), Code::InvalidArgument, "{json}");
    }
}

#[tokio::test]
async fn create_user_refuses_a_wrong_user_before_any_request() {
    let mock = start_mock().await;
    let client = client(&mock);
    let change = |change: fn(&mut NewUser)| {
        let mut user = new_user(json!({}));
        change(&mut user);
        user
    };
    for (user, field) in [
        (change(|user| user.roles.clear()), "roles"),
        (
            change(|user| user.roles.push("customer_admin".into())),
            "roles",
        ),
        (
            change(|user| user.email = "arnold.actorsfilms.us".into()),
            "email",
        ),
        (change(|user| user.email.clear()), "email"),
        (change(|user| user.friendly_name.clear()), "friendly_name"),
        (change(|user| user.formal_name = "  ".into()), "formal_name"),
    ] {
        let error = client.create_user(&user).await.unwrap_err();
        assert_eq!(error.code(), Code::InvalidArgument, "{error}");
        assert_eq!(error.field(), Some(field), "{error}");
    }
    assert_eq!(mock.requests(), []);
}

#[test]
fn a_client_refuses_options_that_cannot_be_right() {
    for token in ["", " ", "  \n", "mock token", "mock-token:"] {
        let error = Client::builder().token(token).build().expect_err(token);
        assert_eq!(error.code(), Code::InvalidConfiguration, "{token:?}");
        assert_eq!(error.field(), Some("token"), "{token:?}");
    }
    let error = Client::builder().build().expect_err("no token");
    assert_eq!(error.field(), Some("token"));

    for url in [
        "",
        "api.bitsighttech.com",
        "/ratings",
        "ftp://127.0.0.1/ratings",
        "http://api.bitsighttech.com/ratings",
        "http://127.0.0.1.example.com/",
        "http://localhost.example.com/",
        "http://[::2]/",
    ] {
        let error = Client::builder()
            .token(DEFAULT_TOKEN)
            .base_url(url)
            .build()
            .expect_err(url);
        assert_eq!(error.code(), Code::InvalidConfiguration, "{url}");
        assert_eq!(error.field(), Some("base_url"), "{url}");
    }
}

#[test]
fn plain_http_is_for_loopback_or_by_explicit_permission() {
    let client = |url: &str| Client::builder().token(DEFAULT_TOKEN).base_url(url);
    for url in [
        "http://127.0.0.1:4010/ratings",
        "http://localhost:4010/",
        "http://[::1]:4010",
    ] {
        client(url).build().expect(url);
    }
    let url = "http://gateway.internal/ratings";
    client(url).build().expect_err(url);
    client(url).dangerously_allow_http(true).build().expect(url);
}

fn with(field: &str, value: Value) -> Value {
    new_user_json(json!({ field: value }))
}

fn without(field: &str) -> Value {
    let mut user = new_user_json(json!({}));
    user.as_object_mut().unwrap().remove(field);
    user
}
