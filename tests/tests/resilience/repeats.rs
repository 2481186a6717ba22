//! Writes that are repeated because repeating them is harmless: what is told when the repeat finds
//! the work done.

use bitsight_users::{Client, Code, Effect, UserChanges};
use bitsight_users_mock::{Fault, MockServer, Seed};
use serde_json::Value;

use crate::support::{Apart, Record, hold_clock, mock_with, observed, through_waits};

fn seeded() -> (Apart<MockServer>, String, Client, Record) {
    let mock = mock_with(|builder| builder.seed(Seed::numbered(3)));
    let guid = mock.users()[0]["guid"].as_str().unwrap().to_owned();
    let (builder, record) = observed(&mock.url());
    (mock, guid, builder.build().unwrap(), record)
}

#[tokio::test(start_paused = true)]
async fn a_deletion_whose_answer_was_lost_is_a_success_when_the_user_is_gone() {
    for fault in [
        Fault::reset().after(),
        Fault::html_524().after(),
        Fault::garbage().after(),
    ] {
        let ((mock, guid, client, record), _held) = (seeded(), hold_clock());
        mock.inject(fault.on("delete_user"));
        let done = through_waits(&record, client.delete_user(&guid))
            .await
            .unwrap();
        assert!(done.recovered());
        assert_eq!((done.attempts(), done.status()), (2, 404));
        assert_eq!(mock.users().len(), 2);
    }
}

#[tokio::test]
async fn a_deletion_of_nobody_is_not_found() {
    let (mock, _, client, record) = seeded();
    let error = client.delete_user("nobody").await.unwrap_err();
    assert_eq!(
        (error.code(), error.effect()),
        (Code::NotFound, Effect::None)
    );
    assert_eq!(record.requests(), 1);
    assert_eq!(mock.users().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_404_after_an_attempt_that_had_no_effect_is_not_found() {
    let ((mock, _, client, record), _held) = (seeded(), hold_clock());
    mock.inject(Fault::rate_limited(Some("0")).on("delete_user"));
    let error = through_waits(&record, client.delete_user("nobody"))
        .await
        .unwrap_err();
    assert_eq!(
        (error.code(), error.effect()),
        (Code::NotFound, Effect::None)
    );
    assert_eq!(error.attempts(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_404_to_a_repeat_of_anything_else_stays_one() {
    let ((mock, _, client, record), _held) = (seeded(), hold_clock());
    mock.inject(Fault::reset().on("require_mfa"));
    let error = through_waits(&record, client.require_mfa("nobody"))
        .await
        .unwrap_err();
    assert_eq!(
        (error.code(), error.effect()),
        (Code::NotFound, Effect::Possible)
    );
}

#[tokio::test(start_paused = true)]
async fn a_400_to_a_repeat_says_that_the_first_may_have_done_it() {
    let ((mock, guid, client, record), _held) = (seeded(), hold_clock());
    mock.inject(Fault::reset().after().on("require_mfa"));
    let error = through_waits(&record, client.require_mfa(&guid))
        .await
        .unwrap_err();
    assert_eq!(
        (error.code(), error.status()),
        (Code::Validation, Some(400))
    );
    assert_eq!((error.effect(), error.attempts()), (Effect::Possible, 2));
    assert!(
        error.to_string().ends_with("it may have taken effect"),
        "{error}"
    );

    mock.inject(Fault::reset().after().on("reset_mfa"));
    let error = through_waits(&record, client.reset_mfa(&guid))
        .await
        .unwrap_err();
    assert_eq!(
        (error.code(), error.effect()),
        (Code::Validation, Effect::Possible)
    );
}

#[tokio::test(start_paused = true)]
async fn what_is_known_of_the_effect_is_not_forgotten_in_a_repeat() {
    let ((mock, guid, client, record), _held) = (seeded(), hold_clock());
    // It may have taken effect and is then refused: the effect stays possible.
    mock.inject(Fault::truncated().on("edit_user"));
    mock.inject(Fault::status(403, Value::Null).on("edit_user"));
    let changes = UserChanges::new().friendly_name("New");
    let error = through_waits(&record, client.edit_user(&guid, &changes))
        .await
        .unwrap_err();
    assert_eq!(
        (error.code(), error.effect()),
        (Code::Permission, Effect::Possible)
    );
    assert_eq!(mock.users()[0]["friendly_name"], "New");
}

#[tokio::test(start_paused = true)]
async fn an_edit_is_repeated_and_an_activation_email_is_not_sent_twice() {
    let ((mock, guid, client, record), _held) = (seeded(), hold_clock());
    mock.inject(Fault::reset().after().on("edit_user"));
    let changes = UserChanges::new().friendly_name("New");
    let edited = through_waits(&record, client.edit_user(&guid, &changes))
        .await
        .unwrap();
    assert_eq!((edited.attempts(), edited.recovered()), (2, false));

    let waiting = mock.users()[2]["guid"].as_str().unwrap().to_owned();
    mock.inject(Fault::html_524().after().on("resend_activation_email"));
    let error = client.resend_activation_email(&waiting).await.unwrap_err();
    assert_eq!((error.attempts(), error.effect()), (1, Effect::Possible));
}
