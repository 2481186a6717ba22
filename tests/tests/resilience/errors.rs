//! The content of errors, for each status and for each way a connection can fail.

use std::{error::Error as _, time::Duration};

use bitsight_users::{Client, Code, Effect, Error};
use bitsight_users_mock::{DEFAULT_TOKEN, Fault, FaultKind, MockServer, Seed};
use bitsight_users_tests::{client, new_user, start_mock};
use serde_json::json;

use crate::support::user;

#[tokio::test]
async fn each_status_has_its_code_and_its_effect() {
    let mock = start_mock().await;
    let client = hasty(&mock);
    for (status, code, effect) in [
        (300, Code::UnexpectedStatus, Effect::Possible),
        (302, Code::UnexpectedStatus, Effect::Possible),
        (400, Code::Validation, Effect::None),
        (401, Code::Authentication, Effect::None),
        (402, Code::RequestFailed, Effect::None),
        (403, Code::Permission, Effect::None),
        (404, Code::NotFound, Effect::None),
        (405, Code::UnexpectedStatus, Effect::None),
        (409, Code::Conflict, Effect::None),
        (418, Code::UnexpectedStatus, Effect::None),
        (422, Code::Validation, Effect::None),
        (429, Code::RateLimited, Effect::None),
        (500, Code::Server, Effect::Possible),
        (503, Code::Server, Effect::Possible),
        (524, Code::Server, Effect::Possible),
        (599, Code::Server, Effect::Possible),
        (600, Code::UnexpectedStatus, Effect::Possible),
        (999, Code::UnexpectedStatus, Effect::Possible),
    ] {
        let body = json!({ "detail": "no, because", "title": "No" });
        mock.inject(answer(status, body).on("resend_activation_email"));
        let error = client.resend_activation_email("guid").await.unwrap_err();
        assert_eq!(error.code(), code, "{status}");
        assert_eq!(error.status(), Some(status), "{status}");
        assert_eq!(error.effect(), effect, "{status}");
        assert_eq!(error.detail(), Some("no, because"), "{status}");
        assert_eq!(error.title(), Some("No"), "{status}");
        assert!(error.to_string().contains("No: no, because"), "{error}");
        assert!(error.to_string().contains(&status.to_string()), "{error}");
    }
}

#[tokio::test]
async fn an_error_says_which_request_it_is_about_and_nothing_personal() {
    let mock = start_mock().await;
    let error = hasty(&mock)
        .get_user("11111111-personal")
        .await
        .unwrap_err();
    assert_eq!(error.code(), Code::NotFound);
    assert_eq!(error.operation(), Some("get_user"));
    assert_eq!(error.method(), Some("GET"));
    let url = format!("{}/v2/users/{{user_guid}}", mock.url());
    assert_eq!(error.url(), Some(url));
    assert_eq!(error.attempts(), 1);
    assert_eq!(error.request_id(), Some(mock.requests()[0].id.as_str()));
    assert_eq!(error.headers()["content-type"], "application/json");
    assert!(!error.to_string().contains("personal"), "{error}");
}

#[tokio::test]
async fn a_read_has_no_effect_however_it_fails() {
    let mock = start_mock().await;
    for fault in [Fault::reset(), Fault::html_524(), Fault::truncated()] {
        mock.inject(fault.on("get_user_quota"));
        let error = hasty(&mock).get_user_quota().await.unwrap_err();
        assert_eq!(error.effect(), Effect::None, "{error}");
        assert!(!error.may_have_taken_effect());
        assert!(!error.to_string().contains("effect"), "{error}");
    }
}

#[tokio::test]
async fn retry_after_is_told_in_seconds_and_as_a_date() {
    let mock = start_mock().await;
    let hour = Duration::from_secs(3600);
    let date = httpdate::fmt_http_date(std::time::SystemTime::now() + hour);
    for (value, least) in [("7", 7), ("86400", 86400), (&date, 3590), ("0", 0)] {
        mock.inject(Fault::rate_limited(Some(value)).on("get_user_quota"));
        // A client of its own, since the others of this one would have to wait.
        let error = hasty(&mock).get_user_quota().await.unwrap_err();
        assert_eq!(error.code(), Code::RateLimited);
        let wait = error.retry_after().expect(value);
        let least = Duration::from_secs(least);
        assert!(
            (least..=least + Duration::from_secs(10)).contains(&wait),
            "{value}: {wait:?}"
        );
    }
    for value in [None, Some("soon"), Some("-5"), Some("1.5")] {
        mock.inject(Fault::rate_limited(value).on("get_user_quota"));
        let error = hasty(&mock).get_user_quota().await.unwrap_err();
        assert_eq!(error.retry_after(), None, "{value:?}");
    }
}

#[tokio::test]
async fn a_service_that_cannot_be_reached_has_not_seen_the_request() {
    let client = Client::builder()
        .token(DEFAULT_TOKEN)
        // Nothing listens on port 1.
        .base_url("http://127.0.0.1:1")
        .max_retries(0)
        .build()
        .unwrap();
    let error = client.create_user(&user(1)).await.unwrap_err();
    assert_eq!(error.code(), Code::Connection);
    assert_eq!(error.effect(), Effect::None);
    assert_eq!((error.status(), error.attempts()), (None, 1));
    assert!(
        chain(&error).iter().any(|cause| cause.contains("refused")),
        "{:?}",
        chain(&error)
    );
    // The cause's own text names the URL in other programs; this one has parameters in it.
    assert!(
        chain(&error)
            .iter()
            .all(|cause| !cause.contains("v2/users")),
        "{:?}",
        chain(&error)
    );
}

#[tokio::test]
async fn a_connection_that_breaks_may_have_carried_the_request() {
    let mock = start_mock().await;
    for fault in [Fault::reset(), Fault::reset().after(), Fault::garbage()] {
        mock.inject(fault.on("resend_activation_email"));
        let error = hasty(&mock).resend_activation_email("g").await.unwrap_err();
        assert_eq!(error.code(), Code::Connection);
        assert_eq!(error.effect(), Effect::Possible);
        assert!(error.source().is_some());
        assert!(
            error.to_string().contains("may have taken effect"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn an_invalid_argument_says_where_and_counts_no_attempt() {
    let mock = start_mock().await;
    let client = client(&mock);
    for guid in ["", " ", "..", ".", "a/b", "a?b", "a#b", "%2e", "a\nb"] {
        let error = client.get_user(guid).await.unwrap_err();
        assert_eq!(error.code(), Code::InvalidArgument, "{guid:?}");
        assert_eq!(error.field(), Some("user_guid"), "{guid:?}");
        assert_eq!(
            (error.attempts(), error.effect()),
            (0, Effect::None),
            "{guid:?}"
        );
    }
    assert_eq!(mock.requests(), []);
}

#[tokio::test]
async fn the_end_of_the_quota_is_a_request_failed() {
    let mock = MockServer::builder()
        .monthly_limit(1)
        .start()
        .await
        .unwrap();
    let client = hasty(&mock);
    client.create_user(&user(1)).await.unwrap();
    let error = client.create_user(&user(2)).await.unwrap_err();
    assert_eq!(
        (error.code(), error.status()),
        (Code::RequestFailed, Some(402))
    );
}

#[tokio::test]
async fn who_may_only_read_is_told_so() {
    let mock = MockServer::builder()
        .seed(Seed::numbered(1))
        .start()
        .await
        .unwrap();
    let client = Client::builder()
        .token(bitsight_users_mock::READ_ONLY_TOKEN)
        .base_url(mock.url())
        .build()
        .unwrap();
    let error = client.create_user(&new_user(json!({}))).await.unwrap_err();
    assert_eq!(
        (error.code(), error.status()),
        (Code::Permission, Some(403))
    );
    assert_eq!(mock.users().len(), 1);
}

/// A client that doesn't try again.
fn hasty(mock: &MockServer) -> Client {
    Client::builder()
        .token(DEFAULT_TOKEN)
        .base_url(mock.url())
        .max_retries(0)
        .build()
        .unwrap()
}

fn answer(status: u16, body: serde_json::Value) -> Fault {
    // No pause to speak of, where it is one.
    let headers = [("retry-after".to_owned(), "0".to_owned())].into();
    FaultKind::Status {
        status,
        headers,
        body,
    }
    .into()
}

fn chain(error: &Error) -> Vec<String> {
    let mut causes = Vec::new();
    let mut source = error.source();
    while let Some(cause) = source {
        causes.push(cause.to_string());
        source = cause.source();
    }
    causes
}
