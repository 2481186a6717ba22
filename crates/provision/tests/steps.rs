//! Journal in, first steps out: the same files run on every host.
//!
//! Set `BLESS=1` to write the steps anew; look at the difference before it is committed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod support;

use std::{fs, path::Path};

use bitsight_users_provision::{
    Apply, ApplyOptions, Effect, Event, OutcomeKind, Plan, Record, StartError, Step,
};
use serde_json::{Value, json};
use support::{HOST, Played, at, drive, failure, plan};

const CSV: &str = "email,formal_name,friendly_name,role,state\n\
    third@example.com,New Name,,,\n\
    a@example.com,A,A,customer_user,\n\
    b@example.com,B,B,customer_user,\n";

/// The journals, by name, as they are after a host died.
fn journals() -> Vec<(&'static str, String)> {
    let plan = plan(CSV);
    let at = at(0).wall;
    let begin = Record::Plan {
        at,
        plan: serde_json::from_str(&plan.to_json()).unwrap(),
    }
    .to_line();
    let intent = |item| Record::Intent { at, item }.to_line();
    let retry = |item| {
        Record::Retry {
            at,
            item,
            code: "rate_limited".to_owned(),
        }
        .to_line()
    };
    let end = Record::End { at }.to_line();
    let cut = |text: &str| text[..text.len() / 2].to_owned();
    vec![
        ("only-begun", begin.clone()),
        ("begin-cut", cut(&begin)),
        ("edit-under-way", begin.clone() + &intent(0)),
        ("creates-under-way", begin.clone() + &intent(1) + &intent(2)),
        ("create-refused", begin.clone() + &intent(1) + &retry(1)),
        ("intent-cut", begin.clone() + &intent(1) + &cut(&intent(2))),
        ("ended", begin + &end),
    ]
}

/// The steps of a host that goes on, until all that the first requests ask for has been asked.
fn steps(journal: &str) -> Value {
    let options = ApplyOptions::default();
    let started = Apply::start(plan(CSV), HOST, journal.as_bytes(), options, at(0));
    let mut apply = match started {
        Ok(apply) => apply,
        Err(error) => return json!({"refused": error.to_string()}),
    };
    let mut steps = Vec::new();
    let mut waiting = Vec::new();
    let mut event = Event::Continue;
    for step in 0..40 {
        let step_taken = apply.next(at(step), event);
        steps.push(serde_json::to_value(&step_taken).unwrap());
        event = match step_taken {
            Step::Write { .. } => Event::Written,
            Step::Send { id, request } => {
                waiting.push((id, support::answer(&request)));
                Event::Continue
            }
            Step::Wait { .. } if !waiting.is_empty() => {
                let (id, answer) = waiting.remove(0);
                Event::Answered { id, answer }
            }
            Step::Wait { .. } | Step::Done { .. } => break,
        };
    }
    json!(steps)
}

#[test]
fn a_journal_leads_to_the_same_steps_as_before() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden-steps");
    for (name, journal) in journals() {
        let folder = root.join(name);
        let steps = serde_json::to_string_pretty(&steps(&journal)).unwrap() + "\n";
        if std::env::var_os("BLESS").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("journal"), &journal).unwrap();
            fs::write(folder.join("steps.json"), &steps).unwrap();
        }
        assert_eq!(
            fs::read_to_string(folder.join("journal")).unwrap(),
            journal,
            "{name}"
        );
        let expected: Value =
            serde_json::from_str(&fs::read_to_string(folder.join("steps.json")).unwrap()).unwrap();
        assert_eq!(
            serde_json::from_str::<Value>(&steps).unwrap(),
            expected,
            "{name}"
        );
    }
}

#[test]
fn a_damaged_journal_is_refused_and_a_cut_one_is_not() {
    let whole = Played::with_everything().journal;
    let start =
        |journal: &[u8]| Apply::start(plan(CSV), HOST, journal, ApplyOptions::default(), at(0));
    let damaged = whole.replacen("\"record\":\"intent\"", "\"record\":\"intant\"", 1);
    assert!(matches!(
        start(damaged.as_bytes()),
        Err(StartError::Journal(_))
    ));
    // Another file by mistake: nothing may be appended to it.
    assert!(matches!(
        start(b"email,role\na@b.us,x\n"),
        Err(StartError::Journal(_))
    ));
    assert!(matches!(start(b"email,role"), Err(StartError::Journal(_))));
    // After any byte.
    let played = Played::with_everything();
    for end in 0..whole.len() {
        let bytes = &whole.as_bytes()[..end];
        match Apply::start(
            played.plan.clone(),
            HOST,
            bytes,
            ApplyOptions::default(),
            at(0),
        ) {
            Ok(_) | Err(StartError::Used) => {}
            Err(error) => panic!("cut after {end} bytes: {error}"),
        }
    }
}

#[test]
fn plans_that_may_not_be_applied() {
    let plan = plan(CSV);
    let start = |plan: Plan, host: &str, journal: &[u8], now| {
        Apply::start(plan, host, journal, ApplyOptions::default(), now).err()
    };
    let day = 24 * 60 * 60 * 1000;
    assert_eq!(
        start(plan.clone(), HOST, b"", at(day)),
        Some(StartError::Expired)
    );
    assert_eq!(start(plan.clone(), HOST, b"", at(day - 1)), None);
    let other = start(plan.clone(), "https://other.example.com", b"", at(0));
    assert!(matches!(other, Some(StartError::OtherHost { .. })));
    let begun = &journals()[0].1;
    let next = support::plan("email,formal_name\nthird@example.com,Another Name\n");
    assert!(matches!(
        start(next, HOST, begun.as_bytes(), at(0)),
        Some(StartError::Unfinished { .. })
    ));
    let mut changed: Value = serde_json::from_str(&plan.to_json()).unwrap();
    changed["policy"]["allow_deletes"] = json!(100);
    assert!(
        Plan::from_json(&changed.to_string())
            .unwrap_err()
            .to_string()
            .contains("was changed")
    );
}

#[test]
fn a_token_that_stops_being_valid_stops_the_rest() {
    let plan = plan(CSV);
    let mut journal = String::new();
    let mut apply = Apply::start(plan, HOST, b"", ApplyOptions::default(), at(0)).unwrap();
    let report = drive(&mut apply, &mut journal, &mut |request| {
        (!request.is_read()).then(|| failure(Some(401), Effect::None))
    });
    assert_eq!(report.count(OutcomeKind::NotStarted), 3, "{report}");
    assert!(
        report.to_string().contains("Stopped early: unauthorized."),
        "{report}"
    );
    assert!(!report.finished);
    let rest = report.rest_csv().unwrap();
    assert!(
        rest.contains("third@example.com,,New Name,")
            && rest.contains("a@example.com,A,A,customer_user"),
        "{rest}"
    );
    assert_eq!(report.to_json_lines().lines().count(), report.rows.len());
}

#[test]
fn one_refusal_stops_no_other_row_and_refusals_of_all_do() {
    let rows: String = (0..8)
        .map(|index| format!("n{index}@example.com,N,N,customer_user,\n"))
        .collect();
    let plan = plan(&format!(
        "email,formal_name,friendly_name,role,state\n{rows}"
    ));
    let run = |only: Option<&str>| {
        let mut apply =
            Apply::start(plan.clone(), HOST, b"", ApplyOptions::default(), at(0)).unwrap();
        drive(&mut apply, &mut String::new(), &mut |request| {
            let body = serde_json::to_value(request).unwrap();
            let concerned = only.is_none_or(|email| body["body"]["email"] == email);
            (!request.is_read() && concerned).then(|| failure(Some(403), Effect::None))
        })
    };
    let one = run(Some("n3@example.com"));
    assert_eq!(
        (one.count(OutcomeKind::Failed), one.count(OutcomeKind::Done)),
        (1, 7),
        "{one}"
    );
    let all = run(None);
    assert!(all.count(OutcomeKind::NotStarted) >= 3, "{all}");
    assert!(all.to_string().contains("forbidden"), "{all}");
}

#[test]
fn a_run_that_is_stopped_before_it_begins_leaves_the_journal_as_it_is() {
    // Nothing to do, and something to do.
    for csv in ["email,formal_name\nthird@example.com,Arnold Brown\n", CSV] {
        let options = ApplyOptions::default();
        let mut apply = Apply::start(plan(csv), HOST, b"", options, at(0)).unwrap();
        let Step::Done { report } = apply.next(at(0), Event::Interrupt) else {
            panic!("something was written or sent");
        };
        assert!(!report.finished, "{report}");
    }
}
