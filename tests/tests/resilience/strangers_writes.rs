//! Creates that are still under way when the client gets an answer, or gives up: when the next one may
//! leave, and what ends the call.

use std::time::Duration;

use bitsight_users::CallOptions;
use bitsight_users_mock::{Fault, Seed};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::{
    strangers_support::{CREATE, EMAIL, LIST, SETTLE, losses, stranger, stranger_with},
    support::shown,
};

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test(start_paused = true)]
async fn a_create_that_is_applied_a_second_later_is_not_sent_again() {
    let late = losses().into_iter().map(|fault| fault.apply_after(SECOND));
    // All creates are struck: whichever is sent would add a user.
    for fault in late.map(Fault::always) {
        let service = stranger(Seed::numbered(3), |_| {}).await;
        let outcome = service.create(fault.clone()).await;
        service.found(&format!("{fault:?}"), outcome);
    }
}

#[tokio::test(start_paused = true)]
async fn a_create_that_is_applied_after_the_time_out_is_not_sent_again() {
    for after in [6, 10, 19] {
        let service = stranger_with(
            Seed::numbered(3),
            |_| {},
            |builder| builder.timeout(Duration::from_secs(5)),
        )
        .await;
        let fault = Fault::silence().apply_after(after * SECOND);
        let outcome = service.create(fault.always()).await;
        service.found(&format!("{after} s"), outcome);
    }
}

#[tokio::test(start_paused = true)]
async fn a_create_that_is_applied_late_and_shows_late_is_not_sent_again() {
    let service = stranger(Seed::numbered(3), |options| options.list_lag_ms = 5_000).await;
    let fault = Fault::html_524().apply_after(5 * SECOND);
    let outcome = service.create(fault.always()).await;
    service.found("5 s and 5 s", outcome);
}

#[tokio::test(start_paused = true)]
async fn a_second_create_waits_for_the_settle_time_and_for_a_last_look_up() {
    for fault in losses() {
        for settle in [SETTLE, 40 * SECOND] {
            let service = stranger_with(
                Seed::numbered(3),
                |_| {},
                |builder| match settle {
                    SETTLE => builder,
                    other => builder.settle_time(other),
                },
            )
            .await;
            let start = Instant::now();
            let user = service.create(fault.clone()).await.unwrap();
            assert!(!user.recovered(), "{fault:?}");
            assert!(
                start.elapsed() >= settle,
                "{fault:?}: {:?}",
                start.elapsed()
            );
            assert!(
                start.elapsed() < 3 * settle,
                "{fault:?}: {:?}",
                start.elapsed()
            );
            assert_eq!(service.created(), 1, "{fault:?}");
            let sent = service.record.sent();
            assert_eq!(service.creates(), 2, "{sent:?}");
            assert!(sent.ends_with(&[LIST, CREATE]), "{sent:?}");
            let look_ups = sent.iter().filter(|sent| **sent == LIST).count();
            assert!(look_ups >= 2, "spaced over the settle time: {sent:?}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_look_up_that_outlasts_the_settle_time_is_no_proof() {
    let service = stranger(Seed::numbered(3), |_| {}).await;
    // The list is read while the user is absent, and its answer arrives when the user is there.
    let slow = Fault::body_delay(SETTLE + SECOND).on(LIST);
    service.mock.inject(slow);
    let late = Fault::status(500, Value::Null).apply_after(SETTLE - SECOND);
    let outcome = service.create(late.always()).await;
    service.found("a slow look-up", outcome);
}

#[tokio::test(start_paused = true)]
async fn the_settle_time_begins_at_the_end_of_the_attempt() {
    let service = stranger_with(
        Seed::empty(),
        |_| {},
        |builder| builder.timeout(20 * SECOND),
    )
    .await;
    let start = Instant::now();
    let user = service.create(Fault::silence()).await.unwrap();
    assert!(!user.recovered());
    let least = 20 * SECOND + SETTLE;
    assert!(start.elapsed() >= least, "{:?}", start.elapsed());
    assert_eq!((service.created(), service.creates()), (1, 2));
}

#[tokio::test(start_paused = true)]
async fn without_a_settle_time_a_create_is_never_sent_again() {
    for (fault, there) in [(Fault::reset(), 0), (Fault::html_524(), 0)] {
        let service = stranger_with(
            Seed::empty(),
            |_| {},
            |builder| builder.settle_time(Duration::ZERO),
        )
        .await;
        let start = Instant::now();
        let outcome = service.create(fault).await;
        service.in_doubt("never again", outcome);
        assert_eq!(service.created(), there);
        assert!(start.elapsed() < SECOND, "{:?}", start.elapsed());
    }
    // The option of a single call does the same.
    let mut service = stranger(Seed::empty(), |_| {}).await;
    let options = CallOptions::new().settle_time(Duration::ZERO);
    service.client = service.client.with_options(options);
    let outcome = service.create(Fault::reset()).await;
    service.in_doubt("never again", outcome);
}

#[tokio::test(start_paused = true)]
async fn a_deadline_before_the_settle_time_ends_the_call_in_doubt() {
    for fault in losses() {
        let service = stranger_with(
            Seed::empty(),
            |_| {},
            |builder| builder.total_timeout(5 * SECOND),
        )
        .await;
        let start = Instant::now();
        let outcome = service.create(fault.clone()).await;
        service.in_doubt(&format!("{fault:?}"), outcome);
        assert!(start.elapsed() <= 5 * SECOND, "{:?}", start.elapsed());
    }
}

#[tokio::test(start_paused = true)]
async fn a_second_create_that_is_refused_as_taken_leads_to_a_look_up() {
    for status in [400, 403, 404, 409, 422] {
        // The first create takes effect with the second, after every look-up between them.
        let service = stranger(Seed::empty(), |options| {
            options.unique_emails = true;
            options.taken_status = status;
            options.taken_detail = "A user with this email is already taken.".to_owned();
        })
        .await;
        service.mock.inject(Fault::reset().on(CREATE));
        let second = Fault::duplicate_answering_second();
        let outcome = service.create(second).await;
        let user = outcome.unwrap_or_else(|error| panic!("{status}: {error}"));
        assert!(user.recovered(), "{status}");
        assert_eq!((service.created(), service.creates()), (1, 2), "{status}");
        assert_eq!(service.record.sent().last(), Some(&LIST), "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_the_service_said_of_a_taken_email_is_kept() {
    for status in [400, 403, 404, 409, 422] {
        let service = stranger(Seed::empty(), |_| {}).await;
        let taken = json!({ "detail": "This email is already taken, reference 4711." });
        service.mock.inject(Fault::reset().on(CREATE));
        let refusal = Fault::status(status, taken);
        // Nobody is found after it either.
        let error = service.create(refusal).await.unwrap_err();
        assert_eq!(
            error.effect(),
            bitsight_users::Effect::Possible,
            "{status}: {error}"
        );
        assert!(
            shown(&error).contains("reference 4711"),
            "{status}: {}",
            shown(&error)
        );
        assert_eq!((service.created(), service.creates()), (0, 2), "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn of_two_users_with_the_email_the_one_that_is_as_asked_is_the_result() {
    let other = |name: &str| json!({ "email": EMAIL, "formal_name": name });
    for seed in [
        Seed::empty().user(other("Somebody Else")),
        Seed::empty()
            .user(other("Somebody Else"))
            .user(other("A Third")),
    ] {
        let service = stranger(seed, |_| {}).await;
        let user = service.create(Fault::reset().after()).await.unwrap();
        assert!(user.recovered());
        assert_eq!(user.formal_name.as_deref(), Some("Arnold Brown"));
        assert_eq!(service.creates(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_trimmed_name_is_no_other_user() {
    let service = stranger(Seed::empty(), |options| options.trim_names = true).await;
    let fields = json!({ "formal_name": " Arnold Brown ", "friendly_name": "Arnold\t" });
    let outcome = service.create_as(fields, Fault::reset().after()).await;
    service.found("trimmed", outcome);
}

#[tokio::test(start_paused = true)]
async fn an_informational_answer_is_no_lost_answer() {
    for status in [100, 102, 103] {
        let service = stranger(Seed::empty(), |_| {}).await;
        let user = service.create(Fault::interim(status)).await.unwrap();
        assert!(!user.recovered(), "{status}");
        assert_eq!((service.created(), service.creates()), (1, 1), "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_that_does_not_speak_of_the_email_ends_the_call() {
    let service = stranger(Seed::empty(), |_| {}).await;
    service.mock.inject(Fault::html_524().on(CREATE));
    let refusal = Fault::status(403, Value::Null);
    let error = service.create(refusal).await.unwrap_err();
    assert_eq!(error.effect(), bitsight_users::Effect::Possible, "{error}");
    assert_eq!((service.created(), service.creates()), (0, 2));
}
