//! Planning an export changes nothing, whatever the account holds.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use bitsight_users_provision::{
    Account, Ledger, List, Plan, PlanError, Policy, Status, export::export,
};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Text as an account may hold it: names, white space, quotes, formulas, control characters.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-zéß ,;\"'=+@\n\r\t-]{0,12}",
        "'{0,3}[=+@-][a-z()]{0,5}",
        any::<String>().prop_map(|text| text.chars().take(20).collect()),
    ]
}

fn email() -> impl Strategy<Value = String> {
    prop_oneof![8 => "[a-zA-Z+.=-]{1,8}@[a-zA-Z]{1,6}\\.(us|com)", 1 => text()]
}

fn setting() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<bool>().prop_map(Value::from),
        text().prop_map(Value::from),
        Just(Value::Null),
        Just(json!(7))
    ]
}

fn slug() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("customer_user".to_owned()),
        Just("customer_admin".to_owned()),
        Just("vrm_admin".to_owned()),
        text()
    ]
}

fn user() -> impl Strategy<Value = Value> {
    let names = (email(), text(), text());
    let roles = prop::collection::vec(slug(), 0..3);
    let group = prop_oneof![
        Just("group-1".to_owned()),
        Just("group-2".to_owned()),
        Just("group-unknown".to_owned())
    ];
    let status = prop_oneof![4 => Just("Activated"), 2 => Just("Created"), 2 => Just("Deactivated"), 1 => Just("Suspended")];
    let features = prop::collection::vec((slug(), setting()), 0..3);
    (names, roles, group, status, any::<(bool, Option<bool>)>(), features).prop_map(
        |((email, formal, friendly), roles, group, status, (token, contact), features)| {
            json!({
                "email": email, "formal_name": formal, "friendly_name": friendly, "status": status,
                "roles": roles.iter().map(|slug| json!({"name": "x", "slug": slug})).collect::<Vec<_>>(),
                "group": {"guid": group, "name": "x"},
                "is_available_for_contact": contact, "is_company_api_token": token,
                "features": features.iter().map(|(slug, value)| json!({"slug": slug, "value": value})).collect::<Vec<_>>(),
            })
        },
    )
}

fn account(mut users: Vec<Value>, groups: bool) -> Account {
    for (index, user) in users.iter_mut().enumerate() {
        user["guid"] = json!(format!("g{index}"));
    }
    let groups = if groups {
        json!({"groups": [{"guid": "group-1", "name": "group-2"}, {"guid": "group-2", "name": "Sales"}, {"guid": "group-unknown", "name": ""}]})
    } else {
        Value::Null
    };
    Account::from_json(
        &json!({"host": "h", "current_user": {"guid": "g0"}, "users": users, "groups": groups}),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn planning_an_export_changes_nothing(users in prop::collection::vec(user(), 1..8), groups in any::<bool>()) {
        let account = account(users, groups);
        let exported = export(&account);
        let list = match List::from_csv(exported.csv.as_bytes()) {
            Ok(list) => list,
            // Nobody can be listed.
            Err(error) => {
                prop_assert_eq!(exported.omitted.len(), account.users.len(), "{}", error);
                return Ok(());
            }
        };
        prop_assert_eq!(list.rows.len() + exported.omitted.len(), account.users.len());
        let now = "2026-11-30T08:00:00Z".parse().unwrap();
        let plan = match Plan::new(&list, &account, &Policy::default(), &Ledger::default(), now) {
            Ok(plan) => plan,
            Err(PlanError::DuplicateUsers { .. }) => return Ok(()),
            Err(error) => return Err(TestCaseError::fail(error.to_string())),
        };
        let listed = plan.items.iter().filter(|item| item.line.is_some());
        for item in listed {
            prop_assert_eq!(item.status, Status::Unchanged, "{:?}\n{}", item, exported.csv);
        }
    }
}
