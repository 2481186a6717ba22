//! The fault matrix: every operation with every fault of tests/faults.json, on a mock of its own.
//!
//! The rule: no user is created twice; nothing takes effect without the caller being told that it did
//! or may have; no call outlasts its deadline; no failure lacks a code. The table that it prints is
//! also left in the folder for temporary files of the target folder.

mod cell;
mod operations;
mod table;

use std::sync::Arc;

use serde_json::Value;
use tokio::{sync::Semaphore, task::JoinSet};

use cell::{Cell, Strikes};

/// Most cells wait most of the time; more at once would be late because of each other.
const AT_ONCE: usize = 24;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_operation_keeps_the_rule_under_every_fault() {
    let places = Arc::new(Semaphore::new(AT_ONCE));
    let mut running = JoinSet::new();
    for (order, cell) in cells().into_iter().enumerate() {
        let places = places.clone();
        running.spawn(async move {
            let _place = places.acquire().await;
            (order, cell.run().await)
        });
    }
    let mut results = running.join_all().await;
    results.sort_by_key(|(order, _)| *order);
    let results: Vec<_> = results.into_iter().map(|(_, result)| result).collect();

    let table = table::text(&results);
    println!("{table}");
    let file = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("fault-matrix-rust.txt");
    std::fs::write(file, &table).expect("the table can be written");

    let broken: Vec<_> = results
        .iter()
        .filter(|result| !result.broken.is_empty())
        .collect();
    assert!(
        broken.is_empty(),
        "{} cells break the rule:\n{}",
        broken.len(),
        table::text(broken)
    );
}

#[test]
fn the_matrix_has_every_operation_and_every_kind_of_fault() {
    let plan = cell::plan();
    let operations: Vec<_> = plan["operations"]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect();
    assert_eq!(
        operations,
        bitsight_users_mock::Operation::ALL.map(|operation| operation.id())
    );
    let faults = plan["faults"].as_array().unwrap();
    let mut kinds: Vec<_> = faults
        .iter()
        .filter_map(|fault| fault["fault"]["kind"].as_str())
        .collect();
    kinds.sort_unstable();
    kinds.dedup();
    // As many as the mock's README lists.
    let readme = include_str!("../../../crates/mock-server/README.md");
    let listed = readme
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` | `{\"kind\""));
    let mut listed: Vec<_> = listed.map(|(kind, _)| kind).collect();
    listed.sort_unstable();
    assert_eq!(kinds, listed);
}

fn cells() -> Vec<Cell> {
    let plan = Arc::new(cell::plan());
    let mut cells = Vec::new();
    for operation in plan["operations"].as_object().unwrap().keys() {
        for fault in plan["faults"].as_array().unwrap() {
            let except = fault["except"].as_array();
            if except.is_some_and(|except| except.contains(&operation.as_str().into())) {
                continue;
            }
            let mut all = vec![Strikes::Once, Strikes::Always];
            if operation == "create_user" {
                // Its look-ups as well.
                all.push(Strikes::Everything);
            }
            cells.extend(all.into_iter().map(|strikes| Cell {
                plan: plan.clone(),
                operation: operation.clone(),
                fault: Value::clone(fault),
                strikes,
            }));
        }
    }
    cells
}
