//! Errors that say what is probably wrong.

use bitsight_users::{Client, Code, Request, UserChanges};
use bitsight_users_mock::{DEFAULT_TOKEN, Fault};
use bitsight_users_tests::{client, start_mock};
use serde_json::json;

#[tokio::test]
async fn an_edit_of_the_status_says_that_the_api_has_none() {
    let error = UserChanges::from_json(json!({ "status": "Deactivated" })).unwrap_err();
    assert_eq!(error.code(), Code::InvalidArgument);
    assert_eq!(error.field(), Some("status"));
    let text = error.to_string();
    assert!(
        text.contains("no known way to deactivate or reactivate"),
        "{text}"
    );
    assert!(text.contains("web interface"), "{text}");
}

#[tokio::test]
async fn an_email_in_the_place_of_a_guid_is_explained() {
    let mock = start_mock().await;
    let error = client(&mock)
        .delete_user("a@example.com")
        .await
        .unwrap_err();
    assert_eq!(error.code(), Code::NotFound);
    assert_eq!(error.field(), Some("user_guid"));
    let text = error.to_string();
    assert!(
        text.contains("`user_guid` is a guid, and this one holds an `@`"),
        "{text}"
    );
    assert!(!text.contains("a@example.com"), "{text}");
    let plain = client(&mock).delete_user("a-guid").await.unwrap_err();
    assert!(!plain.to_string().contains("`@`"));
}

#[tokio::test]
async fn a_base_url_without_its_path_is_explained() {
    let mock = start_mock().await;
    mock.inject(Fault::status(404, json!("<html>no such page</html>")));
    let url = mock.url().replace("/ratings", "/elsewhere");
    let builder = Client::builder().token(DEFAULT_TOKEN).base_url(&url);
    let error = builder.build().unwrap().get_user_quota().await.unwrap_err();
    assert_eq!(error.code(), Code::NotFound);
    let text = error.to_string();
    let expected = format!("`/v1/users/quota` was not found below {url}");
    assert!(text.contains(&expected), "{text}");
    assert!(text.contains("ends in `/ratings`"), "{text}");
}
