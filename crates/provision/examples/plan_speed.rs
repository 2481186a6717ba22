//! Measures planning: rows and users in equal numbers, beside a loop over all users for each row.
//! Run it with `--release`.

use std::time::{Duration, Instant};

use bitsight_users_provision::{Account, Ledger, List, Plan, Policy, Status};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!(
        "{:>8}  {:>10}  {:>10}  {:>10}  {:>12}",
        "rows", "read list", "plan", "write plan", "nested loop"
    );
    for count in [1_000, 10_000, 100_000] {
        let (csv, account) = (list(count), account(count));
        let (list, read) = timed(|| List::from_csv(csv.as_bytes()));
        let list = list?;
        let now = "2026-11-30T08:00:00Z".parse()?;
        let policy = Policy {
            max_edits_percent: 100,
            ..Policy::default()
        };
        let (plan, planned) =
            timed(|| Plan::new(&list, &account, &policy, &Ledger::default(), now));
        let plan = plan?;
        let (text, written) = timed(|| plan.to_json());
        assert_eq!(plan.count(Status::Planned), count / 10);
        assert!(text.len() > count);
        // What a script does: for each row, look through all users.
        let naive = if count > 10_000 {
            "-".to_owned()
        } else {
            format!("{:.1?}", timed(|| nested(&list, &account)).1)
        };
        println!("{count:>8}  {read:>10.1?}  {planned:>10.1?}  {written:>10.1?}  {naive:>12}");
    }
    Ok(())
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

/// A row for everybody; every tenth has another name than the account.
fn list(count: usize) -> String {
    let rows = (0..count).map(|index| {
        let name = if index % 10 == 0 {
            "New Name"
        } else {
            "Old Name"
        };
        format!("Person{index}@example.com,{name},Old,customer_user,group-1,false,wfh-ro=true\n")
    });
    "email,formal_name,friendly_name,role,group,contact,features\n".to_owned()
        + &rows.collect::<String>()
}

fn account(count: usize) -> Account {
    let user = |index: usize| {
        json!({"guid": format!("guid-{index}"), "email": format!("person{index}@example.com"),
            "formal_name": "Old Name", "friendly_name": "Old", "status": "Activated",
            "group": {"guid": "group-1", "name": "One"}, "roles": [{"slug": "customer_user"}],
            "joined_time": "2024-01-01T00:00:00Z", "is_available_for_contact": false,
            "is_company_api_token": false, "features": [{"slug": "wfh-ro", "value": true}]})
    };
    // In another order than the list.
    let users: Vec<Value> = (0..count).rev().map(user).collect();
    let groups = json!({"groups": [{"guid": "group-1", "name": "One"}]});
    Account::from_json(
        &json!({"host": "h", "current_user": {"guid": "guid-0"}, "users": users, "groups": groups}),
    )
}

fn nested(list: &List, account: &Account) -> usize {
    let differs = |row: &&bitsight_users_provision::Row| {
        let user = account
            .users
            .iter()
            .find(|user| user.email.to_lowercase() == row.email.to_lowercase());
        user.is_none_or(|user| row.fields.get("formal_name") != user.fields.get("formal_name"))
    };
    list.rows.iter().filter(differs).count()
}
