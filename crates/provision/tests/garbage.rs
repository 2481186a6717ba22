//! Mutated lists, plans and journals: each ends in a value or an error, and what is read is written
//! in a form that reads the same. The fuzz target does the same, guided by coverage.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::path::Path;

use bitsight_users_provision::{Apply, ApplyOptions, Format, Journal, List, Now, Plan};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};

const NOW: Now = Now {
    wall: bitsight_users_provision::Timestamp::UNIX_EPOCH,
    monotonic: std::time::Duration::ZERO,
};

/// A piece of text that matters to one of the formats.
const PIECES: [&str; 16] = [
    "\"",
    ",",
    "\n",
    "\r\n",
    "{",
    "}",
    "[",
    "\\",
    "\0",
    "null",
    "true",
    "\u{feff}",
    "\"record\":\"resume\"",
    "absent",
    "@",
    "99999999999999999999",
];

fn seeds() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds/provision");
    let files = std::fs::read_dir(folder).unwrap();
    let seeds: Vec<_> = files
        .map(|file| std::fs::read(file.unwrap().path()).unwrap())
        .collect();
    assert!(seeds.len() >= 4);
    // Their first byte says what they are, for the fuzz target.
    seeds.into_iter().map(|seed| seed[1..].to_vec()).collect()
}

#[test]
fn garbage_is_an_error_or_a_value() {
    let config = Config {
        cases: 3000,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(1),
        ..Config::default()
    };
    let mutation = (
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        0..PIECES.len(),
        0..4u8,
    );
    let seeds = seeds();
    let strategy = (0..seeds.len(), prop::collection::vec(mutation, 0..6));
    TestRunner::new(config)
        .run(&strategy, |(seed, mutations)| {
            let mut bytes = seeds[seed].clone();
            for (start, end, piece, kind) in mutations {
                let at = start.index(bytes.len() + 1);
                let to = (at + end.index(20)).min(bytes.len());
                match kind {
                    0 => drop(bytes.splice(at..at, PIECES[piece].bytes())),
                    1 => drop(bytes.splice(at..to, PIECES[piece].bytes())),
                    2 => drop(bytes.drain(at..to)),
                    _ => bytes.truncate(at),
                }
            }
            for format in [Format::Csv, Format::Json] {
                match List::read(&bytes, format) {
                    Ok(list) => assert!(!list.rows.is_empty()),
                    Err(error) => assert!(!error.problems.is_empty()),
                }
            }
            if let Ok(plan) = Plan::from_json(&String::from_utf8_lossy(&bytes)) {
                assert_eq!(Plan::from_json(&plan.to_json()), Ok(plan));
            }
            if let Ok(journal) = Journal::read(&bytes) {
                let _ = journal.ledger();
            }
            drop(Apply::resume(
                "https://example.com",
                &bytes,
                ApplyOptions::default(),
                NOW,
            ));
            Ok(())
        })
        .unwrap();
}
