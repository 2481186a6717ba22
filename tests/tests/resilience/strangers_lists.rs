//! Creates whose answers are lost, before services whose lists hide users, lag, or are cut short: a
//! user who isn't in a list may exist all the same.

use bitsight_users_mock::{Fault, Seed};
use serde_json::json;

use crate::strangers_support::{CREATE, EMAIL, LIST, losses, stranger};

#[tokio::test(start_paused = true)]
async fn a_user_whom_lists_hide_by_default_is_found() {
    for flags in [
        json!({ "is_available_for_contact": true }),
        json!({ "is_company_api_token": true }),
        json!({ "is_available_for_contact": true, "is_company_api_token": true }),
        json!({}),
    ] {
        for widens in [false, true] {
            let service = stranger(Seed::numbered(3), |options| {
                options.hide_by_default = true;
                options.flags_include = widens;
            })
            .await;
            let outcome = service
                .create_as(flags.clone(), Fault::reset().after())
                .await;
            service.found(&format!("{flags}, {widens}"), outcome);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_hidden_user_who_was_not_created_is_created_once() {
    let service = stranger(Seed::empty(), |options| options.hide_by_default = true).await;
    let flags = json!({ "is_available_for_contact": true });
    let user = service.create_as(flags, Fault::reset()).await.unwrap();
    assert!(!user.recovered());
    assert_eq!((service.created(), service.creates()), (1, 2));
}

#[tokio::test(start_paused = true)]
async fn a_user_who_shows_in_lists_late_is_found() {
    for lag in [100, 1_000, 5_000] {
        for fault in losses() {
            let service = stranger(Seed::numbered(3), |options| options.list_lag_ms = lag).await;
            let what = format!("{lag} ms after {fault:?}");
            let outcome = service.create(fault.after()).await;
            service.found(&what, outcome);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_user_behind_others_is_found() {
    // A service that ignores the filter, with more users than a page holds.
    for page_cap in [None, Some(1), Some(7)] {
        let service = stranger(Seed::numbered(150), |options| {
            options.ignored_parameters = vec!["email".to_owned()];
            options.page_cap = page_cap;
        })
        .await;
        let outcome = service.create(Fault::reset().after()).await;
        service.found(&format!("{page_cap:?}"), outcome);
    }
}

#[tokio::test(start_paused = true)]
async fn one_result_a_page_hides_nobody() {
    // The search itself finds two, one a page, and the other comes first.
    let other = json!({ "email": EMAIL, "formal_name": "Somebody Else" });
    let service = stranger(Seed::empty().user(other), |options| {
        options.page_cap = Some(1);
    })
    .await;
    let user = service.create(Fault::reset().after()).await.unwrap();
    assert!(user.recovered());
    assert_eq!(user.formal_name.as_deref(), Some("Arnold Brown"));
    assert_eq!((service.created(), service.creates()), (2, 1));
}

#[tokio::test(start_paused = true)]
async fn a_page_that_counts_a_user_whom_it_does_not_hold_proves_no_absence() {
    for fault in [Fault::reset(), Fault::reset().after()] {
        let service = stranger(Seed::empty(), |_| {}).await;
        let page = json!([
            { "op": "replace", "path": "/count", "value": 1 },
            { "op": "replace", "path": "/results", "value": [] },
        ]);
        service.mock.inject(Fault::patch(page).on(LIST).always());
        let outcome = service.create(fault).await;
        service.in_doubt("count 1, no results", outcome);
    }
}

#[tokio::test(start_paused = true)]
async fn other_users_in_a_search_prove_no_absence() {
    // The filter is ignored, so that a missing result proves nothing.
    let service = stranger(Seed::numbered(150), |options| {
        options.ignored_parameters = vec!["email".to_owned()];
    })
    .await;
    let outcome = service.create(Fault::reset()).await;
    service.in_doubt("150 others", outcome);
    assert_eq!(service.mock.users().len(), 150);
}

#[tokio::test(start_paused = true)]
async fn a_list_that_ends_too_early_proves_no_absence() {
    for (no_next_link, repeat_first_page) in [(true, false), (false, true), (true, true)] {
        let service = stranger(Seed::numbered(150), |options| {
            options.ignored_parameters = vec!["email".to_owned()];
            options.page_cap = Some(100);
            options.no_next_link = no_next_link;
            options.repeat_first_page = repeat_first_page;
        })
        .await;
        let outcome = service.create(Fault::reset().after()).await;
        // By its count the list has a second page, which a client may well find.
        if outcome.is_ok() && !repeat_first_page {
            service.found("by the count", outcome);
        } else {
            service.in_doubt("it is not in the first page", outcome);
        }
        assert_eq!(service.created(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_search_that_answers_with_a_login_page_proves_no_absence() {
    for answer in [
        Fault::login_page(),
        Fault::login_redirect(),
        Fault::status(200, json!({})),
        Fault::status(202, json!(null)),
        Fault::status(204, json!(null)),
        Fault::status(404, json!({ "detail": "Not found." })),
    ] {
        let service = stranger(Seed::empty(), |_| {}).await;
        service.mock.inject(answer.clone().on(LIST).always());
        let outcome = service.create(Fault::reset().after()).await;
        service.in_doubt(&format!("{answer:?}"), outcome);
        assert_eq!(service.record.sent().first(), Some(&CREATE));
    }
}
