//! Answers with a status of success that aren't the documented ones, and pauses that nobody can wait for.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod support;

use std::time::Duration;

use bitsight_users_provision::{
    Answer, Apply, ApplyOptions, Effect, Failure, OutcomeKind, Plan, Policy, Report, Request,
};
use serde_json::{Value, json};
use support::{HOST, at, drive_with, plan, user};

const CREATE: &str = "email,formal_name,friendly_name,role\na@example.com,A,A,customer_user\n";

fn run(plan: Plan, other: &mut dyn FnMut(&Request) -> Option<Answer>) -> Report {
    let options = ApplyOptions::default();
    let mut apply = Apply::start(plan, HOST, b"", options, at(0)).unwrap();
    drive_with(&mut apply, &mut String::new(), other)
}

fn success(body: Value) -> Option<Answer> {
    Some(Answer::Success { body: Some(body) })
}

/// The outcome of the first row.
fn first(report: &Report) -> (OutcomeKind, String) {
    let row = &report.rows[0];
    (row.outcome, row.code.clone())
}

#[test]
fn a_success_without_the_user_creates_nobody_again_and_is_not_called_done() {
    let others = [
        Answer::Success { body: None },
        Answer::Success {
            body: Some(json!({})),
        },
        Answer::Success {
            body: Some(user("x", "somebody@example.com", "customer_user")),
        },
    ];
    for other in others {
        let mut creates = 0;
        let report = run(plan(CREATE), &mut |request| {
            let is_create = matches!(request, Request::CreateUser { .. });
            creates += usize::from(is_create);
            is_create.then(|| other.clone())
        });
        let not_visible = (OutcomeKind::Unresolved, "not_visible".to_owned());
        assert_eq!((first(&report), creates), (not_visible, 1), "{other:?}");
        assert_eq!(report.rows[0].guid, None, "{other:?}");
    }
}

#[test]
fn a_success_without_the_user_is_done_once_the_list_shows_the_user() {
    let report = run(plan(CREATE), &mut |request| match request {
        Request::CreateUser { .. } => success(json!({})),
        Request::ListUsers { email: Some(_), .. } => {
            let created = user("new", "A@example.com", "customer_user");
            success(json!({"count": 1, "results": [created], "links": {"next": null}}))
        }
        _ => None,
    });
    assert_eq!(first(&report).0, OutcomeKind::Done);
    assert_eq!(report.rows[0].guid.as_deref(), Some("new"));
}

#[test]
fn an_edit_whose_answer_is_another_user_is_compared() {
    let list = "email,formal_name\nthird@example.com,New Name\n";
    let (mut edits, mut reads) = (0, 0);
    let report = run(plan(list), &mut |request| match request {
        Request::EditUser { .. } => {
            edits += 1;
            (edits == 1).then(|| success(user("g2", "second@example.com", "customer_admin")))?
        }
        Request::GetUser { .. } => {
            reads += 1;
            None
        }
        _ => None,
    });
    assert_eq!((first(&report).0, edits, reads), (OutcomeKind::Done, 2, 1));
}

#[test]
fn a_rename_that_the_service_leaves_out_has_failed() {
    let list = "email,previous_email\nnew@example.com,third@example.com\n";
    let report = run(plan(list), &mut |request| match request {
        Request::EditUser { .. } => success(user("g3", "third@example.com", "customer_user")),
        _ => None,
    });
    assert_eq!(
        first(&report),
        (OutcomeKind::Failed, "not_renamed".to_owned())
    );
}

#[test]
fn a_delete_that_is_answered_with_a_body_is_checked() {
    let mut users: Vec<Value> = (0..20)
        .map(|index| {
            user(
                &format!("p{index}"),
                &format!("p{index}@example.com"),
                "customer_user",
            )
        })
        .collect();
    users.extend(support::users());
    let page = json!({"count": users.len(), "results": users, "links": {"next": null}});
    let account = bitsight_users_provision::Account::from_json(
        &json!({"host": HOST, "current_user": {"guid": "g1"}, "users": users}),
    );
    let list = bitsight_users_provision::List::from_csv(b"email,state\nthird@example.com,absent\n")
        .unwrap();
    let policy = Policy {
        allow_deletes: 1,
        ..Policy::default()
    };
    let plan = Plan::new(&list, &account, &policy, &Default::default(), at(0).wall).unwrap();
    let mut deletes = 0;
    let report = run(plan, &mut |request| match request {
        Request::ListUsers { .. } => success(page.clone()),
        Request::DeleteUser { .. } => {
            deletes += 1;
            (deletes == 1).then(|| success(json!({"page": "log in"})))?
        }
        _ => None,
    });
    assert_eq!((first(&report).0, deletes), (OutcomeKind::Done, 2));
}

#[test]
fn a_pause_beyond_an_hour_ends_the_run() {
    let report = run(plan(CREATE), &mut |request| {
        let asks = Failure {
            status: Some(429),
            code: "rate_limited".to_owned(),
            effect: Effect::None,
            retry_after: Some(Duration::from_secs(1_000_000_000)),
        };
        matches!(request, Request::CreateUser { .. }).then(|| Answer::Failure(asks))
    });
    assert_eq!(first(&report).0, OutcomeKind::NotStarted, "{report}");
    assert!(report.to_string().contains("rate_limited"), "{report}");
}

#[test]
fn a_request_that_the_client_refuses_is_sent_once() {
    let mut sent = 0;
    let report = run(plan(CREATE), &mut |request| {
        let refused = Failure {
            status: None,
            code: "invalid_argument".to_owned(),
            effect: Effect::None,
            retry_after: None,
        };
        let is_create = matches!(request, Request::CreateUser { .. });
        sent += usize::from(is_create);
        is_create.then_some(Answer::Failure(refused))
    });
    assert_eq!((first(&report).0, sent), (OutcomeKind::Failed, 1));
}
