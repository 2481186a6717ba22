//! Writes that take effect after the client has got its answer, or none.

use std::time::Duration;

use bitsight_users_mock::Fault;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Mock, empty, eventually, new_user};

/// Long enough to look in between, short enough for a test.
const LATER: Duration = Duration::from_millis(60);

fn losses() -> Vec<(Option<u16>, Fault)> {
    let mut losses = vec![
        (None, Fault::reset()),
        (None, Fault::garbage()),
        (Some(524), Fault::html_524()),
        (Some(200), Fault::login_page()),
        (Some(302), Fault::login_redirect()),
    ];
    losses.extend([500, 503, 504].map(|status| (Some(status), Fault::status(status, Value::Null))));
    losses
}

async fn create(mock: &Mock) -> Option<u16> {
    let user = new_user("late@example.com");
    let answer = mock.send(Method::POST, "/v2/users", Some(&user)).await;
    answer.ok().map(|response| response.status().as_u16())
}

#[tokio::test]
async fn a_write_takes_effect_after_its_answer() {
    for (status, fault) in losses() {
        let mock = empty().await;
        mock.server.inject(fault.clone().apply_after(LATER));
        assert_eq!(create(&mock).await, status, "{fault:?}");
        assert_eq!(mock.server.users().len(), 0, "{fault:?}");
        let record = mock.server.requests().pop().expect("a record");
        assert!(record.pending && record.status.is_none(), "{record:?}");
        eventually(|| mock.server.users().len() == 1).await;
        eventually(|| mock.server.requests().iter().all(|record| !record.pending)).await;
        let record = mock.server.requests().pop().expect("a record");
        assert_eq!((record.status, record.delivered), (Some(201), 1));
    }
}

#[tokio::test]
async fn silence_outlasts_the_client() {
    for (fault, soon, late) in [
        (Fault::silence(), 0, 0),
        (Fault::silence().after(), 1, 1),
        (Fault::silence().apply_after(LATER), 0, 1),
    ] {
        let mock = empty().await;
        mock.server.inject(fault);
        let waited = tokio::time::timeout(LATER / 2, create(&mock)).await;
        assert!(waited.is_err(), "nothing comes");
        assert_eq!(mock.server.users().len(), soon);
        eventually(|| mock.server.in_flight() == 0).await;
        tokio::time::sleep(LATER).await;
        assert_eq!(mock.server.users().len(), late);
    }
}

#[tokio::test]
async fn a_write_from_before_a_reset_has_no_effect_after_it() {
    let mock = empty().await;
    mock.server.inject(Fault::html_524().apply_after(LATER));
    assert_eq!(create(&mock).await, Some(524));
    mock.server.reset();
    tokio::time::sleep(LATER * 2).await;
    assert_eq!(mock.server.users(), Vec::<Value>::new());
}

#[tokio::test]
async fn a_late_delete_is_a_late_delete() {
    let mock = empty().await;
    let guid = mock.create("gone@example.com").await;
    let fault = json!({ "kind": "status", "status": 504, "operation": "delete_user", "apply_after_ms": 60 });
    assert_eq!(mock.admin("/faults", &fault).await.status, 200);
    let path = format!("/v2/users/{guid}");
    assert_eq!(mock.call(Method::DELETE, &path, None).await.status, 504);
    assert_eq!(mock.get(&path).await.status, 200);
    eventually(|| mock.server.users().is_empty()).await;
}
