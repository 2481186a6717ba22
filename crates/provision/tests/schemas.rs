//! The JSON Schemas describe what is written and what is read.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod support;

use bitsight_users_provision::{Field, List, Policy, schemas};
use jsonschema::Validator;
use serde_json::{Value, json};
use support::Played;

fn validator(schema: &str) -> Validator {
    let schema: Value = serde_json::from_str(schema).unwrap();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

fn assert_valid(validator: &Validator, value: &Value) {
    if let Err(error) = validator.validate(value) {
        panic!("{error} at {} in {value}", error.instance_path());
    }
}

#[test]
fn lists_that_are_read_are_valid_and_others_are_not() {
    let validator = validator(schemas::LIST);
    let list = |user: Value| json!({"version": 1, "policy": Policy::default(), "users": [user]});
    let users = [
        (json!({"email": "a@b.us"}), true),
        (
            json!({"email": "a@b.us", "role": "customer_user", "contact": true, "features": {"wfh-ro": "x"}, "group": null}),
            true,
        ),
        (
            json!({"email": "a@b.us", "state": "absent", "note": "left"}),
            true,
        ),
        (json!({"role": "customer_user"}), false),
        (json!({"email": "a@b.us", "contact": "true"}), false),
        (json!({"email": "a@b.us", "formalName": "A"}), false),
        (json!({"email": "a@b.us", "state": "gone"}), false),
        (json!({"email": "a@b.us", "features": {"wfh-ro": 7}}), false),
    ];
    for (user, valid) in users {
        let list = list(user);
        assert_eq!(validator.is_valid(&list), valid, "{list}");
        assert_eq!(
            List::from_json(list.to_string().as_bytes()).is_ok(),
            valid,
            "{list}"
        );
    }
    // Every column is in the schema, and nothing else.
    let schema: Value = serde_json::from_str(schemas::LIST).unwrap();
    let properties = schema["$defs"]["row"]["properties"].as_object().unwrap();
    assert_eq!(properties.len(), List::columns().len());
    assert!(
        Field::all()
            .iter()
            .all(|field| properties.contains_key(field.column))
    );
}

#[test]
fn plans_journals_and_reports_are_valid() {
    let (plan, journal, report) = (
        validator(schemas::PLAN),
        validator(schemas::JOURNAL),
        validator(schemas::REPORT),
    );
    let played = Played::with_everything();
    assert_valid(
        &plan,
        &serde_json::from_str(&played.plan.to_json()).unwrap(),
    );
    let mut kinds = std::collections::BTreeSet::new();
    for line in played.journal.lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        kinds.insert(record["record"].as_str().unwrap().to_owned());
        assert_valid(&journal, &record);
    }
    assert_eq!(kinds.len(), 6, "every kind of record is there: {kinds:?}");
    let written: Value = serde_json::from_str(&played.report.to_json()).unwrap();
    assert_valid(&report, &written);
    for broken in [
        json!({"record": "intent"}),
        json!({"record": "other", "at": "2026-11-30T08:00:00Z"}),
    ] {
        assert!(!journal.is_valid(&broken));
    }
    for (name, value) in [
        ("hash", json!("x")),
        ("version", json!(2)),
        ("extra", json!(1)),
    ] {
        let mut broken: Value = serde_json::from_str(&played.plan.to_json()).unwrap();
        broken[name] = value;
        assert!(!plan.is_valid(&broken), "{name}");
    }
}

#[test]
fn golden_plans_are_valid() {
    let validator = validator(schemas::PLAN);
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut count = 0;
    for case in std::fs::read_dir(root).unwrap() {
        let text = std::fs::read_to_string(case.unwrap().path().join("plan.json")).unwrap();
        assert_valid(&validator, &serde_json::from_str(&text).unwrap());
        count += 1;
    }
    assert!(count >= 8);
}
