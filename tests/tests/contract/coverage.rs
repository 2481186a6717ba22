//! Every scenario of the list is a test here, and every test here is on the list.

use std::{collections::BTreeSet, process::Command};

use serde_json::Value;

#[test]
fn every_scenario_has_its_test_and_every_test_its_scenario() {
    // The tests that there are, as this program itself lists them.
    let program = std::env::current_exe().unwrap();
    let list = Command::new(program)
        .args(["--list", "--format", "terse"])
        .output()
        .unwrap();
    let list = String::from_utf8(list.stdout).unwrap();
    let tests: BTreeSet<String> = list
        .lines()
        .filter_map(|line| line.strip_suffix(": test"))
        .filter(|name| !name.starts_with("coverage::"))
        .map(str::to_owned)
        .collect();
    let listed = scenarios();
    let listed: BTreeSet<String> = listed
        .iter()
        .map(|scenario| format!("{}::{}", text(scenario, "group"), text(scenario, "name")))
        .collect();
    assert_eq!(tests, listed);
}

#[test]
fn every_operation_of_the_document_has_a_contract() {
    let document = bitsight_users_mock::document().unwrap();
    let paths = document.value()["paths"].as_object().unwrap();
    let operations: BTreeSet<&str> = paths
        .values()
        .flat_map(|methods| methods.as_object().unwrap().values())
        .filter_map(|operation| operation.get("operationId")?.as_str())
        .collect();
    let scenarios = scenarios();
    let covered: Vec<&str> = scenarios
        .iter()
        .filter(|scenario| text(scenario, "group") == "contract")
        .map(|scenario| text(scenario, "operation"))
        .collect();
    assert_eq!(covered.iter().copied().collect::<BTreeSet<_>>(), operations);
    assert_eq!(covered.len(), operations.len(), "one contract each");
}

fn scenarios() -> Vec<Value> {
    serde_json::from_str(include_str!("../../scenarios.json")).unwrap()
}

fn text<'a>(scenario: &'a Value, field: &str) -> &'a str {
    scenario[field].as_str().unwrap()
}
