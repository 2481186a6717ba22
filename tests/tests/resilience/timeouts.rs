//! The three timeouts: for connecting, for an attempt to the end of its body, and for a call.

use std::time::Duration;

use bitsight_users::{CallOptions, Code, Effect};
use bitsight_users_mock::{Fault, Seed};
use tokio::{net::TcpListener, time::advance};

use crate::support::{Did, hold_clock, mock, mock_with, observed, settle, until};

const FIVE: Duration = Duration::from_secs(5);

#[tokio::test(start_paused = true)]
async fn an_attempt_ends_in_time_also_in_the_middle_of_its_body() {
    let hour = Duration::from_secs(3600);
    for (fault, status) in [
        (Fault::delay(hour), None),
        (Fault::body_delay(hour), Some(200)),
        // A byte now and then, for ever: each comes in time, the whole does not.
        (Fault::drip(1, Duration::from_millis(100)), Some(200)),
    ] {
        let mock = mock_with(|builder| builder.seed(Seed::numbered(3)));
        let _held = hold_clock();
        let guid = mock.users()[0]["guid"].as_str().unwrap().to_owned();
        mock.inject(fault.on("edit_user"));
        let (builder, record) = observed(&mock.url());
        let client = builder.timeout(FIVE).max_retries(0).build().unwrap();
        let changes = bitsight_users::UserChanges::new().friendly_name("N");
        let call = tokio::spawn(async move { client.edit_user(&guid, &changes).await });
        record.request(0).await;
        until("the request", || (mock.in_flight() == 1).then_some(())).await;
        if status.is_some() {
            // The answer has begun, and its head can get here.
            until("its effect", || {
                (mock.users()[0]["friendly_name"] == "N").then_some(())
            })
            .await;
        }
        settle_for_real().await;
        advance(FIVE - Duration::from_millis(2)).await;
        settle().await;
        assert!(!call.is_finished(), "it has its full time");
        advance(Duration::from_millis(4)).await;
        let error = call.await.unwrap().unwrap_err();
        assert_eq!(error.code(), Code::Timeout, "{error}");
        assert_eq!(error.effect(), Effect::Possible, "{error}");
        assert_eq!(error.status(), status, "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_with_a_late_body_is_that_refusal() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let _held = hold_clock();
    let (builder, record) = observed(&format!("http://{}", listener.local_addr().unwrap()));
    let client = builder.timeout(FIVE).max_retries(0).build().unwrap();
    let call = tokio::spawn(async move { client.get_user_quota().await });
    let (mut stream, _) = listener.accept().await.unwrap();
    let head = b"HTTP/1.1 403 Forbidden\r\ncontent-length: 100\r\n\r\n{";
    tokio::io::AsyncWriteExt::write_all(&mut stream, head)
        .await
        .unwrap();
    record.request(0).await;
    settle_for_real().await;
    advance(FIVE + Duration::from_millis(2)).await;
    let error = call.await.unwrap().unwrap_err();
    assert_eq!(
        (error.code(), error.status()),
        (Code::Permission, Some(403))
    );
    assert_eq!(error.effect(), Effect::None);
}

#[tokio::test(start_paused = true)]
async fn an_attempt_that_took_too_long_is_repeated_within_the_total() {
    let mock = mock();
    mock.inject(
        Fault::delay(Duration::from_secs(3600))
            .on("get_user_quota")
            .always(),
    );
    let _held = hold_clock();
    let (builder, record) = observed(&mock.url());
    let client = builder
        .timeout(FIVE)
        .total_timeout(2 * FIVE)
        .build()
        .unwrap();
    let start = tokio::time::Instant::now();
    let call = tokio::spawn(async move { client.get_user_quota().await });
    // The clock goes in small steps, so that the end is seen to be in time.
    while !call.is_finished() {
        settle().await;
        advance(Duration::from_millis(50)).await;
    }
    let error = call.await.unwrap().unwrap_err();
    assert_eq!((error.code(), error.attempts()), (Code::Timeout, 2));
    let elapsed = start.elapsed();
    assert!(
        elapsed >= FIVE && elapsed <= 2 * FIVE + Duration::from_millis(200),
        "{elapsed:?}"
    );
    assert_eq!(record.requests(), 2);
}

#[tokio::test(start_paused = true)]
async fn one_deadline_holds_for_a_creation_with_its_look_ups() {
    let mock = mock();
    mock.inject(Fault::html_524().on("create_user").always());
    mock.inject(
        Fault::delay(Duration::from_secs(3600))
            .on("list_users")
            .always(),
    );
    let _held = hold_clock();
    let (builder, record) = observed(&mock.url());
    let client = builder.build().unwrap();
    let client = client.with_options(CallOptions::new().total_timeout(2 * FIVE));
    let call = tokio::spawn(async move { client.create_user(&crate::support::user(1)).await });
    until("the look-up", || {
        record
            .all()
            .contains(&Did::Request("list_users"))
            .then_some(())
    })
    .await;
    settle().await;
    advance(2 * FIVE + Duration::from_millis(2)).await;
    let error = call.await.unwrap().unwrap_err();
    assert_eq!(
        (error.code(), error.effect()),
        (Code::Server, Effect::Possible)
    );
}

#[tokio::test(start_paused = true)]
async fn a_timeout_can_be_set_for_a_call() {
    let mock = mock();
    mock.inject(Fault::delay(Duration::from_secs(3600)).always());
    let _held = hold_clock();
    let (builder, record) = observed(&mock.url());
    let client = builder.max_retries(0).build().unwrap();
    let client = client.with_options(CallOptions::new().timeout(FIVE));
    let call = tokio::spawn(async move { client.get_user_quota().await });
    record.request(0).await;
    settle().await;
    advance(FIVE + Duration::from_millis(2)).await;
    assert_eq!(call.await.unwrap().unwrap_err().code(), Code::Timeout);
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_does_not_come_about_is_given_up_in_time() {
    // A listener that accepts nothing, its queue full: further connections get no answer.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(0).unwrap();
    let address = listener.local_addr().unwrap();
    let mut queue = Vec::new();
    // More than any system takes into a queue for none.
    for _ in 0..8 {
        queue.push(tokio::spawn(tokio::net::TcpStream::connect(address)));
    }
    let _held = hold_clock();
    settle_for_real().await;
    let (builder, record) = observed(&format!("http://{address}"));
    let client = builder
        .connect_timeout(FIVE)
        .max_retries(0)
        .build()
        .unwrap();
    let call = tokio::spawn(async move { client.create_user(&crate::support::user(1)).await });
    record.request(0).await;
    settle_for_real().await;
    advance(FIVE + Duration::from_millis(2)).await;
    let error = call.await.unwrap().unwrap_err();
    assert_eq!(
        (error.code(), error.effect()),
        (Code::Timeout, Effect::None),
        "{error:?}"
    );
    assert!(error.to_string().contains("connecting"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn without_any_timeout_a_call_waits() {
    let mock = mock();
    mock.inject(Fault::delay(Duration::from_secs(3600)).times(1));
    let _held = hold_clock();
    let (builder, record) = observed(&mock.url());
    let client = builder.timeout(None).total_timeout(None).build().unwrap();
    let call = tokio::spawn(async move { client.get_user_quota().await });
    record.request(0).await;
    settle().await;
    advance(Duration::from_secs(1_000_000)).await;
    settle().await;
    assert!(!call.is_finished());
    call.abort();
}

/// Lets packets that are on their way on the loopback arrive, which no count of turns can promise:
/// by a round trip of another connection.
async fn settle_for_real() {
    for _ in 0..20 {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (there, back) =
            tokio::join!(tokio::net::TcpStream::connect(address), listener.accept());
        drop((there.unwrap(), back.unwrap()));
        settle().await;
    }
}
