//! A user with unknown fields and values: read without an error, and complete.

use bitsight_users::types::User;
use bitsight_users::{Client, NewUser};
use bitsight_users_mock::{Fault, MockServer, Seed};
use bitsight_users_tests::client;
use serde_json::{Value, json};

use crate::support::{account, parsed};

const ODD_USER: &str = include_str!("../../odd-user.json");
const GUID: &str = "james123-4567-8900-0098-7654321james";

async fn odd_account() -> (MockServer, Client) {
    let user = serde_json::from_str(ODD_USER).unwrap();
    let mock = account(Seed::empty().user(user)).await;
    let client = client(&mock);
    (mock, client)
}

#[tokio::test]
async fn a_user_that_nobody_foresaw_is_read() {
    let (mock, client) = odd_account().await;
    let user = client.get_user(GUID).await.unwrap();
    let mut sent = mock.users()[0].clone();
    for field in [
        "landing_page",
        "preferred_contact_for_entities",
        "mfa_status",
    ] {
        sent.as_object_mut().unwrap().shift_remove(field);
    }
    is_as_sent(&user, user.raw_json(), &sent);

    // The text is exact.
    mock.inject(Fault::status(200, ODD_USER));
    let user = client.get_user(GUID).await.unwrap();
    assert_eq!(user.raw_json(), Some(ODD_USER.trim()));
}

#[tokio::test]
async fn a_user_that_nobody_foresaw_is_read_in_a_list() {
    let (mock, client) = odd_account().await;
    let page = client.list_users(&Default::default()).await.unwrap();
    let sent = &mock.users()[0];
    let raw = parsed(page.raw_json())["results"][0].to_string();
    let user = &page.results[0];
    is_as_sent(user, Some(&raw), sent);
    assert_eq!(user.landing_page.as_ref().unwrap().to_string(), "PORTFOLIO");
    assert!(user.landing_page.as_ref().unwrap().known().is_none());
    assert_eq!(
        user.mfa_status.as_ref().unwrap().to_string(),
        "Something Else"
    );
    assert_eq!(
        user.preferred_contact_for_entities.as_ref().unwrap(),
        &["not-a-uuid"]
    );
}

#[tokio::test]
async fn a_user_that_nobody_foresaw_is_found_by_a_look_up() {
    let (mock, client) = odd_account().await;
    // The service reports that the user was created, and the account has that user.
    mock.inject(Fault::status(201, Value::Null).on("create_user"));
    let request = NewUser::builder()
        .friendly_name("James")
        .formal_name("James \u{202e}O'Odd")
        .email("JAMES@example.com")
        .roles(["vrm_admin"])
        .build();
    let user = client.create_user(&request).await.unwrap();
    is_as_sent(&user, user.raw_json(), &mock.users()[0]);
}

/// The typed value, its extra fields, and the text: nothing is lost in any of them.
fn is_as_sent(user: &User, raw: Option<&str>, sent: &Value) {
    // Text, so that the order of keys counts.
    assert_eq!(parsed(raw).to_string(), sent.to_string());
    assert_eq!(serde_json::to_value(user).unwrap(), *sent);

    assert_eq!(user.guid, GUID);
    let status = user.status.as_ref().unwrap();
    assert_eq!(status.to_string(), "Suspended");
    assert!(status.known().is_none());
    let roles = user.roles.as_ref().unwrap();
    assert_eq!(roles[0].slug.as_ref().unwrap().to_string(), "vrm_admin");
    assert_eq!(roles[0].extra["product"], "VRM");
    assert_eq!(user.group.as_ref().unwrap().extra["parent"], json!(null));
    let features = user.features.as_ref().unwrap();
    assert_eq!(features[0].value, Some(json!("view")));
    let slug = features[1].slug.as_ref().unwrap();
    assert_eq!(slug.to_string(), "time-travel");
    assert_eq!(features[1].extra["since"], 2031);
    assert_eq!(user.extra["favourite_colour"], "green");
    assert_eq!(user.extra["precise"], json!(0.1));
    assert_eq!(user.extra["nothing"], json!(null));
    assert_eq!(user.extra["large"], json!(u64::MAX));
    assert_eq!(user.extra["nested"]["deep"][0]["er"], json!([]));

    let joined = user.joined_time.as_ref().unwrap();
    assert_eq!(joined.as_str(), "2024-04-01 12:34:56");
    assert_eq!(joined.parse().unwrap().to_string(), "2024-04-01T12:34:56Z");
    let login = user.last_login_time.as_ref().unwrap();
    assert_eq!(login.as_str(), "the day before yesterday");
    let error = login.parse().unwrap_err();
    assert!(error.to_string().contains("the day before yesterday"));
}
