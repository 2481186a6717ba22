//! A run takes as long as three requests at once have to take, in time that is only counted.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic
)]

mod support;

use bitsight_users_provision::{
    Answer, Apply, ApplyOptions, Event, OutcomeKind, Request, RequestId, Step,
};
use serde_json::{Value, json};
use support::{HOST, at};

/// How long every answer takes, in milliseconds.
const LATENCY: u64 = 100;

#[test]
fn three_hundred_creates_use_three_requests_at_once() {
    let rows: String = (0..300)
        .map(|index| format!("n{index}@example.com,N,N,customer_user\n"))
        .collect();
    let plan = support::plan(&format!("email,formal_name,friendly_name,role\n{rows}"));
    let mut apply = Apply::start(plan, HOST, b"", ApplyOptions::default(), at(0)).unwrap();
    let mut users = support::users();
    let mut flying: Vec<(u64, RequestId, Request)> = Vec::new();
    let (mut now, mut most, mut event) = (0, 0, Event::Continue);
    let report = loop {
        event = match apply.next(at(now), event) {
            Step::Write { .. } => Event::Written,
            Step::Send { id, request } => {
                flying.push((now + LATENCY, id, request));
                most = most.max(flying.len());
                Event::Continue
            }
            Step::Wait { duration } if flying.is_empty() => {
                now += u64::try_from(duration.unwrap().as_millis()).unwrap();
                Event::Continue
            }
            Step::Wait { .. } => {
                let (at, id, request) = flying.remove(0);
                now = now.max(at);
                Event::Answered {
                    id,
                    answer: answer(&request, &mut users),
                }
            }
            Step::Done { report } => break report,
        };
    };
    assert_eq!(report.count(OutcomeKind::Done), 300, "{report}");
    assert_eq!(most, 3);
    println!("{now} ms");
    // A hundred rounds of three creates take 10 seconds. Reading the account before and after, and
    // whatever else there is, must fit into 15 % more.
    assert!(now <= 11_500, "{now} ms");
}

/// A service that shows at once what it did.
fn answer(request: &Request, users: &mut Vec<Value>) -> Answer {
    let body = match request {
        Request::ListUsers {
            limit,
            offset,
            is_company_api_token: None,
            is_available_for_contact: None,
            ..
        } => {
            let (from, limit) = (
                usize::try_from(*offset).unwrap(),
                usize::try_from(*limit).unwrap(),
            );
            let page: Vec<_> = users.iter().skip(from).take(limit).cloned().collect();
            let next = from + limit;
            let next = (next < users.len())
                .then(|| format!("https://x/v2/users?limit={limit}&offset={next}"));
            json!({"count": users.len(), "results": page, "links": {"next": next}})
        }
        Request::CreateUser { body } => {
            let mut user = Value::Object(body.clone());
            user["guid"] = json!(format!("new{}", users.len()));
            users.push(user.clone());
            user
        }
        other => return support::answer(other),
    };
    Answer::Success { body: Some(body) }
}
