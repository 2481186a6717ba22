//! Dropping the future of a call cancels it, wherever it is.

use std::time::Duration;

use bitsight_users_mock::Fault;

use crate::support::{hold_clock, mock, observed, settle, until, user};

#[tokio::test(start_paused = true)]
async fn a_request_that_is_under_way_is_aborted() {
    let mock = mock();
    mock.inject(Fault::delay(Duration::from_secs(3600)).after());
    let _held = hold_clock();
    let (builder, _) = observed(&mock.url());
    let client = builder.build().unwrap();
    let call = tokio::spawn(async move { client.create_user(&user(1)).await });
    until("the request", || (mock.in_flight() == 1).then_some(())).await;
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    until("the abort to arrive", || {
        (mock.in_flight() == 0).then_some(())
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_call_that_waits_for_its_retry_sends_nothing_more() {
    let (mock, _held) = (mock(), hold_clock());
    mock.inject(Fault::html_524().on("create_user"));
    let (builder, record) = observed(&mock.url());
    let client = builder.build().unwrap();
    let call = tokio::spawn(async move { client.create_user(&user(1)).await });
    // The create, and the first look-up for every kind of user.
    record.request(4).await;
    until("the look-up", || record.is_idle().then_some(())).await;
    call.abort();
    assert!(call.await.unwrap_err().is_cancelled());
    tokio::time::advance(Duration::from_secs(3600)).await;
    settle().await;
    assert_eq!(record.steps(), ["create_user", "list_users"]);
    assert_eq!(record.requests(), 5);
}

#[tokio::test(start_paused = true)]
async fn a_client_works_on_after_calls_were_dropped_at_any_point() {
    let mock = mock();
    mock.inject(Fault::delay(Duration::from_secs(3600)).times(10));
    let _held = hold_clock();
    let (builder, _) = observed(&mock.url());
    let client = builder.build().unwrap();
    for turns in 0..10 {
        let call = tokio::spawn({
            let client = client.clone();
            async move { client.get_user_quota().await }
        });
        for _ in 0..turns * 3 {
            tokio::task::yield_now().await;
        }
        call.abort();
        let _ = call.await;
    }
    mock.clear_faults();
    client.get_user_quota().await.unwrap();
}
