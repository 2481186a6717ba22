//! The concurrency gate: three at once, a pause for everybody, in order, and places that come back.

use std::time::{Duration, Instant};

use bitsight_users::{Client, types::ListUsersQuery};
use bitsight_users_mock::{Builder, DEFAULT_TOKEN, Fault, MockServer, Seed};
use tokio::time::advance;

use crate::support::{Apart, hold_clock, mock, mock_with, nothing_before, observed, settle, until};

/// A mock that answers on command, which these tests never give.
fn stuck(answers_after: usize) -> impl FnOnce(Builder) -> Builder + Send + 'static {
    let fault = Fault::delay(Duration::from_secs(3600)).on("get_user_quota");
    let times = u32::try_from(answers_after).unwrap();
    move |builder| builder.fault(fault.times(times))
}

#[tokio::test]
async fn no_more_than_three_requests_are_under_way_unless_set() {
    for (set, most) in [(None, 3), (Some(1), 1), (Some(7), 7)] {
        let mock = mock();
        mock.inject(Fault::delay(Duration::from_millis(5)).always());
        let (mut builder, _) = observed(&mock.url());
        if let Some(set) = set {
            builder = builder.max_concurrency(set);
        }
        let client = builder.build().unwrap();
        let calls: Vec<_> = (0..30)
            .map(|_| {
                // Clones share the gate.
                let client = client.clone();
                tokio::spawn(async move { client.get_user_quota().await })
            })
            .collect();
        for call in calls {
            call.await.unwrap().unwrap();
        }
        assert_eq!(mock.max_in_flight(), most);
    }
}

#[tokio::test(start_paused = true)]
async fn a_429_pauses_all_callers_of_the_client_and_no_others() {
    let (mock, _held) = (mock(), hold_clock());
    mock.inject(Fault::rate_limited(Some("40")).on("get_user_quota"));
    let (builder, record) = observed(&mock.url());
    let client = builder.build().unwrap();
    let met = tokio::spawn({
        let client = client.clone();
        async move { client.get_user_quota().await }
    });
    record.retry(0).await;
    let others: Vec<_> = (0..5)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.list_access_groups().await })
        })
        .collect();
    // Another client is no caller of this one.
    let (builder, _) = observed(&mock.url());
    builder.build().unwrap().list_access_groups().await.unwrap();

    nothing_before(&record, Duration::from_secs(40)).await;
    for other in others {
        other.await.unwrap().unwrap();
    }
    met.await.unwrap().unwrap();
}

#[tokio::test(start_paused = true)]
async fn callers_get_in_in_the_order_they_came() {
    let (mock, _held) = (mock(), hold_clock());
    let (builder, _) = observed(&mock.url());
    let client = builder.max_concurrency(1).build().unwrap();
    let calls: Vec<_> = (0..20)
        .map(|number| {
            let client = client.clone();
            tokio::spawn(async move { client.get_user(&format!("user-{number}")).await })
        })
        .collect();
    for call in calls {
        call.await.unwrap().unwrap_err();
    }
    let order: Vec<_> = mock
        .requests()
        .into_iter()
        .map(|request| request.target)
        .collect();
    let expected: Vec<_> = (0..20)
        .map(|n| format!("/ratings/v2/users/user-{n}"))
        .collect();
    assert_eq!(order, expected);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_frees_its_place_whether_it_waits_or_runs() {
    let mock: Apart<MockServer> = mock_with(stuck(3));
    let _held = hold_clock();
    let (builder, record) = observed(&mock.url());
    let client = builder.build().unwrap();
    let call = |client: &Client| {
        let client = client.clone();
        tokio::spawn(async move { client.get_user_quota().await })
    };
    let running: Vec<_> = (0..3).map(|_| call(&client)).collect();
    record.request(2).await;
    until("three requests", || (mock.in_flight() == 3).then_some(())).await;
    let waiting: Vec<_> = (0..3).map(|_| call(&client)).collect();
    let last = call(&client);
    settle().await;
    assert_eq!(record.requests(), 3, "the others wait");
    for call in waiting {
        call.abort();
    }
    settle().await;
    assert_eq!(record.requests(), 3, "and still do");
    running[1].abort();
    last.await.unwrap().unwrap();
    until("the request to be aborted", || {
        (mock.in_flight() == 2).then_some(())
    })
    .await;
}

#[tokio::test(start_paused = true)]
async fn a_caller_who_waits_for_a_place_waits_no_longer_than_its_deadline() {
    let mock = mock_with(stuck(1));
    let _held = hold_clock();
    let (builder, record) = observed(&mock.url());
    let client = builder.max_concurrency(1).timeout(None).build().unwrap();
    let first = tokio::spawn({
        let client = client.clone();
        async move { client.get_user_quota().await }
    });
    record.request(0).await;
    let hurried = bitsight_users::CallOptions::new().total_timeout(Duration::from_secs(5));
    let hurried = client.with_options(hurried);
    let second = tokio::spawn(async move { hurried.get_user_quota().await });
    settle().await;
    advance(Duration::from_secs(6)).await;
    let error = second.await.unwrap().unwrap_err();
    assert_eq!(error.code(), bitsight_users::Code::Timeout);
    assert_eq!(
        (error.attempts(), error.may_have_taken_effect()),
        (0, false)
    );
    first.abort();
}

#[tokio::test]
async fn pages_are_requested_at_once_within_the_limit() {
    let mock = mock_with(|builder| builder.documented(false).seed(Seed::numbered(1_000)));
    mock.inject(
        Fault::delay(Duration::from_millis(60))
            .on("list_users")
            .always(),
    );
    let read = |requests: usize| {
        let client = Client::builder()
            .token(DEFAULT_TOKEN)
            .base_url(mock.url())
            .max_concurrency(requests)
            .build()
            .unwrap();
        async move {
            let start = Instant::now();
            let mut users = client.list_users_stream(&ListUsersQuery::new());
            let mut read = 0;
            while let Some(user) = users.next().await {
                user.unwrap();
                read += 1;
            }
            assert_eq!(read, 1_000);
            start.elapsed()
        }
    };
    // The first page tells how many there are; the other nine come in three rounds.
    let (alone, three) = (read(1).await, read(3).await);
    assert!(three < alone.mul_f64(0.7), "{three:?} and {alone:?}");
    assert_eq!(mock.max_in_flight(), 3);
}
