//! What a run finds out about its own requests: it looks for users, and reads until the account shows what was done.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod support;

use bitsight_users_provision::{
    Account, Answer, Apply, ApplyOptions, Effect, List, OutcomeKind, Plan, Policy, Report, Request,
};
use serde_json::{Value, json};
use support::{HOST, at, drive, drive_with, failure, plan, user};

const CREATE: &str = "email,formal_name,friendly_name,role\na@example.com,A,A,customer_user\n";

fn run(plan: Plan, other: &mut dyn FnMut(&Request) -> Option<Answer>) -> Report {
    let options = ApplyOptions::default();
    let mut apply = Apply::start(plan, HOST, b"", options, at(0)).unwrap();
    drive_with(&mut apply, &mut String::new(), other)
}

fn page(count: usize, users: &[Value]) -> Option<Answer> {
    let body = json!({"count": count, "results": users, "links": {"next": null}});
    Some(Answer::Success { body: Some(body) })
}

/// The run whose create is lost, and whose searches get this answer.
fn searched(answer: &dyn Fn() -> Option<Answer>) -> (OutcomeKind, String) {
    let report = run(plan(CREATE), &mut |request| match request {
        Request::CreateUser { .. } => Some(Answer::Failure(failure(Some(500), Effect::Possible))),
        Request::ListUsers { email: Some(_), .. } => answer(),
        _ => None,
    });
    (report.rows[0].outcome, report.rows[0].code.clone())
}

#[test]
fn only_a_search_that_shows_everybody_says_that_the_user_was_not_found() {
    let unresolved = |code: &str| (OutcomeKind::Unresolved, code.to_owned());
    assert_eq!(searched(&|| page(0, &[])), unresolved("not_found"));
    assert_eq!(searched(&|| page(1, &[])), unresolved("incomplete"));
    let failed = || Some(Answer::Failure(failure(Some(502), Effect::None)));
    assert_eq!(searched(&failed), unresolved("test"));
}

/// The run whose write is lost, and where every request that would show what became of it fails; then the run that goes
/// on without failures. How many writes were sent.
fn goes_on_after(list: &str, status: u16) -> (Report, Report, usize) {
    let options = ApplyOptions::default();
    let (mut journal, mut writes) = (String::new(), 0);
    let mut apply = Apply::start(plan(list), HOST, b"", options.clone(), at(0)).unwrap();
    let first = drive(&mut apply, &mut journal, &mut |request| match request {
        Request::CreateUser { .. } | Request::EditUser { .. } => {
            writes += 1;
            Some(failure(Some(500), Effect::Possible))
        }
        Request::ListUsers { email: Some(_), .. } | Request::GetUser { .. } => {
            Some(failure(Some(status), Effect::None))
        }
        _ => None,
    });
    let mut apply = Apply::resume(HOST, journal.as_bytes(), options, at(0)).unwrap();
    let second = drive_with(&mut apply, &mut journal, &mut |request| match request {
        Request::CreateUser { .. } | Request::EditUser { .. } => {
            writes += 1;
            None
        }
        Request::ListUsers { email: Some(_), .. } => {
            page(1, &[user("new", "a@example.com", "customer_user")])
        }
        Request::GetUser { .. } => {
            let mut edited = user("g3", "third@example.com", "customer_user");
            edited["formal_name"] = json!("New Name");
            Some(Answer::Success { body: Some(edited) })
        }
        _ => None,
    });
    (first, second, writes)
}

#[test]
fn a_run_that_may_read_nothing_more_leaves_its_question_to_the_next() {
    let create =
        "email,formal_name,friendly_name,role\na@example.com,Arnold Brown,Arnold,customer_user\n";
    let edit = "email,formal_name\nthird@example.com,New Name\n";
    for list in [create, edit] {
        for (status, code) in [(401, "unauthorized"), (429, "rate_limited")] {
            let (first, second, writes) = goes_on_after(list, status);
            let row = &first.rows[0];
            let left = (row.outcome, row.code.as_str(), first.finished);
            assert_eq!(left, (OutcomeKind::Unresolved, code, false), "{first}");
            let row = &second.rows[0];
            let settled = (row.outcome, row.code.as_str(), writes);
            assert_eq!(settled, (OutcomeKind::Done, "settled", 1), "{second}");
        }
    }
}

/// Applies a plan. Afterwards the first reading leaves the last user out, the second shows what was before, and the
/// third shows what was done. Whether the run read so far.
fn reads_until_shown(plan: Plan, before: &[Value], after: &[Value]) -> bool {
    let (mut done, mut pages) = (false, 0);
    let report = run(plan, &mut |request| match request {
        Request::EditUser { .. } | Request::DeleteUser { .. } => {
            done = true;
            None
        }
        Request::ListUsers {
            email: None,
            is_company_api_token: None,
            is_available_for_contact: None,
            ..
        } => {
            pages += usize::from(done);
            match pages {
                0 | 4 => page(before.len(), before),
                // A list that doesn't hold as many users as it says is read three times.
                1..=3 => page(before.len(), &before[..before.len() - 1]),
                _ => page(after.len(), after),
            }
        }
        _ => None,
    });
    assert_eq!(report.count(OutcomeKind::Done), 1, "{report}");
    assert!(report.finished, "{report}");
    pages == 5
}

#[test]
fn an_incomplete_reading_confirms_no_edit_of_a_user_whom_it_left_out() {
    let before = support::users();
    let mut after = before.clone();
    after[2]["formal_name"] = json!("New Name");
    let plan = plan("email,formal_name\nthird@example.com,New Name\n");
    assert!(reads_until_shown(plan, &before, &after));
}

#[test]
fn an_incomplete_reading_confirms_no_delete() {
    // A delete needs ten people in scope.
    let others = (0..20).map(|index| {
        let email = format!("p{index}@example.com");
        user(&format!("p{index}"), &email, "customer_user")
    });
    let before: Vec<Value> = others.chain(support::users()).collect();
    let account =
        Account::from_json(&json!({"host": HOST, "current_user": {"guid": "g1"}, "users": before}));
    let list = List::from_csv(b"email,state\nthird@example.com,absent\n").unwrap();
    let policy = Policy {
        allow_deletes: 1,
        ..Policy::default()
    };
    let plan = Plan::new(&list, &account, &policy, &Default::default(), at(0).wall).unwrap();
    assert!(reads_until_shown(
        plan,
        &before,
        &before[..before.len() - 1]
    ));
}
