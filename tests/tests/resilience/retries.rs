//! When a request is sent again, after how long, and how often.

use std::time::Duration;

use bitsight_users::{CallOptions, Client, Code};
use bitsight_users_mock::{DEFAULT_TOKEN, Fault, FaultKind};
use serde_json::Value;
use tokio::time::advance;

use crate::support::{Did, hold_clock, mock, nothing_before, observed, settle, through_waits};

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test(start_paused = true)]
async fn a_429_without_retry_after_waits_the_documented_minute_and_then_longer() {
    let (mock, _held) = (mock(), hold_clock());
    mock.inject(Fault::rate_limited(None).on("get_user_quota").times(2));
    let (builder, record) = observed(&mock.url());
    let client = builder.build().unwrap();
    let call = tokio::spawn(async move { client.get_user_quota().await });
    for (number, minutes) in [(0, 1), (1, 2)] {
        let delay = record.retry(number).await;
        let least = MINUTE * minutes;
        // A little more, so that programs which wait for the same don't return together.
        assert!(
            (least..least + Duration::from_secs(1)).contains(&delay),
            "{delay:?}"
        );
        nothing_before(&record, delay).await;
        record.request(number + 1).await;
    }
    assert_eq!(call.await.unwrap().unwrap().attempts(), 3);
}

#[tokio::test(start_paused = true)]
async fn other_failures_do_not_lengthen_the_minute() {
    let (mock, _held) = (mock(), hold_clock());
    mock.inject(Fault::html_524().on("get_user_quota"));
    mock.inject(Fault::rate_limited(None).on("get_user_quota"));
    let (builder, record) = observed(&mock.url());
    let client = builder.build().unwrap();
    let call = tokio::spawn(async move { client.get_user_quota().await });
    advance(record.retry(0).await + Duration::from_millis(2)).await;
    let delay = record.retry(1).await;
    assert!(delay < MINUTE + Duration::from_secs(1), "{delay:?}");
    advance(delay + Duration::from_millis(2)).await;
    call.await.unwrap().unwrap();
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_waited_for_to_the_second() {
    for seconds in [1_u64, 90, 500] {
        let (mock, _held) = (mock(), hold_clock());
        mock.inject(Fault::rate_limited(Some(&seconds.to_string())));
        let (builder, record) = observed(&mock.url());
        let client = builder.build().unwrap();
        let call = tokio::spawn(async move { client.get_user_quota().await });
        let delay = record.retry(0).await;
        assert_eq!(delay, Duration::from_secs(seconds));
        nothing_before(&record, delay).await;
        call.await.unwrap().unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn retry_after_as_a_date_is_waited_for() {
    let (mock, _held) = (mock(), hold_clock());
    let date = httpdate::fmt_http_date(std::time::SystemTime::now() + 2 * MINUTE);
    mock.inject(Fault::rate_limited(Some(&date)));
    let (builder, record) = observed(&mock.url());
    let client = builder.build().unwrap();
    let call = tokio::spawn(async move { client.get_user_quota().await });
    let delay = record.retry(0).await;
    // Dates have seconds, and the test itself takes its time.
    let range = 2 * MINUTE - Duration::from_secs(30)..=2 * MINUTE;
    assert!(range.contains(&delay), "{delay:?}");
    nothing_before(&record, delay).await;
    call.await.unwrap().unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_long_retry_after_is_kept_where_there_is_time_and_told_where_there_is_not() {
    let day = Duration::from_secs(24 * 60 * 60);
    let (mock, _held) = (mock(), hold_clock());
    mock.inject(Fault::rate_limited(Some("86400")));
    let (builder, record) = observed(&mock.url());
    let client = builder.total_timeout(2 * day).build().unwrap();
    let call = tokio::spawn(async move { client.get_user_quota().await });
    let delay = record.retry(0).await;
    assert_eq!(delay, day);
    nothing_before(&record, delay).await;
    call.await.unwrap().unwrap();

    mock.inject(Fault::rate_limited(Some("86400")));
    let (builder, record) = observed(&mock.url());
    let client = builder.build().unwrap();
    let error = client.get_user_quota().await.unwrap_err();
    assert_eq!(error.code(), Code::RateLimited);
    assert_eq!(error.retry_after(), Some(day));
    assert!(record.delays().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_503_with_retry_after_is_waited_for_as_well() {
    let (mock, _held) = (mock(), hold_clock());
    let headers = [("retry-after".to_owned(), "77".to_owned())].into();
    mock.inject(FaultKind::Status {
        status: 503,
        headers,
        body: Value::Null,
    });
    let (builder, record) = observed(&mock.url());
    let client = builder.build().unwrap();
    let call = tokio::spawn(async move { client.get_user_quota().await });
    let delay = record.retry(0).await;
    assert_eq!(delay, Duration::from_secs(77));
    nothing_before(&record, delay).await;
    call.await.unwrap().unwrap();
}

#[tokio::test(start_paused = true)]
async fn passing_failures_are_repeated_with_growing_and_random_waits() {
    let passing = [502, 503, 504, 524].map(|status| Fault::status(status, Value::Null));
    let passing = passing
        .into_iter()
        .chain([Fault::reset(), Fault::truncated(), Fault::garbage()]);
    let mut waits = Vec::new();
    for fault in passing {
        let (mock, _held) = (mock(), hold_clock());
        mock.inject(fault.always());
        let (builder, record) = observed(&mock.url());
        let client = builder.max_retries(4).build().unwrap();
        let call = tokio::spawn(async move { client.get_user_quota().await });
        for number in 0..4_u32 {
            let delay = record.retry(number as usize).await;
            assert!(
                delay <= Duration::from_millis(500) * 2_u32.pow(number),
                "{delay:?}"
            );
            waits.push(delay);
            advance(delay + Duration::from_millis(2)).await;
        }
        let error = call.await.unwrap().unwrap_err();
        assert_eq!(error.attempts(), 5);
        assert!(error.to_string().contains("after 5 requests"), "{error}");
    }
    waits.sort();
    waits.dedup();
    assert!(
        waits.len() > 20,
        "no two waits of 28 need be the same: {waits:?}"
    );
}

#[tokio::test]
async fn what_will_not_pass_is_not_repeated() {
    for status in [400, 401, 402, 403, 404, 405, 409, 422, 500, 501, 302] {
        let mock = mock();
        mock.inject(Fault::status(status, Value::Null).always());
        let (builder, record) = observed(&mock.url());
        let error = builder.build().unwrap().get_user_quota().await.unwrap_err();
        assert_eq!((error.attempts(), record.requests()), (1, 1), "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_service_that_cannot_be_reached_is_tried_again_also_for_a_create() {
    let _held = hold_clock();
    let (builder, record) = observed("http://127.0.0.1:1");
    let client = builder.build().unwrap();
    let call = tokio::spawn(async move { client.create_user(&crate::support::user(1)).await });
    for number in 0..2 {
        advance(record.retry(number).await + Duration::from_millis(2)).await;
    }
    let error = call.await.unwrap().unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Code::Connection, 3));
    assert!(!error.may_have_taken_effect());
    assert!(
        !record.all().iter().any(|did| matches!(did, Did::LookUp(_))),
        "there is nothing to look up"
    );
}

#[tokio::test]
async fn retries_can_be_set_for_the_client_and_for_a_call() {
    let mock = mock();
    mock.inject(Fault::rate_limited(Some("0")).always());
    let client = |retries| {
        let (builder, record) = observed(&mock.url());
        (builder.max_retries(retries).build().unwrap(), record)
    };
    for retries in [0, 1, 5] {
        let (client, record) = client(retries);
        let error = client.get_user_quota().await.unwrap_err();
        assert_eq!(
            (error.attempts(), record.requests()),
            (retries + 1, retries as usize + 1)
        );
    }
    let (client, _) = client(5);
    let once = client.with_options(CallOptions::new().max_retries(0));
    assert_eq!(once.get_user_quota().await.unwrap_err().attempts(), 1);
    assert_eq!(client.get_user_quota().await.unwrap_err().attempts(), 6);
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_would_outlast_the_deadline_is_not_begun() {
    let (mock, _held) = (mock(), hold_clock());
    mock.inject(Fault::rate_limited(Some("30")).always());
    let client = Client::builder().token(DEFAULT_TOKEN).base_url(mock.url());
    let client = client
        .total_timeout(Duration::from_secs(30))
        .build()
        .unwrap();
    let error = client.get_user_quota().await.unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Code::RateLimited, 1));
    // And for those who come next, the pause is theirs as well.
    let error = client.get_user_quota().await.unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Code::RateLimited, 0));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));
    let patient = CallOptions::new().total_timeout(Duration::from_secs(40));
    let patient = client.with_options(patient);
    mock.clear_faults();
    let call = tokio::spawn(async move { patient.get_user_quota().await });
    settle().await;
    advance(Duration::from_secs(31)).await;
    call.await.unwrap().unwrap();
}

#[tokio::test(start_paused = true)]
async fn the_budget_keeps_a_failing_service_from_being_hammered() {
    let (mock, _held) = (mock(), hold_clock());
    mock.inject(Fault::html_524().always());
    let (builder, record) = observed(&mock.url());
    let client = builder.build().unwrap();
    for _ in 0..20 {
        through_waits(&record, client.get_user_quota())
            .await
            .unwrap_err();
    }
    assert_eq!(
        record.delays().len(),
        10,
        "of the 40 that 20 calls might have had"
    );
    mock.clear_faults();
    for _ in 0..10 {
        client.get_user_quota().await.unwrap();
    }
    mock.inject(Fault::html_524().always());
    for _ in 0..5 {
        through_waits(&record, client.get_user_quota())
            .await
            .unwrap_err();
    }
    assert_eq!(record.delays().len(), 11, "ten successes pay for one retry");
}
