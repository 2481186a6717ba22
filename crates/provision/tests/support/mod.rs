//! A run against canned answers, for tests of what it writes.

use std::{collections::VecDeque, time::Duration};

use bitsight_users_provision::{
    Account, Answer, Apply, ApplyOptions, Effect, Event, Failure, Ledger, List, Now, Plan, Policy,
    Report, Request, RequestId, Step, Timestamp,
};
use serde_json::{Value, json};

/// The service's address in these tests.
pub const HOST: &str = "https://api.example.com/ratings";

/// A run that was played.
#[allow(dead_code)]
pub struct Played {
    /// The plan.
    pub plan: Plan,
    /// The journal's text.
    pub journal: String,
    /// The report.
    pub report: Report,
}

/// The time so many milliseconds after the start.
pub fn at(milliseconds: u64) -> Now {
    let start: Timestamp = "2026-11-30T08:00:00Z".parse().unwrap();
    let elapsed = i64::try_from(milliseconds).unwrap();
    Now {
        wall: Timestamp::from_millisecond(start.as_millisecond() + elapsed),
        monotonic: Duration::from_millis(milliseconds),
    }
}

/// A user of the account.
pub fn user(guid: &str, email: &str, role: &str) -> Value {
    json!({"guid": guid, "email": email, "formal_name": "Arnold Brown", "friendly_name": "Arnold",
        "status": "Activated", "roles": [{"slug": role}], "group": {"guid": "group-1", "name": "One"},
        "is_available_for_contact": false, "is_company_api_token": false, "features": []})
}

/// An account of two administrators and somebody else.
pub fn users() -> Vec<Value> {
    vec![
        user("g1", "admin@example.com", "customer_admin"),
        user("g2", "second@example.com", "customer_admin"),
        user("g3", "third@example.com", "customer_user"),
    ]
}

/// The plan of a list for that account.
pub fn plan(csv: &str) -> Plan {
    let account = Account::from_json(
        &json!({"host": HOST, "current_user": {"guid": "g1"}, "users": users()}),
    );
    let list = List::from_csv(csv.as_bytes()).unwrap();
    Plan::new(
        &list,
        &account,
        &Policy::default(),
        &Ledger::default(),
        at(0).wall,
    )
    .unwrap()
}

/// The answer of a service that has the account, and where every write succeeds.
pub fn answer(request: &Request) -> Answer {
    let body = match request {
        Request::ListUsers {
            email: None,
            is_company_api_token: None,
            is_available_for_contact: None,
            ..
        } => {
            json!({"count": users().len(), "results": users(), "links": {"next": null}})
        }
        Request::ListUsers { .. } => json!({"count": 0, "results": [], "links": {"next": null}}),
        Request::GetUser { user_guid } => of_account(user_guid),
        Request::EditUser { user_guid, body } => {
            let mut user = of_account(user_guid);
            for (name, value) in body {
                user[name] = value.clone();
            }
            user
        }
        Request::DeleteUser { .. } => return Answer::Success { body: None },
        Request::GetCurrentUser => json!({"guid": "g1"}),
        Request::ListAccessGroups => json!({"groups": [{"guid": "group-1", "name": "One"}]}),
        Request::CreateUser { body } => {
            let mut user = Value::Object(body.clone());
            user["guid"] = json!("new");
            user
        }
        _ => json!({}),
    };
    Answer::Success { body: Some(body) }
}

fn of_account(guid: &str) -> Value {
    let found = users().into_iter().find(|user| user["guid"] == guid);
    found.expect("only users of the account are read")
}

/// Drives a run to its end. `fail` may replace an answer by a failure.
#[allow(dead_code)]
pub fn drive(
    apply: &mut Apply,
    journal: &mut String,
    fail: &mut dyn FnMut(&Request) -> Option<Failure>,
) -> Report {
    drive_with(apply, journal, &mut |request| {
        fail(request).map(Answer::Failure)
    })
}

/// Drives a run to its end. `other` may replace an answer by another one.
pub fn drive_with(
    apply: &mut Apply,
    journal: &mut String,
    other: &mut dyn FnMut(&Request) -> Option<Answer>,
) -> Report {
    let mut flying: VecDeque<(RequestId, Request)> = VecDeque::new();
    let (mut now, mut event) = (0, Event::Continue);
    for _ in 0..100_000 {
        now += 10;
        event = match apply.next(at(now), event) {
            Step::Write { text, .. } => {
                journal.push_str(&text);
                Event::Written
            }
            Step::Send { id, request } => {
                flying.push_back((id, request));
                Event::Continue
            }
            Step::Wait { duration } => match flying.pop_front() {
                Some((id, request)) => {
                    let answer = other(&request).unwrap_or_else(|| answer(&request));
                    Event::Answered { id, answer }
                }
                None => {
                    now +=
                        u64::try_from(duration.expect("nothing is under way").as_millis()).unwrap();
                    Event::Continue
                }
            },
            Step::Done { report } => return *report,
        };
    }
    panic!("the run doesn't end");
}

/// A failure.
#[allow(dead_code)]
pub fn failure(status: Option<u16>, effect: Effect) -> Failure {
    Failure {
        status,
        code: "test".to_owned(),
        effect,
        retry_after: None,
    }
}

impl Played {
    /// A run with every kind of record: refused for the rate once, lost once, interrupted and
    /// gone on with.
    #[allow(dead_code)]
    pub fn with_everything() -> Self {
        let plan = plan(
            "email,formal_name,friendly_name,role\n\
             third@example.com,New Name,,\n\
             a@example.com,A,A,customer_user\nb@example.com,B,B,customer_user\n",
        );
        let mut journal = String::new();
        let options = ApplyOptions::default();
        let mut apply = Apply::start(plan.clone(), HOST, b"", options.clone(), at(0)).unwrap();
        let mut edits = 0;
        drive(&mut apply, &mut journal, &mut |request| match request {
            Request::EditUser { .. } => {
                edits += 1;
                (edits == 1).then(|| failure(Some(429), Effect::None))
            }
            Request::CreateUser { body } if body["email"] == "a@example.com" => {
                Some(failure(Some(401), Effect::None))
            }
            _ => None,
        });
        let mut apply = Apply::resume(HOST, journal.as_bytes(), options, at(0)).unwrap();
        let report = drive(&mut apply, &mut journal, &mut |request| match request {
            Request::CreateUser { body } if body["email"] == "a@example.com" => {
                Some(failure(None, Effect::Possible))
            }
            _ => None,
        });
        Self {
            plan,
            journal,
            report,
        }
    }
}
