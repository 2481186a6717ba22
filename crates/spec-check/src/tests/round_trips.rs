//! Round trips that have to fail, and the samples that are sent.

use serde_json::{Value, json};

use bitsight_users_openapi::Position;

use super::Inputs;
use crate::contradictions::Contradiction;
use crate::finding::Kind;
use crate::report;
use crate::round_trip::{Answer, Sample, Verdict, difference, judge, samples};

fn project_samples(inputs: &Inputs) -> Vec<Sample> {
    let mut problems = Vec::new();
    let samples = samples(
        &inputs.parsed(),
        &inputs.pages,
        &inputs.entries,
        &mut problems,
    );
    assert_eq!(problems, Vec::<String>::new());
    samples
}

#[test]
fn every_documented_response_is_sent() {
    let inputs = Inputs::load();
    let sent = project_samples(&inputs);
    let sent: Vec<&str> = sent
        .iter()
        .map(|sample| sample.operation.as_str())
        .collect();
    let documented = inputs
        .pages
        .iter()
        .filter(|(_, page)| page.response.is_some());
    assert_eq!(sent.len(), documented.count(), "{sent:?}");
    assert!(sent.contains(&"create_user"));
}

#[test]
fn a_request_that_lacks_more_than_the_table_has_is_a_problem() {
    let mut inputs = Inputs::load();
    inputs.page("create_user").request = None;
    let mut problems = Vec::new();
    samples(
        &inputs.parsed(),
        &inputs.pages,
        &inputs.entries,
        &mut problems,
    );
    assert_eq!(problems.len(), 1);
    assert!(
        problems[0].starts_with("create_user: ") && problems[0].contains("$.friendly_name"),
        "{problems:?}"
    );
}

#[test]
fn only_a_refusal_that_is_listed_is_exempt() {
    let mut inputs = Inputs::load();
    inputs.entries.push(Contradiction {
        id: "example-without-guid".to_owned(),
        operation: "get_user".to_owned(),
        kind: Kind::ExampleResponseInvalid,
        path: "$.guid".to_owned(),
        position: Position { line: 1, column: 1 },
    });
    let sent = project_samples(&inputs);
    let refuse = || Answer::Refused("no guid".to_owned());
    let differ = || Answer::Differs("$.email was lost".to_owned());
    let failed = |answers: &[Answer]| -> Vec<String> {
        let verdicts = judge(&sent, answers);
        // Each failure is reported under the name of its operation.
        assert_eq!(
            report::failures("x", &verdicts).len(),
            verdicts.iter().filter(|each| is_failure(each)).count()
        );
        verdicts
            .iter()
            .filter(|each| is_failure(each))
            .map(|(operation, _)| (*operation).to_owned())
            .collect()
    };
    let all: Vec<String> = sent.iter().map(|sample| sample.operation.clone()).collect();
    assert_eq!(
        failed(&vec![Answer::Same; sent.len()]),
        Vec::<String>::new()
    );
    assert_eq!(
        failed(&sent.iter().map(|_| differ()).collect::<Vec<_>>()),
        all
    );
    // A program that dies early leaves the rest unanswered.
    assert_eq!(failed(&[]), all);
    let refused = failed(&sent.iter().map(|_| refuse()).collect::<Vec<_>>());
    assert!(refused.contains(&"create_user".to_owned()));
    // The report says that its commas were removed; nothing else is wrong with it.
    assert!(refused.contains(&"get_user_quota".to_owned()));
    assert!(
        !refused.contains(&"get_user".to_owned()),
        "its missing guid is a listed contradiction"
    );
}

fn is_failure((_, verdict): &(&str, Verdict)) -> bool {
    matches!(verdict, Verdict::Failed(_))
}

#[test]
fn a_difference_is_named_by_its_path() {
    let sent = json!({"a": [{"b": 1}, {"c": 2, "d": null}]});
    let changed = |back: Value| difference(&sent, &back, "$");
    assert_eq!(changed(sent.clone()), None);
    assert_eq!(
        changed(json!({"a": [{"b": 1}, {}]})).as_deref(),
        Some("$.a[1].c was lost")
    );
    assert_eq!(changed(json!({"a": [{"b": 1}, {"c": 2}]})), None);
    assert_eq!(
        changed(json!({"a": [{"b": 1, "d": 2}, {"c": 2}]})).as_deref(),
        Some("$.a[0].d was added")
    );
    assert_eq!(
        changed(json!({"a": [{"b": "1"}, {"c": 2}]})).as_deref(),
        Some("$.a[0].b was 1, came back as \"1\"")
    );
    assert!(changed(json!({"a": [{"b": 1}]})).is_some_and(|text| text.starts_with("$.a was [")));
}

#[test]
fn the_types_have_to_give_back_what_was_read() {
    let mut sent = project_samples(&Inputs::load());
    sent.retain(|sample| sample.operation == "create_user");
    let [sample] = sent.as_slice() else {
        panic!("{sent:?}")
    };
    let written = |text: String| Answer::of(sample, Some(Ok(text)));
    let differs = |answer, expected: &str| match answer {
        Answer::Differs(reason) => assert!(reason.contains(expected), "{reason}"),
        other => panic!("{other:?}"),
    };
    assert!(matches!(written(sample.response.clone()), Answer::Same));
    let renamed = sample.response.replace("can_update", "canUpdate");
    differs(written(renamed), "$.features[0].canUpdate was added");
    let changed = sample.response.replace("null", "\"\"");
    differs(written(changed), "$.last_login_time was null");
    differs(written("{".to_owned()), "isn't JSON");
    differs(Answer::of(sample, None), "no type");
    let refused = Answer::of(sample, Some(Err("missing field".to_owned())));
    assert!(matches!(refused, Answer::Refused(_)));
}
