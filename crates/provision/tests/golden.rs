//! List, account and policy in, plan out: the same files run on every host.
//!
//! Set `BLESS=1` to write the plans anew; look at the difference before it is committed.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::{fs, path::Path};

use bitsight_users_provision::{Account, Ledger, List, Plan, Policy};
use serde_json::Value;

const NOW: &str = "2026-11-30T08:00:00Z";

#[test]
fn plans_are_as_they_were() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut cases: Vec<_> = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    assert!(cases.len() >= 8, "golden files are missing");
    for case in cases {
        let plan = plan(&case);
        let path = case.join("plan.json");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, pretty(&plan)).unwrap();
        }
        let expected = fs::read_to_string(&path).unwrap();
        assert_eq!(pretty(&plan), expected, "{}", case.display());
        assert_eq!(
            Plan::from_json(&expected).unwrap(),
            plan,
            "a plan reads back"
        );
    }
}

fn plan(case: &Path) -> Plan {
    let read = |name: &str| fs::read(case.join(name));
    let json =
        |name: &str| read(name).map(|bytes| serde_json::from_slice::<Value>(&bytes).unwrap());
    let list = match read("list.csv") {
        Ok(csv) => List::from_csv(&csv).unwrap(),
        Err(_) => List::from_json(&read("list.json").unwrap()).unwrap(),
    };
    let policy = match json("policy.json") {
        Ok(policy) => Policy::from_json(&policy).unwrap(),
        Err(_) => list.policy.clone().unwrap_or_default(),
    };
    let account = Account::from_json(&json("account.json").unwrap());
    Plan::new(
        &list,
        &account,
        &policy,
        &Ledger::default(),
        NOW.parse().unwrap(),
    )
    .unwrap()
}

/// Sorted and indented, so that differences can be read.
fn pretty(plan: &Plan) -> String {
    let value: Value = serde_json::from_str(&plan.to_json()).unwrap();
    serde_json::to_string_pretty(&value).unwrap() + "\n"
}
