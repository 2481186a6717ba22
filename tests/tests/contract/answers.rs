//! Answers without a body, and with one where none belongs.

use std::time::Duration;

use bitsight_users::{CallOptions, Client, Code, Effect, UserChanges};
use bitsight_users_mock::{Fault, MockServer};
use bitsight_users_tests::{client, new_user, start_mock};
use serde_json::{Value, json};

use crate::support::{example, parsed};

const GUID: &str = "00000000-0000-4000-8000-000000000001";

async fn documented() -> (MockServer, Client) {
    let mock = start_mock().await;
    let client = client(&mock);
    (mock, client)
}

fn operations(mock: &MockServer) -> Vec<String> {
    let requests = mock.requests().into_iter();
    requests.filter_map(|request| request.operation).collect()
}

#[tokio::test]
async fn an_edit_without_a_body_is_a_success() {
    let (mock, client) = example().await;
    mock.inject(Fault::empty_body().on("edit_user"));
    let changes = UserChanges::new().friendly_name("Emma");
    let edited = client.edit_user(GUID, &changes).await.unwrap();
    assert_eq!(edited.status(), 200);
    assert!(edited.is_none());
    assert_eq!(edited.raw_json(), None);
    assert_eq!(mock.users()[0]["friendly_name"], "Emma");
    assert_eq!(operations(&mock), ["edit_user"]);
}

#[tokio::test]
async fn a_creation_without_a_body_is_looked_up() {
    let (mock, client) = documented().await;
    mock.inject(Fault::empty_body().on("create_user"));
    let user = client.create_user(&new_user(json!({}))).await.unwrap();
    assert_eq!((user.status(), user.attempts()), (201, 2));
    assert_eq!(user.guid, "11111111-aaaa-1111-aaaa-111111111111");
    // Found in a list, so with what lists show.
    assert_eq!(parsed(user.raw_json()), mock.users()[0]);
    assert_eq!(operations(&mock), ["create_user", "list_users"]);
    assert_eq!(
        mock.requests()[1].target,
        "/ratings/v2/users?email=arnold%40actorsfilms.us"
    );
}

#[tokio::test]
async fn a_creation_with_200_is_a_success() {
    let (mock, client) = documented().await;
    let answer = bitsight_users_tests::created_user();
    mock.inject(Fault::status(200, answer.clone()).after().on("create_user"));
    let user = client.create_user(&new_user(json!({}))).await.unwrap();
    assert_eq!((user.status(), user.attempts()), (200, 1));
    assert_eq!(parsed(user.raw_json()), answer);

    let (mock, client) = documented().await;
    mock.inject(Fault::status(200, Value::Null).after().on("create_user"));
    let user = client.create_user(&new_user(json!({}))).await.unwrap();
    assert_eq!((user.status(), user.attempts()), (200, 2));
    assert_eq!(user.email, "arnold@actorsfilms.us");
}

#[tokio::test]
async fn a_creation_that_cannot_be_read_back_says_that_the_user_exists() {
    let (mock, client) = documented().await;
    mock.inject(Fault::empty_body().on("create_user"));
    let refusal = json!({ "detail": "no" });
    mock.inject(Fault::status(403, refusal).on("list_users").always());
    let error = client.create_user(&new_user(json!({}))).await.unwrap_err();
    assert_eq!(error.code(), Code::CreatedButUnreadable);
    assert_eq!(error.effect(), Effect::Possible);
    assert_eq!(
        (error.operation(), error.status()),
        (Some("create_user"), Some(201))
    );
    assert!(
        error
            .to_string()
            .contains("reported that the user was created"),
        "{error}"
    );
    let created = mock
        .requests()
        .iter()
        .filter(|request| request.method == "POST")
        .count();
    assert_eq!((created, mock.users().len()), (1, 1));
}

#[tokio::test]
async fn a_creation_that_is_not_found_again_says_that_the_user_exists() {
    let (mock, client) = documented().await;
    // The service reports it, and its list doesn't contain it.
    mock.inject(Fault::status(201, Value::Null).on("create_user"));
    let hurried = CallOptions::new().settle_time(Duration::from_millis(10));
    let client = client.with_options(hurried);
    let error = client.create_user(&new_user(json!({}))).await.unwrap_err();
    assert_eq!(error.code(), Code::CreatedButUnreadable);
    assert_eq!(error.effect(), Effect::Possible);
    let mut sent = operations(&mock);
    sent.dedup();
    assert_eq!(sent, ["create_user", "list_users"]);
}

#[tokio::test]
async fn a_success_that_is_not_the_documented_one_is_an_error() {
    let (mock, client) = example().await;
    let page = || json!("<!doctype html><title>Log in</title>");
    for answer in [
        Fault::status(200, page()),
        Fault::status(200, json!({ "any": "thing" })),
        Fault::status(202, Value::Null),
    ] {
        for operation in [
            "require_mfa",
            "reset_mfa",
            "resend_activation_email",
            "delete_user",
        ] {
            mock.inject(answer.clone().on(operation));
            let outcome = match operation {
                "require_mfa" => client.require_mfa(GUID).await,
                "reset_mfa" => client.reset_mfa(GUID).await,
                "resend_activation_email" => client.resend_activation_email(GUID).await,
                _ => client.delete_user(GUID).await,
            };
            let error = outcome.unwrap_err();
            let told = (error.code(), error.effect(), error.attempts());
            assert_eq!(
                told,
                (Code::Decode, Effect::Possible, 1),
                "{operation}: {error}"
            );
        }
    }
}
