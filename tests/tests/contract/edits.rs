//! An edit sends the bytes of the fields that were set, and no others.

use bitsight_users::{Code, Request, UserChanges, types::FeatureSetting};
use bitsight_users_mock::Fault;
use serde_json::json;

use crate::support::example;

const GUID: &str = "00000000-0000-4000-8000-000000000001";

/// The body that an edit sends. The service may refuse it.
async fn sent(changes: &UserChanges) -> String {
    let (mock, client) = example().await;
    mock.inject(Fault::status(200, json!(null)).on("edit_user"));
    client.edit_user(GUID, changes).await.unwrap();
    mock.requests()[0].body.clone()
}

#[tokio::test]
async fn a_field_that_is_not_set_is_not_sent() {
    let changes = UserChanges::new().is_available_for_contact(false);
    assert_eq!(
        sent(&changes).await,
        r#"{"is_available_for_contact":false}"#
    );
}

#[tokio::test]
async fn null_is_sent_as_null() {
    let changes = UserChanges::new().clear_group();
    assert_eq!(sent(&changes).await, r#"{"group":null}"#);
    let changes = UserChanges::from_json(json!({ "features": null })).unwrap();
    assert_eq!(sent(&changes).await, r#"{"features":null}"#);
}

#[tokio::test]
async fn an_empty_list_is_sent_as_an_empty_list() {
    let changes = UserChanges::new().features(Vec::<FeatureSetting>::new());
    assert_eq!(sent(&changes).await, r#"{"features":[]}"#);
}

#[tokio::test]
async fn unset_null_and_empty_are_three_different_things() {
    let named = || UserChanges::new().friendly_name("Emma");
    let unset = sent(&named()).await;
    let null = sent(&named().clear_features()).await;
    let empty = sent(&named().features(Vec::<FeatureSetting>::new())).await;
    assert_eq!(unset, r#"{"friendly_name":"Emma"}"#);
    assert_eq!(null, r#"{"friendly_name":"Emma","features":null}"#);
    assert_eq!(empty, r#"{"friendly_name":"Emma","features":[]}"#);
}

#[tokio::test]
async fn every_field_can_be_set() {
    let feature = FeatureSetting::builder().slug("wfh-ro").value(true).build();
    let changes = UserChanges::new()
        .friendly_name("Emma")
        .formal_name("Emma \"E\" Blue")
        .email("emma@blueseas.com")
        .roles(["customer_admin"])
        .group("88888888-eeee-8888-eeee-888888888888")
        .is_company_api_token(false)
        .is_available_for_contact(true)
        .features([feature]);
    let wanted = concat!(
        r#"{"friendly_name":"Emma","formal_name":"Emma \"E\" Blue","email":"emma@blueseas.com","#,
        r#""roles":[{"slug":"customer_admin"}],"group":"88888888-eeee-8888-eeee-888888888888","#,
        r#""is_company_api_token":false,"is_available_for_contact":true,"#,
        r#""features":[{"slug":"wfh-ro","value":true}]}"#
    );
    assert_eq!(sent(&changes).await, wanted);
}

#[tokio::test]
async fn an_edit_of_nothing_is_refused() {
    let (mock, client) = example().await;
    let error = client
        .edit_user(GUID, &UserChanges::new())
        .await
        .unwrap_err();
    assert_eq!(error.code(), Code::InvalidArgument);
    assert_eq!(error.operation(), Some("edit_user"));
    assert!(error.to_string().contains("at least 1 field"), "{error}");
    assert_eq!(mock.requests().len(), 0);
}
