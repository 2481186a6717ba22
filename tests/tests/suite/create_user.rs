//! Creating the documented user, and the answers of the server that are errors.

use bitsight_users::{Client, Code, Effect, NewUser};
use bitsight_users_mock::DEFAULT_TOKEN;
use bitsight_users_tests::{
    client, client_with, created_user, new_user, new_user_json, start_mock,
};
use serde_json::{Value, json};

#[tokio::test]
async fn the_documented_request_gives_back_exactly_the_documented_response() {
    let mock = start_mock().await;
    let request = NewUser::builder()
        .friendly_name("Arnold")
        .formal_name("Arnold Brown")
        .email("arnold@actorsfilms.us")
        .roles(["customer_user"])
        .build();
    let user = client(&mock).create_user(&request).await.unwrap();

    assert_eq!(user.status(), 201);
    assert_eq!(user.guid, "11111111-aaaa-1111-aaaa-111111111111");
    let group = user.group.as_ref().unwrap();
    assert_eq!(group.name.as_deref(), Some("All Companies"));
    assert!(user.last_login_time.is_none());
    let raw: Value = serde_json::from_str(user.raw_json().unwrap()).unwrap();
    // As text: `Value` wouldn't look at the order of keys.
    assert_eq!(raw.to_string(), created_user().to_string());
}

#[tokio::test]
async fn one_request_is_sent_as_json_with_the_fields_that_were_given_and_no_others() {
    let mock = start_mock().await;
    client(&mock)
        .create_user(&new_user(json!({})))
        .await
        .unwrap();

    let requests = mock.requests();
    assert_eq!(requests.len(), 1);
    let request = &requests[0];
    assert_eq!(request.method, "POST");
    assert!(request.target.ends_with("/v2/users") && !request.target.contains("//"));
    assert_eq!(body(&request.body), new_user_json(json!({})));
    assert!(
        request
            .header("content-type")
            .unwrap()
            .starts_with("application/json")
    );
    assert_eq!(request.header("api-version"), None);
}

#[tokio::test]
async fn a_base_url_may_end_with_a_slash() {
    let mock = start_mock().await;
    let url = format!("{}/", mock.url());
    let client = Client::builder()
        .token(DEFAULT_TOKEN)
        .base_url(url)
        .build()
        .unwrap();
    client.create_user(&new_user(json!({}))).await.unwrap();
    assert!(!mock.requests()[0].target.contains("//"));
}

#[tokio::test]
async fn optional_fields_travel_and_a_false_stays_a_false() {
    let mock = start_mock().await;
    let changes = json!({
        "status": "Deactivated",
        "is_available_for_contact": false,
        "features": [{ "slug": "wfh-ro", "value": true }],
    });
    client(&mock)
        .create_user(&new_user(changes.clone()))
        .await
        .unwrap();
    assert_eq!(body(&mock.requests()[0].body), new_user_json(changes));
}

#[tokio::test]
async fn text_outside_of_ascii_arrives_unharmed() {
    let mock = start_mock().await;
    let name = "Łukasz \"Q\" O'Neill\\ 🙂";
    let user = new_user(json!({ "formal_name": name, "email": "zoe@actorsfilms.us" }));
    let created = client(&mock).create_user(&user).await.unwrap();
    assert_eq!(created.formal_name.as_deref(), Some(name));
}

#[tokio::test]
async fn an_unknown_token_is_an_authentication_error() {
    let mock = start_mock().await;
    let client = client_with(&mock, "not-a-token").unwrap();
    let error = client.create_user(&new_user(json!({}))).await.unwrap_err();
    assert_eq!(error.code(), Code::Authentication);
    assert_eq!(error.code().as_str(), "authentication");
    assert_eq!(error.status(), Some(401));
    assert_eq!(error.effect(), Effect::None);
}

#[tokio::test]
async fn a_second_user_with_the_same_email_is_a_conflict() {
    let mock = start_mock().await;
    let client = client(&mock);
    client.create_user(&new_user(json!({}))).await.unwrap();
    let error = client.create_user(&new_user(json!({}))).await.unwrap_err();
    assert_eq!(error.code(), Code::Conflict);
    assert_eq!(error.code().as_str(), "conflict");
    assert_eq!(error.status(), Some(409));
}

fn body(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}
