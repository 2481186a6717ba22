//! A create whose email is taken says whose it is.

use bitsight_users::{CallOptions, Client, Code, Effect};
use bitsight_users_mock::{Fault, MockServer};
use bitsight_users_tests::{client, new_user, start_mock};
use serde_json::json;

/// A mock with the user, and a client of it.
async fn taken() -> (MockServer, Client) {
    let mock = start_mock().await;
    let client = client(&mock);
    client.create_user(&new_user(json!({}))).await.unwrap();
    (mock, client)
}

#[tokio::test]
async fn a_taken_email_is_looked_up_by_one_request() {
    let (mock, client) = taken().await;
    let other = new_user(json!({ "friendly_name": "Another" }));
    let error = client.create_user(&other).await.unwrap_err();
    assert_eq!(
        (error.code(), error.effect()),
        (Code::Conflict, Effect::None)
    );
    assert_eq!((error.status(), error.attempts()), (Some(409), 2));
    let existing = error.existing_user().unwrap();
    assert_eq!(existing.friendly_name.as_deref(), Some("Arnold"));
    let text = error.to_string();
    assert!(
        text.contains("the user with this email has the status Created"),
        "{text}"
    );
    assert!(!text.contains(&existing.guid) && !text.contains(&existing.email));
    let requests = mock.requests();
    let target = &requests.last().unwrap().target;
    assert_eq!(
        target,
        "/ratings/v2/users?email=arnold%40actorsfilms.us&limit=100"
    );
    assert_eq!(requests.len(), 3);
}

#[tokio::test]
async fn the_look_up_of_a_taken_email_can_be_switched_off() {
    let (mock, client) = taken().await;
    let quiet = client.with_options(CallOptions::new().look_up_conflicts(false));
    let error = quiet.create_user(&new_user(json!({}))).await.unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Code::Conflict, 1));
    assert!(error.existing_user().is_none());
    assert_eq!(mock.requests().len(), 2);
}

#[tokio::test]
async fn a_conflict_stays_one_if_the_look_up_fails() {
    let (mock, client) = taken().await;
    mock.inject(Fault::status(503, json!(null)).on("list_users"));
    let error = client.create_user(&new_user(json!({}))).await.unwrap_err();
    assert_eq!((error.code(), error.status()), (Code::Conflict, Some(409)));
    assert_eq!((error.effect(), error.attempts()), (Effect::None, 2));
    assert!(error.existing_user().is_none());
    assert_eq!(mock.requests().len(), 3);
}
