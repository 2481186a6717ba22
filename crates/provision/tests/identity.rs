//! Whether the account of a run is the account of its plan.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod support;

use bitsight_users_provision::{
    Account, Answer, Apply, ApplyOptions, Effect, Ledger, List, OutcomeKind, Plan, Policy, Report,
    Request, Stop,
};
use serde_json::{Value, json};
use support::{HOST, at, drive_with, failure, user, users};

/// A plan for the account of these tests that creates somebody. The token's own user may be unknown.
fn plan(own: Option<&str>) -> Plan {
    let mut snapshot = json!({"host": HOST, "users": users()});
    if let Some(own) = own {
        snapshot["current_user"] = json!({"guid": own});
    }
    let csv = "email,formal_name,friendly_name,role\na@example.com,A,A,customer_user\n";
    let list = List::from_csv(csv.as_bytes()).unwrap();
    let account = Account::from_json(&snapshot);
    Plan::new(
        &list,
        &account,
        &Policy::default(),
        &Ledger::default(),
        at(0).wall,
    )
    .unwrap()
}

/// Applies a plan in an account of `people`, whose service says that the token is of `own`.
fn apply(plan: Plan, own: Option<&str>, people: &[Value]) -> (Report, usize) {
    let mut creates = 0;
    let mut apply = Apply::start(plan, HOST, b"", ApplyOptions::default(), at(0)).unwrap();
    let report = drive_with(&mut apply, &mut String::new(), &mut |request| {
        let body = match request {
            Request::GetCurrentUser => match own {
                Some(guid) => json!({"guid": guid}),
                None => return Some(Answer::Failure(failure(Some(403), Effect::None))),
            },
            Request::ListUsers {
                email: None,
                is_company_api_token: None,
                is_available_for_contact: None,
                ..
            } => json!({"count": people.len(), "results": people, "links": {"next": null}}),
            Request::CreateUser { .. } => {
                creates += 1;
                return None;
            }
            _ => return None,
        };
        Some(Answer::Success { body: Some(body) })
    });
    (report, creates)
}

fn strangers() -> Vec<Value> {
    let person = |number: u8| {
        let email = format!("other{number}@example.com");
        user(&format!("other-{number}"), &email, "customer_admin")
    };
    (1..4).map(person).collect()
}

fn assert_refused((report, creates): (Report, usize), what: &str) {
    assert_eq!(report.stopped, Some(Stop::OtherAccount), "{what}");
    assert_eq!(creates, 0, "{what}");
    let outcomes: Vec<OutcomeKind> = report.rows.iter().map(|row| row.outcome).collect();
    assert!(outcomes.contains(&OutcomeKind::NotStarted), "{what}");
}

fn assert_done((report, creates): (Report, usize), what: &str) {
    assert_eq!((report.stopped, creates), (None, 1), "{what}");
}

#[test]
fn a_plan_of_a_known_token_is_applied_by_that_token_alone() {
    assert_done(apply(plan(Some("g1")), Some("g1"), &users()), "the same");
    let second = apply(plan(Some("g1")), Some("g2"), &users());
    assert_refused(second, "another of the account");
    assert_refused(apply(plan(Some("g1")), None, &users()), "unknown");
}

#[test]
fn a_plan_of_an_unknown_token_is_applied_in_the_account_that_it_describes() {
    assert_done(apply(plan(None), Some("g1"), &users()), "one of its users");
    assert_done(apply(plan(None), None, &users()), "its users");
    // A company token need not be among the users.
    assert_done(apply(plan(None), Some("token"), &users()), "a token");
}

#[test]
fn a_plan_of_an_unknown_token_is_not_applied_in_another_account() {
    let other = Some("other-1");
    assert_refused(apply(plan(None), other, &strangers()), "other people");
    assert_refused(apply(plan(None), None, &strangers()), "unknown as well");
    assert_refused(apply(plan(None), None, &[]), "nobody");
}
