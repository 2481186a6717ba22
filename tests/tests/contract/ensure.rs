//! Making sure that a user exists, without creating one twice.

use std::time::Duration;

use bitsight_users::{CallOptions, Client, Code, Effect, User};
use bitsight_users_mock::{Fault, MockServer, Seed};
use bitsight_users_tests::{client, new_user, start_mock};
use serde_json::json;

use crate::support::{account, page, parsed};

const CREATE: &str = "create_user";
const LIST: &str = "list_users";

/// A mock that allows two users with one email, so that a second create would not go unnoticed.
async fn lenient() -> (MockServer, Client) {
    let mock = start_mock().await;
    mock.set_options(|options| options.unique_emails = false);
    let client = client(&mock);
    (mock, client)
}

fn creates(mock: &MockServer) -> usize {
    let requests = mock.requests();
    requests
        .iter()
        .filter(|request| request.method == "POST")
        .count()
}

#[tokio::test]
async fn a_missing_user_is_created() {
    let mock = start_mock().await;
    let ensured = client(&mock)
        .ensure_user(&new_user(json!({})))
        .await
        .unwrap();
    assert!(ensured.created);
    assert_eq!(ensured.user.email, "arnold@actorsfilms.us");
    assert_eq!((ensured.status(), ensured.attempts()), (201, 5));
    assert_eq!(parsed(ensured.raw_json())["guid"], ensured.user.guid);
    assert_eq!(mock.users().len(), 1);
}

#[tokio::test]
async fn a_user_who_is_as_asked_is_returned() {
    let mock = start_mock().await;
    let existing = client(&mock)
        .create_user(&new_user(json!({})))
        .await
        .unwrap();
    mock.forget_requests();
    let asked =
        new_user(json!({ "email": "Arnold@actorsfilms.us", "formal_name": "Arnold  Brown" }));
    // Another client, which knows of no create.
    let ensured = client(&mock).ensure_user(&asked).await.unwrap();
    assert!(!ensured.created);
    assert_eq!(ensured.user.guid, existing.guid);
    assert_eq!((ensured.status(), ensured.attempts()), (200, 1));
    assert_eq!(mock.requests().len(), 1);
    assert_eq!(mock.users().len(), 1);
}

#[tokio::test]
async fn a_user_who_differs_is_left_alone() {
    let mock = start_mock().await;
    client(&mock)
        .create_user(&new_user(json!({})))
        .await
        .unwrap();
    let before = mock.users();
    let asked = new_user(json!({
        "formal_name": "Arnold Green",
        "roles": [{ "slug": "customer_admin" }],
        "is_available_for_contact": true,
    }));
    let error = client(&mock).ensure_user(&asked).await.unwrap_err();
    assert_eq!(
        (error.code(), error.effect()),
        (Code::Conflict, Effect::None)
    );
    assert_eq!(
        error.differences(),
        ["formal_name", "roles", "is_available_for_contact"]
    );
    assert_eq!(
        error.existing_user().unwrap().formal_name.as_deref(),
        Some("Arnold Brown")
    );
    let text = error.to_string();
    assert!(
        text.contains("differs from the request in formal_name, roles, is_available_for_contact; nothing was changed"),
        "{text}"
    );
    assert_eq!(mock.users(), before);
    assert_eq!(creates(&mock), 1);
}

#[tokio::test]
async fn several_users_with_the_email_are_listed_if_none_is_as_asked() {
    let (mock, client) = lenient().await;
    for name in ["Arnold Green", "Arnold Black"] {
        let user = new_user(json!({ "formal_name": name }));
        client.create_user(&user).await.unwrap();
    }
    let error = client.ensure_user(&new_user(json!({}))).await.unwrap_err();
    assert_eq!(
        (error.code(), error.effect()),
        (Code::Ambiguous, Effect::None)
    );
    assert_eq!(error.matches::<User>().len(), 2);
    // One who is as asked is enough.
    let asked = new_user(json!({ "formal_name": "Arnold Black" }));
    assert!(!client.ensure_user(&asked).await.unwrap().created);
    assert_eq!(mock.users().len(), 2);
}

#[tokio::test]
async fn an_invalid_user_is_refused_before_it_is_looked_up() {
    let mock = start_mock().await;
    let mut user = new_user(json!({}));
    user.email = "arnold".to_owned();
    let error = client(&mock).ensure_user(&user).await.unwrap_err();
    assert_eq!(
        (error.code(), error.field()),
        (Code::InvalidArgument, Some("email"))
    );
    assert!(mock.requests().is_empty());
}

#[tokio::test]
async fn a_user_is_not_created_while_lists_are_incomplete() {
    let mock = start_mock().await;
    mock.set_options(|options| options.count_error = 1);
    let error = client(&mock)
        .ensure_user(&new_user(json!({})))
        .await
        .unwrap_err();
    assert_eq!((error.code(), error.effect()), (Code::Decode, Effect::None));
    assert!(mock.users().is_empty());
}

#[tokio::test]
async fn several_calls_at_once_create_one_user() {
    let (mock, client) = lenient().await;
    // Longer than the test: no list ever shows the user.
    mock.set_options(|options| options.list_lag_ms = 60_000);
    let calls = (0..5).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { client.ensure_user(&new_user(json!({}))).await.unwrap() })
    });
    let calls: Vec<_> = calls.collect();
    let mut created = 0;
    for call in calls {
        let ensured = call.await.unwrap();
        created += usize::from(ensured.created);
        assert_eq!(ensured.user.email, "arnold@actorsfilms.us");
    }
    assert_eq!((created, creates(&mock), mock.users().len()), (1, 1, 1));
    // Nor does a later call, as long as lists may lag.
    assert!(
        !client
            .ensure_user(&new_user(json!({})))
            .await
            .unwrap()
            .created
    );
    // Only lists show the landing page.
    let asked = new_user(json!({ "landing_page": "DEFAULT" }));
    assert!(!client.ensure_user(&asked).await.unwrap().created);
    let error = client
        .ensure_user(&new_user(json!({ "friendly_name": "A" })))
        .await;
    assert_eq!(error.unwrap_err().differences(), ["friendly_name"]);
    assert_eq!(mock.users().len(), 1);
}

#[tokio::test]
async fn a_lost_answer_creates_one_user() {
    let (mock, client) = lenient().await;
    mock.inject(Fault::reset().after().on(CREATE));
    let ensured = client.ensure_user(&new_user(json!({}))).await.unwrap();
    assert!(ensured.created && ensured.recovered());
    assert!(
        !client
            .ensure_user(&new_user(json!({})))
            .await
            .unwrap()
            .created
    );
    assert_eq!((creates(&mock), mock.users().len()), (1, 1));
}

#[tokio::test]
async fn a_create_of_unknown_outcome_is_waited_for() {
    let (mock, client) = lenient().await;
    let settle_time = Duration::from_millis(800);
    let late = Fault::status(503, json!(null)).apply_after(Duration::from_millis(400));
    mock.inject(late.on(CREATE));
    let options = CallOptions::new().settle_time(settle_time);
    let hurried = client.with_options(options.clone().total_timeout(Duration::from_millis(200)));
    let error = hurried.ensure_user(&new_user(json!({}))).await.unwrap_err();
    assert_eq!(error.effect(), Effect::Possible);
    // Without the time to wait, nothing is sent.
    let sent = mock.requests().len();
    let error = hurried.ensure_user(&new_user(json!({}))).await.unwrap_err();
    assert_eq!(
        (error.code(), error.effect()),
        (Code::Timeout, Effect::Possible)
    );
    assert!(
        error.to_string().contains("an earlier create of this user"),
        "{error}"
    );
    assert_eq!(mock.requests().len(), sent);
    let patient = client.with_options(options);
    let ensured = patient.ensure_user(&new_user(json!({}))).await.unwrap();
    assert!(!ensured.created);
    assert_eq!((creates(&mock), mock.users().len()), (1, 1));
}

#[tokio::test]
async fn a_create_whose_call_was_cancelled_is_waited_for() {
    let (mock, client) = lenient().await;
    let client = client.with_options(CallOptions::new().settle_time(Duration::from_millis(800)));
    // It takes effect after the call was cancelled, and later than the settle time after its beginning.
    let late = Fault::silence().apply_after(Duration::from_millis(1500));
    mock.inject(late.on(CREATE));
    let user = new_user(json!({}));
    let call = client.ensure_user(&user);
    let cancelled = tokio::time::timeout(Duration::from_millis(1200), call).await;
    assert!(cancelled.is_err());
    let ensured = client.ensure_user(&user).await.unwrap();
    assert!(!ensured.created);
    assert_eq!((creates(&mock), mock.users().len()), (1, 1));
}

#[tokio::test]
async fn a_create_that_was_refused_is_not_waited_for() {
    let mock = start_mock().await;
    mock.inject(Fault::status(422, json!({"detail": "no"})).on(CREATE));
    // A call that waited for the settle time would take all of its time.
    let options = CallOptions::new().settle_time(Duration::from_secs(60));
    let client = client(&mock).with_options(options.total_timeout(Duration::from_secs(30)));
    let user = new_user(json!({}));
    let error = client.ensure_user(&user).await.unwrap_err();
    assert_eq!(
        (error.code(), error.effect()),
        (Code::Validation, Effect::None)
    );
    assert!(client.ensure_user(&user).await.unwrap().created);
}

#[tokio::test]
async fn a_user_whom_somebody_else_creates_meanwhile_is_found() {
    let mock = start_mock().await;
    client(&mock)
        .create_user(&new_user(json!({})))
        .await
        .unwrap();
    let inject = || {
        for _ in 0..4 {
            let nobody = page(json!(null), 0, Vec::new());
            mock.inject(Fault::status(200, nobody.to_string()).on(LIST));
        }
    };
    inject();
    let ensured = client(&mock)
        .ensure_user(&new_user(json!({})))
        .await
        .unwrap();
    assert!(!ensured.created);
    inject();
    let other = new_user(json!({ "friendly_name": "A" }));
    let error = client(&mock).ensure_user(&other).await.unwrap_err();
    assert_eq!(
        (error.code(), error.effect()),
        (Code::Conflict, Effect::None)
    );
    assert_eq!(error.differences(), ["friendly_name"]);
    assert_eq!(mock.users().len(), 1);
}

#[tokio::test]
async fn a_user_who_was_deleted_is_created_again() {
    let (mock, client) = lenient().await;
    let first = client.ensure_user(&new_user(json!({}))).await.unwrap();
    client.delete_user(&first.user.guid).await.unwrap();
    assert!(
        client
            .ensure_user(&new_user(json!({})))
            .await
            .unwrap()
            .created
    );
    assert_eq!((creates(&mock), mock.users().len()), (2, 1));
}

#[tokio::test]
async fn differences_are_named_in_every_conflict() {
    let mock = account(Seed::empty().user(json!({
        "email": "arnold@actorsfilms.us",
        "friendly_name": "Arnold",
        "formal_name": "Arnold Green",
    })))
    .await;
    let error = client(&mock)
        .create_user(&new_user(json!({})))
        .await
        .unwrap_err();
    assert_eq!((error.code(), error.status()), (Code::Conflict, Some(409)));
    assert_eq!(error.differences(), ["formal_name"]);
}
