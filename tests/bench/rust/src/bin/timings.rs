//! Times the subjects side by side, and prints a table.
//!
//! With the id of a row, the index of a subject and a number (`create 1 10000`), it only repeats that work, for
//! a profiler.

use std::time::{Duration, Instant};

use bitsight_users_bench::{
    compare::{HandWritten, Ours, Plain, SUBJECTS, Server, Subject, Work},
    print,
};
use bitsight_users_bench_report::{Row, Table, median};

/// The target: at most this ratio to code by hand.
const TARGET: f64 = 1.05;
/// The duration of a subject's turn in a round: long enough that reading the clock doesn't count, short enough
/// that a slow moment of the machine hits all subjects.
const SLICE: Duration = Duration::from_millis(40);

struct Subjects {
    by_hand: HandWritten,
    ours: Ours,
    plain: Plain,
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let quick = std::env::args().any(|argument| argument == "--quick");
    let rounds = if quick { 15 } else { 75 };
    let server = Server::start();
    let subjects = Subjects {
        by_hand: HandWritten::new(&server.base_url),
        ours: Ours::new(&server.base_url),
        plain: Plain::new(&server.base_url),
    };
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    if let [id, subject, calls] = arguments.as_slice() {
        let work = Work::ALL.into_iter().find(|work| work.id() == *id);
        let work = work.expect("the id of a row");
        let calls = calls.parse().expect("a number");
        match subject.as_str() {
            "0" => time(work, &subjects.by_hand, calls).await,
            "1" => time(work, &subjects.ours, calls).await,
            _ => time(work, &subjects.plain, calls).await,
        };
        return;
    }
    let mut rows = Vec::new();
    for work in Work::ALL {
        rows.push(row(work, &subjects, rounds).await);
    }
    print(&[Table {
        id: "rust".into(),
        title: "Rust".into(),
        method: format!(
            "Over loopback, against one server in its own process, by one thread, both on one \
             processor where `taskset` can see to that. Medians of {rounds} rounds; in each, every \
             subject works for about {} ms, in turns. One round before is not counted.",
            SLICE.as_millis()
        ),
        baseline: SUBJECTS[0].into(),
        rows,
    }]);
}

async fn row(work: Work, subjects: &Subjects, rounds: usize) -> Row {
    let Subjects {
        by_hand,
        ours,
        plain,
    } = subjects;
    // The warm-up: connections, caches, and the number of calls that fill a turn.
    let mut calls = 1;
    while time(work, by_hand, calls).await * f64::from(calls) < SLICE.as_secs_f64() * 0.7 {
        calls *= 2;
    }
    time(work, ours, calls).await;
    time(work, plain, calls).await;

    let mut times = [const { Vec::new() }; SUBJECTS.len()];
    for round in 0..rounds {
        // No subject always runs after the same other.
        for turn in 0..SUBJECTS.len() {
            let subject = (round + turn) % SUBJECTS.len();
            let spent = match subject {
                0 => time(work, by_hand, calls).await,
                1 => time(work, ours, calls).await,
                _ => time(work, plain, calls).await,
            };
            times[subject].push(spent * 1000.0);
        }
    }
    let figures: Vec<_> = SUBJECTS
        .into_iter()
        .zip(times.iter().map(|times| median(times)))
        .collect();
    bitsight_users_bench::row(&work.id(), &work.title(), "ms", Some(TARGET), &figures)
}

/// Seconds per call.
async fn time(work: Work, subject: &impl Subject, calls: u32) -> f64 {
    let start = Instant::now();
    for _ in 0..calls {
        work.run(subject).await;
    }
    start.elapsed().as_secs_f64() / f64::from(calls)
}
