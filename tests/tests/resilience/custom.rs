//! Requests to endpoints that the document doesn't describe.

use bitsight_users::{Code, Effect};
use bitsight_users_mock::Fault;
use serde_json::{Value, json};

use crate::support::{emails, mock, observed, user};

#[tokio::test]
async fn a_custom_request_has_the_token_and_the_errors_of_all_others() {
    let mock = mock();
    let (builder, record) = observed(&mock.url());
    let client = builder.build().unwrap();
    client.create_user(&user(1)).await.unwrap();
    let page = client
        .request("GET", "/v2/users")
        .query("email", "user1@example.com")
        .send()
        .await
        .unwrap();
    assert_eq!(page.as_ref().unwrap()["count"], 1);
    assert_eq!(record.sent(), ["create_user", "request"]);

    let error = client
        .request("GET", "/v2/nothing")
        .send()
        .await
        .unwrap_err();
    assert_eq!(
        (error.code(), error.effect()),
        (Code::NotFound, Effect::None)
    );
    assert_eq!(error.url(), Some(format!("{}/{{path}}", mock.url())));
    for (method, path, field) in [("HEAD", "/v2/users", "method"), ("GET", "v2/users", "path")] {
        let error = client.request(method, path).send().await.unwrap_err();
        assert_eq!(
            (error.code(), error.field()),
            (Code::InvalidArgument, Some(field))
        );
    }
}

#[tokio::test]
async fn a_custom_write_is_repeated_only_if_it_is_declared_idempotent() {
    let mock = mock();
    let (builder, record) = observed(&mock.url());
    let client = builder.build().unwrap();
    let new = json!({
        "friendly_name": "Arnold", "formal_name": "Arnold Brown",
        "email": "arnold@actorsfilms.us", "roles": [{ "slug": "customer_user" }],
    });
    mock.inject(Fault::status(503, Value::Null).after());
    let post = client.request("POST", "/v2/users").body(new.clone());
    let error = post.clone().send().await.unwrap_err();
    assert_eq!(
        (error.code(), error.effect()),
        (Code::Server, Effect::Possible)
    );
    assert_eq!((record.requests(), emails(&mock).len()), (1, 1));

    mock.inject(Fault::status(503, Value::Null));
    let error = post.idempotent().send().await.unwrap_err();
    assert_eq!(error.code(), Code::Conflict, "the repeat was sent");
    assert_eq!(record.requests(), 3);
}
