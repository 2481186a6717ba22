//! Reading an account from pages that are as they should be, and from others.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

#[allow(dead_code)]
mod support;

use std::collections::VecDeque;

use bitsight_users_provision::{
    Account, AccountReader, Answer, Ledger, List, Plan, Policy, ReadStep, Request,
};
use serde_json::{Value, json};
use support::{HOST, at, user};

/// Reads an account from these users, of whom each page has as many as it was asked for. Also how many pages
/// were asked for, and how many requests were under way at most.
fn read(users: &[Value], count: usize) -> (Account, usize, usize) {
    let mut reader = AccountReader::new(HOST);
    let (mut flying, mut answer) = (VecDeque::new(), None);
    let (mut pages, mut most) = (0, 0);
    for _ in 0..100_000 {
        match reader.next(at(0), answer.take()).unwrap() {
            ReadStep::Send { id, request } => {
                pages += usize::from(matches!(request, Request::ListUsers { .. }));
                flying.push_back((id, request));
                most = most.max(flying.len());
            }
            ReadStep::Wait(_) => {
                let (id, request) = flying.pop_front().expect("something is under way");
                let body = match request {
                    Request::ListUsers { offset, limit, .. } => {
                        let (offset, limit) = (usize::try_from(offset).unwrap(), limit as usize);
                        let page: Vec<&Value> = users.iter().skip(offset).take(limit).collect();
                        json!({"count": count, "results": page, "links": {"next": null}})
                    }
                    Request::GetCurrentUser => json!({"guid": "g1"}),
                    _ => json!({}),
                };
                answer = Some((id, Answer::Success { body: Some(body) }));
            }
            ReadStep::Done(account) => return (*account, pages, most),
        }
    }
    panic!("the reading doesn't end");
}

fn people(number: usize) -> Vec<Value> {
    let person = |index| {
        user(
            &format!("p{index}"),
            &format!("p{index}@example.com"),
            "customer_user",
        )
    };
    (0..number).map(person).collect()
}

#[test]
fn every_page_is_read_with_three_requests_at_once() {
    for number in [0, 1, 100, 101, 950] {
        let (account, pages, most) = read(&people(number), number);
        assert_eq!((account.users.len(), account.incomplete), (number, None));
        // Four lists.
        assert_eq!(
            (pages, most),
            (4 * number.div_ceil(100).max(1), 3),
            "{number}"
        );
    }
}

#[test]
fn a_count_without_users_costs_few_requests_and_is_incomplete() {
    let (account, pages, _) = read(&people(3), 1_000_000);
    assert!(account.incomplete.is_some());
    // Four lists, each read three times, with three pages ahead.
    assert_eq!((account.users.len(), pages), (3, 4 * 3 * 4));
}

#[test]
fn users_without_an_address_are_in_nobodys_way() {
    let mut users = people(2);
    users.extend([json!({"guid": "x"}), json!({"guid": "y", "email": null})]);
    let account = Account::from_json(&json!({"host": HOST, "users": users}));
    let list = List::from_csv(b"email,formal_name\np1@example.com,New\n").unwrap();
    let plan = Plan::new(
        &list,
        &account,
        &Policy::default(),
        &Ledger::default(),
        at(0).wall,
    );
    assert_eq!(plan.unwrap().actions().count(), 1);
}
