//! The soak test: users are created, 50 at a time, while faults strike at random; in the end the
//! server's users are reconciled with what the calls returned. Nothing may be lost, nothing doubled.
//!
//! `BITSIGHT_USERS_SOAK_SECONDS` sets how long, up to 60; 8 unless set, which is some thousands of
//! creations. `BITSIGHT_USERS_SOAK_SEED` repeats a run's faults.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use bitsight_users::{Client, Code, Effect, Error};
use bitsight_users_mock::{DEFAULT_TOKEN, Fault, MockServer};
use bitsight_users_tests::new_user;
use serde_json::json;
use tokio::task::JoinSet;

const AT_ONCE: usize = 50;

/// The outcome of the creation of a user.
enum Told {
    Created { guid: String },
    Failed { code: Code, effect: Effect },
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_and_nothing_doubled() {
    let seconds = number("BITSIGHT_USERS_SOAK_SECONDS").unwrap_or(8).min(60);
    let seed = number("BITSIGHT_USERS_SOAK_SEED").unwrap_or(1);
    println!("seed {seed}, {seconds} seconds");
    let mock = MockServer::builder()
        .monthly_limit(u32::MAX)
        .fault_seed(seed)
        .start()
        .await
        .unwrap();
    for fault in faults() {
        mock.inject(fault);
    }
    let client = Client::builder()
        .token(DEFAULT_TOKEN)
        .base_url(mock.url())
        .max_concurrency(AT_ONCE)
        .timeout(Duration::from_millis(500))
        .total_timeout(Duration::from_secs(5))
        .build()
        .unwrap();

    let end = Instant::now() + Duration::from_secs(seconds);
    let next = Arc::new(AtomicUsize::new(0));
    let mut callers = JoinSet::new();
    for _ in 0..AT_ONCE {
        let (client, next) = (client.clone(), next.clone());
        callers.spawn(async move {
            let mut told = Vec::new();
            while Instant::now() < end {
                let email = format!("user{}@example.com", next.fetch_add(1, Ordering::Relaxed));
                told.push((email.clone(), create(&client, &email).await));
            }
            told
        });
    }
    let told: HashMap<_, _> = callers.join_all().await.into_iter().flatten().collect();
    settled(&mock).await;
    reconcile(&mock, &told);
}

/// The faults that can make a client lose or double something; about every third request is struck.
fn faults() -> Vec<Fault> {
    let short = Duration::from_millis(40);
    // Longer than an attempt may take: the request takes effect after the client has given up.
    let long = Duration::from_millis(700);
    let null = serde_json::Value::Null;
    let kinds = [
        Fault::reset(),
        Fault::reset().after(),
        Fault::html_524(),
        Fault::html_524().after(),
        Fault::status(503, null.clone()),
        Fault::status(500, null).after(),
        Fault::rate_limited(Some("0")),
        Fault::delay(short),
        Fault::delay(long),
        Fault::delay(long).after(),
        Fault::reset_in_body(),
        Fault::truncated(),
        Fault::wrong_length(7),
        Fault::duplicate(),
        Fault::garbage(),
        Fault::garbage().after(),
        Fault::empty_body(),
    ];
    kinds.map(|kind| kind.always().probability(0.02)).into()
}

async fn create(client: &Client, email: &str) -> Told {
    match client
        .create_user(&new_user(json!({ "email": email })))
        .await
    {
        Ok(user) => {
            assert_eq!(user.email, email);
            Told::Created {
                guid: user.guid.clone(),
            }
        }
        Err(error) => failed(&error),
    }
}

fn failed(error: &Error) -> Told {
    Told::Failed {
        code: error.code(),
        effect: error.effect(),
    }
}

fn reconcile(mock: &MockServer, told: &HashMap<String, Told>) {
    let mut there: HashMap<String, Vec<String>> = HashMap::new();
    for user in mock.users() {
        let text = |key: &str| user[key].as_str().unwrap().to_owned();
        there.entry(text("email")).or_default().push(text("guid"));
    }
    let mut counts: HashMap<String, usize> = HashMap::new();
    for (email, told) in told {
        let guids = there.remove(email).unwrap_or_default();
        assert!(
            guids.len() <= 1,
            "{email} was created {} times",
            guids.len()
        );
        let outcome = match told {
            Told::Created { guid } => {
                assert_eq!(
                    guids,
                    std::slice::from_ref(guid),
                    "{email} was reported, and is lost"
                );
                "created".to_owned()
            }
            Told::Failed { code, effect } => {
                assert_ne!(*code, Code::Internal, "{email}");
                match effect {
                    Effect::None => assert!(guids.is_empty(), "{email}: {code}, and is there"),
                    Effect::Possible => {}
                }
                format!("{code}, effect {effect:?}, there: {}", guids.len())
            }
        };
        *counts.entry(outcome).or_default() += 1;
    }
    assert!(there.is_empty(), "users whom nobody asked for: {there:?}");
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort();
    for (outcome, count) in &counts {
        println!("{count:>8}  {outcome}");
    }
    let struck = mock
        .requests()
        .iter()
        .filter(|request| request.fault.is_some())
        .count();
    println!(
        "{:>8}  requests, {struck} struck by faults",
        mock.requests().len()
    );
    // As a check of the test itself: that it was one.
    assert!(
        told.len() > 200,
        "only {} creations in all this time",
        told.len()
    );
    assert!(struck > 50, "only {struck} faults");
}

/// Waits for requests that take effect after the client has given them up.
async fn settled(mock: &MockServer) {
    let late = |mock: &MockServer| {
        let requests = mock.requests();
        let mut delays = requests
            .iter()
            .filter(|it| it.fault.as_deref() == Some("delay"));
        delays.any(|request| request.status.is_none())
    };
    while late(mock) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(
        text.parse()
            .unwrap_or_else(|_| panic!("{variable} is no number: {text}")),
    )
}
