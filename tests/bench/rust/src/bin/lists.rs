//! Times the reading of a long list from a server that takes its time, and prints a table.

use std::time::Instant;

use bitsight_users_bench::{
    LATE_USERS,
    compare::{HandWritten, Ours, PAGE, Plain, SUBJECTS, Server, Subject},
    print,
};
use bitsight_users_bench_report::{Row, Table, median};

/// How long the server takes to answer, in milliseconds: a near service, and one behind a busy network.
const LATENCIES: [u64; 2] = [20, 100];
/// The target, as for the npm package: with three requests at once, 30 pages take 1.15 times ten answers and one
/// more (12.5), in place of 30.
const TARGET: f64 = 0.42;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let quick = std::env::args().any(|argument| argument == "--quick");
    // Each takes as long as the server waits, so that a few agree.
    let rounds = if quick { 2 } else { 7 };
    let server = Server::start();
    let mut rows = Vec::new();
    for latency in LATENCIES {
        rows.push(row(&server.base_url, latency, rounds).await);
    }
    print(&[Table {
        id: "rust-lists".into(),
        title: "Reading all users in Rust".into(),
        method: format!(
            "Medians of {rounds} rounds after one to warm up; in each, every subject in turn reads {} pages over \
             loopback, from a server that answers each request after the named time. By hand and by \
             progenitor, one page is requested after the other, in a loop of a few lines.",
            LATE_USERS / PAGE as usize
        ),
        baseline: SUBJECTS[0].into(),
        rows,
    }]);
}

async fn row(base_url: &str, latency: u64, rounds: usize) -> Row {
    let base_url = format!("{base_url}/after/{latency}");
    let by_hand = HandWritten::new(&base_url);
    let ours = Ours::new(&base_url);
    let plain = Plain::new(&base_url);
    let mut times = [const { Vec::new() }; SUBJECTS.len()];
    // The first round warms up.
    for round in 0..=rounds {
        let round_times = [time(&by_hand).await, time(&ours).await, time(&plain).await];
        for (times, time) in times.iter_mut().zip(round_times) {
            if round > 0 {
                times.push(time);
            }
        }
    }
    let medians = times.iter().map(|times| median(times));
    let figures: Vec<_> = SUBJECTS.into_iter().zip(medians).collect();
    let title = format!("{LATE_USERS} users, answers after {latency} ms");
    let id = format!("rust-lists-{latency}");
    bitsight_users_bench::row(&id, &title, "ms", Some(TARGET), &figures)
}

/// Milliseconds for the whole list.
async fn time(subject: &impl Subject) -> f64 {
    let start = Instant::now();
    assert_eq!(subject.stream().await, LATE_USERS);
    start.elapsed().as_secs_f64() * 1000.0
}
