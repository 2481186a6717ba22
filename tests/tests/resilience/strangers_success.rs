//! A status of success that isn't the operation's documented answer: nothing may have been done.

use bitsight_users::{Client, Effect, Error, UserChanges};
use bitsight_users_mock::{Fault, FaultKind, Seed};
use serde_json::{Value, json};

use crate::strangers_support::{EMAIL, LIST, Stranger, losses, stranger};

const WRITES: [&str; 5] = [
    "edit_user",
    "delete_user",
    "require_mfa",
    "reset_mfa",
    "resend_activation_email",
];

/// Answers that none of the writes is documented to give.
fn untrue() -> Vec<(&'static str, Fault)> {
    vec![
        ("a login page", Fault::login_page()),
        ("an empty 202", Fault::status(202, Value::Null)),
        ("a text", Fault::status(200, "OK")),
        ("a list", Fault::status(200, json!([]))),
        ("an empty 206", Fault::status(206, Value::Null)),
        ("NULs", nuls(10_000)),
    ]
}

fn nuls(bytes: u64) -> Fault {
    FaultKind::Flood {
        status: 200,
        bytes: Some(bytes),
        prefix: String::new(),
        fill: "\0".to_owned(),
        gzip: false,
    }
    .into()
}

/// A user whom every write can be about.
async fn subject() -> (Stranger, String) {
    let user =
        json!({ "email": "subject@example.com", "status": "Created", "mfa_status": "Enabled" });
    let service = stranger(Seed::empty().user(user), |_| {}).await;
    let guid = service.mock.users()[0]["guid"].as_str().unwrap().to_owned();
    (service, guid)
}

async fn write(client: &Client, operation: &str, guid: &str) -> Result<(), Error> {
    match operation {
        "edit_user" => {
            let changes = UserChanges::new().friendly_name("After");
            client.edit_user(guid, &changes).await.map(drop)
        }
        "delete_user" => client.delete_user(guid).await.map(drop),
        "require_mfa" => client.require_mfa(guid).await.map(drop),
        "reset_mfa" => client.reset_mfa(guid).await.map(drop),
        "resend_activation_email" => client.resend_activation_email(guid).await.map(drop),
        other => panic!("no such write: {other}"),
    }
}

#[tokio::test(start_paused = true)]
async fn a_write_without_its_documented_answer_may_not_have_happened() {
    for operation in WRITES {
        for (what, answer) in untrue() {
            let (service, guid) = subject().await;
            let before = service.mock.users();
            service.mock.inject(answer.on(operation).always());
            let outcome = write(&service.client, operation, &guid).await;
            let what = format!("{operation}, {what}");
            let error = outcome.err().unwrap_or_else(|| panic!("{what}: a success"));
            assert_eq!(error.effect(), Effect::Possible, "{what}: {error}");
            assert_eq!(error.operation(), Some(operation), "{what}");
            assert!(error.status().is_some(), "{what}: {error}");
            assert_eq!(service.mock.users(), before, "{what}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_documented_answer_is_a_success() {
    for operation in WRITES {
        let (service, guid) = subject().await;
        if operation == "require_mfa" {
            service.client.reset_mfa(&guid).await.unwrap();
        }
        write(&service.client, operation, &guid)
            .await
            .expect(operation);
    }
    // The body of an edit isn't documented: none is as good.
    let (service, guid) = subject().await;
    service.mock.inject(Fault::empty_body().on("edit_user"));
    write(&service.client, "edit_user", &guid).await.unwrap();
    assert_eq!(service.mock.users()[0]["friendly_name"], "After");
}

/// Another user, as the response to a create.
fn somebody_else() -> Value {
    let mut user = bitsight_users_tests::created_user();
    user["email"] = json!("other@example.com");
    user["guid"] = json!("00000009-0000-4000-8000-000000000000");
    user
}

#[tokio::test(start_paused = true)]
async fn a_create_without_its_documented_answer_is_settled_by_look_ups() {
    let mut answers = untrue();
    answers.push(("an empty object", Fault::status(200, json!({}))));
    answers.push(("an empty object", Fault::status(201, json!({}))));
    answers.push(("an empty 204", Fault::status(204, Value::Null)));
    answers.push(("another user", Fault::status(201, somebody_else())));
    for (what, answer) in answers {
        // It happened: the user is found.
        let service = stranger(Seed::numbered(3), |_| {}).await;
        let user = service.create(answer.clone().after()).await;
        let user = user.unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(user.email, EMAIL, "{what}");
        assert_eq!((service.created(), service.creates()), (1, 1), "{what}");

        // It didn't: the call says so, or has made it happen; never more than once.
        let service = stranger(Seed::numbered(3), |_| {}).await;
        match service.create(answer.clone().always()).await {
            Ok(user) => panic!("{what}: {:?} was never created", user.guid),
            Err(error) => assert_eq!(error.effect(), Effect::Possible, "{what}: {error}"),
        }
        assert_eq!(service.created(), 0, "{what}");

        let service = stranger(Seed::numbered(3), |_| {}).await;
        match service.create(answer).await {
            Ok(user) => assert_eq!(
                (user.email.as_str(), service.created()),
                (EMAIL, 1),
                "{what}"
            ),
            Err(error) => {
                assert_eq!(error.effect(), Effect::Possible, "{what}: {error}");
                assert_eq!(service.created(), 0, "{what}");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_201_without_a_body_is_a_success_once_the_user_is_found() {
    // As the service is documented to answer now and then.
    let service = stranger(Seed::numbered(3), |options| options.list_lag_ms = 1_000).await;
    let user = service.create(Fault::empty_body()).await.unwrap();
    assert_eq!(user.email, EMAIL);
    assert_eq!((service.created(), service.creates()), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_create_that_was_reported_as_done_is_not_sent_again() {
    for broken in [Fault::truncated(), Fault::reset_in_body()] {
        let service = stranger(Seed::numbered(3), |_| {}).await;
        // No list ever shows the user.
        let hidden = Fault::rewrite(json!({ "results": [], "count": 0 }));
        service.mock.inject(hidden.on(LIST).always());
        let what = format!("{broken:?}");
        let outcome = service.create(broken).await;
        service.in_doubt(&what, outcome);
        assert_eq!(service.created(), 1, "{what}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_redirected_write_is_not_followed_and_may_have_happened() {
    for operation in WRITES {
        let (service, guid) = subject().await;
        service
            .mock
            .inject(Fault::login_redirect().on(operation).always());
        let error = write(&service.client, operation, &guid).await.unwrap_err();
        assert_eq!(
            (error.effect(), error.status()),
            (Effect::Possible, Some(302)),
            "{operation}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_read_without_its_documented_answer_is_an_error() {
    for answer in [
        Fault::login_page(),
        Fault::status(200, json!({})),
        Fault::status(200, json!([])),
        Fault::status(202, Value::Null),
        Fault::status(204, Value::Null),
        nuls(10_000),
    ] {
        let (service, guid) = subject().await;
        // None of the quota's numbers is required.
        let is_quota = answer == Fault::status(200, json!({}));
        service.mock.inject(answer.always());
        let error = service.client.get_user(&guid).await.unwrap_err();
        assert_eq!(error.effect(), Effect::None, "{error}");
        if is_quota {
            continue;
        }
        let error = service.client.get_user_quota().await.unwrap_err();
        assert_eq!(error.effect(), Effect::None, "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_late_create_behind_a_login_page_is_found() {
    let mut late = vec![
        Fault::login_page(),
        Fault::login_redirect(),
        Fault::status(202, Value::Null),
    ];
    late.extend(losses());
    for fault in late {
        let service = stranger(Seed::numbered(3), |_| {}).await;
        let fault = fault.apply_after(std::time::Duration::from_secs(1));
        let user = service.create(fault.clone().always()).await;
        let user = user.unwrap_or_else(|error| panic!("{fault:?}: {error}"));
        assert!(user.recovered(), "{fault:?}");
        assert_eq!((service.created(), service.creates()), (1, 1), "{fault:?}");
    }
}
