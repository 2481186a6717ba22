//! Creating a user without creating two: the client's behaviour after a lost response.

use std::time::Duration;

use bitsight_users::{CallOptions, Code, Effect};
use bitsight_users_mock::{Builder, Fault, FaultKind, MockServer, Seed};
use bitsight_users_tests::{new_user, new_user_json};
use serde_json::{Value, json};

use crate::support::{
    Did, emails, hold_clock, mock, mock_with, observed, through_waits, through_waits_after, user,
};

const CREATE: &str = "create_user";
const LIST: &str = "list_users";

/// Ways to lose an answer, each before or after the user was created.
fn losses(after: bool) -> Vec<(&'static str, Fault)> {
    let mut losses = vec![
        ("reset", Fault::reset()),
        ("524", Fault::html_524()),
        ("garbage", Fault::garbage()),
    ];
    losses.extend([500, 502, 503, 504].map(|status| ("5xx", Fault::status(status, Value::Null))));
    for (_, fault) in &mut losses {
        *fault = if after {
            fault.clone().after()
        } else {
            fault.clone()
        };
    }
    if after {
        losses.extend([
            ("reset in the body", Fault::reset_in_body()),
            ("truncated", Fault::truncated()),
            ("wrong length", Fault::wrong_length(9)),
            ("mis-typed", rewrite(json!({ "guid": 5 }))),
            (
                "html",
                FaultKind::Status {
                    status: 201,
                    headers: [].into(),
                    body: json!("<html>created</html>"),
                }
                .into(),
            ),
        ]);
        if let Some((_, html)) = losses.last_mut() {
            *html = html.clone().after();
        }
    }
    losses
}

fn rewrite(patch: Value) -> Fault {
    FaultKind::Rewrite { patch }.into()
}

#[tokio::test(start_paused = true)]
async fn a_user_whose_creation_was_lost_is_found_and_marked_as_recovered() {
    for (what, fault) in losses(true) {
        let (mock, _held) = (mock(), hold_clock());
        mock.inject(fault.on(CREATE));
        let (builder, record) = observed(&mock.url());
        let client = builder.build().unwrap();
        let created = client.create_user(&user(1)).await.expect(what);
        assert!(created.recovered(), "{what}");
        assert_eq!(created.email, "user1@example.com", "{what}");
        assert_eq!(created.attempts(), 2, "{what}");
        let raw: Value = serde_json::from_str(created.raw_json().unwrap()).unwrap();
        assert_eq!(raw, mock.users()[0], "{what}");
        assert_eq!(
            record.sent(),
            [CREATE, LIST],
            "{what}: it was not sent again"
        );
        assert_eq!(emails(&mock), ["user1@example.com"], "{what}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_creation_that_did_not_happen_is_made_again_once_that_is_known() {
    for (what, fault) in losses(false) {
        let (mock, _held) = (mock(), hold_clock());
        mock.inject(fault.on(CREATE));
        let (builder, record) = observed(&mock.url());
        let client = builder.build().unwrap();
        let created = through_waits(&record, client.create_user(&user(1)))
            .await
            .expect(what);
        assert!(!created.recovered(), "{what}");
        let attempts = u32::try_from(record.requests()).unwrap();
        assert_eq!(
            (created.status(), created.attempts()),
            (201, attempts),
            "{what}"
        );
        assert_eq!(record.steps(), [CREATE, LIST, CREATE], "{what}");
        let waited = record.delays()[0];
        assert!(waited >= Duration::from_secs(15), "{what}: {waited:?}");
        assert_eq!(emails(&mock), ["user1@example.com"], "{what}");
    }
}

#[tokio::test(start_paused = true)]
async fn two_calls_at_once_to_ensure_a_user_create_one() {
    for (what, fault) in losses(true).into_iter().chain(losses(false)) {
        let lenient = |builder: Builder| builder.options(|options| options.unique_emails = false);
        let (mock, _held) = (mock_with(lenient), hold_clock());
        mock.inject(fault.on(CREATE));
        let (builder, record) = observed(&mock.url());
        let client = builder.build().unwrap();
        let user = user(1);
        let both = async { tokio::join!(client.ensure_user(&user), client.ensure_user(&user)) };
        let (one, other) = through_waits(&record, both).await;
        let (one, other) = (one.expect(what), other.expect(what));
        assert!(one.created != other.created, "{what}");
        assert_eq!(one.user.guid, other.user.guid, "{what}");
        assert_eq!(emails(&mock), ["user1@example.com"], "{what}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_empty_201_is_read_back_and_is_no_recovery() {
    let (mock, _held) = (mock(), hold_clock());
    mock.inject(Fault::empty_body().on(CREATE));
    let (builder, record) = observed(&mock.url());
    let created = builder
        .build()
        .unwrap()
        .create_user(&user(1))
        .await
        .unwrap();
    assert_eq!(
        (created.status(), created.recovered(), created.attempts()),
        (201, false, 2)
    );
    assert_eq!(record.sent(), [CREATE, LIST]);
}

#[tokio::test(start_paused = true)]
async fn what_is_found_must_match_in_everything_that_was_asked() {
    let different = [
        json!({ "formal_name": "Somebody Else" }),
        json!({ "friendly_name": "Else" }),
        json!({ "roles": [{ "slug": "customer_admin" }] }),
        json!({ "status": "Deactivated" }),
        json!({ "is_available_for_contact": true }),
        json!({ "is_company_api_token": true }),
        json!({ "group": "22222222-0000-4000-8000-000000000000" }),
        json!({ "features": [{ "slug": "wfh-ro", "value": true, "can_update": true }] }),
    ];
    let asked = json!({
        "status": "Created",
        "group": "11111111-0000-4000-8000-000000000000",
        "is_available_for_contact": false,
        "is_company_api_token": false,
        "features": [{ "slug": "wfh-ro", "value": false }],
    });
    let there = |changes: Value| {
        let mut there = new_user_json(asked.clone());
        there["features"][0]["can_update"] = json!(true);
        for (name, value) in changes.as_object().unwrap() {
            there[name] = value.clone();
        }
        let seed = Seed::empty()
            .group("11111111-0000-4000-8000-000000000000", "One")
            .group("22222222-0000-4000-8000-000000000000", "Two")
            .user(there);
        mock_with(|builder| builder.seed(seed))
    };
    for changes in different {
        let (mock, _held) = (there(changes.clone()), hold_clock());
        mock.inject(Fault::reset().on(CREATE));
        let (builder, record) = observed(&mock.url());
        let client = builder.build().unwrap();
        let error = client
            .create_user(&new_user(asked.clone()))
            .await
            .unwrap_err();
        assert_eq!(error.code(), Code::Conflict, "{changes}: {error}");
        let existing = error.existing_user().expect("it carries the user");
        assert_eq!(existing.email, "arnold@actorsfilms.us");
        let source = std::error::Error::source(&error).expect("the lost answer");
        assert!(source.to_string().contains("connection broke"), "{source}");
        assert_eq!(
            error.effect(),
            Effect::Possible,
            "whose that user is can't be told"
        );
        assert_eq!(record.steps(), [CREATE, LIST], "{changes}");
    }
    // The address may differ in case, which the service ignores.
    let (mock, _held) = (
        there(json!({ "email": "ARNOLD@actorsfilms.us" })),
        hold_clock(),
    );
    mock.inject(Fault::reset().on(CREATE));
    let (builder, _) = observed(&mock.url());
    let client = builder.build().unwrap();
    let found = client.create_user(&new_user(asked.clone())).await.unwrap();
    assert!(found.recovered());
}

#[tokio::test(start_paused = true)]
async fn a_409_to_the_repeat_is_looked_up_as_well() {
    let (mock, _held) = (mock(), hold_clock());
    // The first takes effect only after the look-up, while the second is on its way.
    mock.inject(Fault::reset().on(CREATE));
    mock.inject(Fault::duplicate_answering_second().on(CREATE));
    let (builder, record) = observed(&mock.url());
    let client = builder.build().unwrap();
    let created = through_waits(&record, client.create_user(&user(1)))
        .await
        .unwrap();
    assert!(created.recovered());
    assert_eq!(record.steps(), [CREATE, LIST, CREATE, LIST]);
    assert!(record.all().contains(&Did::LookUp(Code::Conflict)));
    assert_eq!(emails(&mock).len(), 1);
}

#[tokio::test]
async fn a_409_to_the_first_is_a_conflict_and_looked_up_once() {
    let mock = mock();
    let (builder, record) = observed(&mock.url());
    let client = builder.build().unwrap();
    client.create_user(&user(1)).await.unwrap();
    let error = client.create_user(&user(1)).await.unwrap_err();
    assert_eq!(
        (error.code(), error.effect()),
        (Code::Conflict, Effect::None)
    );
    assert_eq!(record.sent(), [CREATE, CREATE, LIST]);
}

#[tokio::test(start_paused = true)]
async fn where_looking_fails_too_the_first_failure_says_that_it_may_have_happened() {
    for after in [false, true] {
        let (mock, _held) = (mock(), hold_clock());
        let lost = if after {
            Fault::html_524().after()
        } else {
            Fault::html_524()
        };
        mock.inject(lost.on(CREATE));
        mock.inject(Fault::reset().on(LIST).always());
        let (builder, record) = observed(&mock.url());
        let client = builder.build().unwrap();
        let error = through_waits(&record, client.create_user(&user(1)))
            .await
            .unwrap_err();
        assert_eq!((error.code(), error.status()), (Code::Server, Some(524)));
        assert_eq!(error.effect(), Effect::Possible);
        assert_eq!(error.operation(), Some(CREATE));
        assert_eq!(error.attempts() as usize, record.requests());
        assert_eq!(record.steps(), [CREATE, LIST]);
        assert!(
            error.to_string().contains("the last look-up failed"),
            "{error}"
        );
        assert_eq!(mock.users().len(), usize::from(after));
    }
}

#[tokio::test(start_paused = true)]
async fn a_user_who_was_created_and_cannot_be_read_back_is_told_of() {
    for lookup in [
        Fault::reset(),
        rewrite(json!({ "results": [], "count": 0 })),
    ] {
        let (mock, _held) = (mock(), hold_clock());
        mock.inject(Fault::empty_body().on(CREATE));
        mock.inject(lookup.on(LIST).always());
        let (builder, record) = observed(&mock.url());
        let client = builder.build().unwrap();
        let error = through_waits(&record, client.create_user(&user(1)))
            .await
            .unwrap_err();
        assert_eq!(error.code(), Code::CreatedButUnreadable);
        assert_eq!(
            (error.status(), error.effect()),
            (Some(201), Effect::Possible)
        );
        assert_eq!(error.operation(), Some(CREATE));
        assert!(
            error.to_string().contains("may have taken effect"),
            "{error}"
        );
        assert_eq!(emails(&mock).len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn creations_and_retries_together_keep_to_max_retries() {
    for retries in [0, 1, 2, 4] {
        let (mock, _held) = (mock(), hold_clock());
        // Refused and lost in turn: both kinds of repeat draw on the same number.
        for _ in 0..10 {
            mock.inject(Fault::rate_limited(Some("0")).on(CREATE));
            mock.inject(Fault::html_524().on(CREATE));
        }
        let (builder, record) = observed(&mock.url());
        let client = builder.build().unwrap();
        let client = client.with_options(CallOptions::new().max_retries(retries));
        through_waits(&record, client.create_user(&user(1)))
            .await
            .unwrap_err();
        let creates = record.sent().iter().filter(|sent| **sent == CREATE).count();
        assert_eq!(creates, retries as usize + 1, "{:?}", record.all());
        assert_eq!(mock.users().len(), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn a_repeat_that_is_refused_leaves_what_the_first_did_in_doubt() {
    let (mock, _held) = (mock(), hold_clock());
    mock.inject(Fault::html_524().on(CREATE));
    mock.inject(Fault::status(403, Value::Null).on(CREATE));
    let (builder, record) = observed(&mock.url());
    let client = builder.build().unwrap();
    let error = through_waits(&record, client.create_user(&user(1)))
        .await
        .unwrap_err();
    assert_eq!(
        (error.code(), error.effect()),
        (Code::Server, Effect::Possible)
    );
    // The refusal may be due to the first request, so it is looked up as well.
    assert_eq!(record.steps(), [CREATE, LIST, CREATE, LIST]);
    assert!(
        error.to_string().contains("a repeat was refused"),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_redirected_creation_is_looked_up_and_not_repeated() {
    let (mock, _held) = (mock(), hold_clock());
    mock.inject(Fault::status(302, Value::Null).on(CREATE));
    let (builder, record) = observed(&mock.url());
    let client = builder.build().unwrap();
    let error = through_waits(&record, client.create_user(&user(1)))
        .await
        .unwrap_err();
    assert_eq!(
        (error.code(), error.status()),
        (Code::UnexpectedStatus, Some(302))
    );
    assert_eq!(record.steps(), [CREATE, LIST]);
}

#[tokio::test(start_paused = true)]
async fn a_creation_that_takes_effect_late_is_not_made_twice() {
    let mock = mock();
    // On the mock's own clock, which runs.
    mock.inject(Fault::delay(Duration::from_millis(500)).on(CREATE));
    let _held = hold_clock();
    let (builder, record) = observed(&mock.url());
    let client = builder.timeout(Duration::from_secs(5)).build().unwrap();
    let call = tokio::spawn(async move { client.create_user(&user(1)).await });
    // It arrives, and the client gives the attempt up.
    arrived(&mock).await;
    tokio::time::advance(Duration::from_secs(6)).await;
    // It takes effect before the repeat is sent; or before the look-up, if that is late.
    crate::support::until("the late effect", || {
        (mock.users().len() == 1).then_some(())
    })
    .await;
    let created = through_waits_after(&record, 0, call)
        .await
        .unwrap()
        .unwrap();
    assert!(created.recovered());
    assert_eq!(emails(&mock), ["user1@example.com"]);
}

async fn arrived(mock: &MockServer) {
    let arrived = || (!mock.requests().is_empty()).then_some(());
    crate::support::until("the request", arrived).await;
}
