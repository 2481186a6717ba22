//! JSON that libraries read differently: tests/json.json says how both clients read it.

use bitsight_users::{Code, User, types::ListUsersQuery};
use bitsight_users_mock::Fault;
use bitsight_users_tests::{client, start_mock};
use serde_json::Value;

struct Case(Value);

impl Case {
    fn name(&self) -> &str {
        self.0["name"].as_str().unwrap()
    }

    fn is(&self, flag: &str) -> bool {
        self.0[flag] == true
    }

    fn is_readable(&self) -> bool {
        self.0["read"].is_object()
    }

    fn body(&self) -> String {
        let levels = self.0["levels"].as_u64().unwrap_or(0) as usize;
        let nested = "[".repeat(levels) + &"]".repeat(levels);
        self.0["json"].as_str().unwrap().replace('#', &nested)
    }

    fn check(&self, user: &User) {
        let user = serde_json::to_value(user).unwrap();
        assert!(self.is_readable(), "{}: was read", self.name());
        for (field, value) in self.0["read"].as_object().unwrap() {
            assert_eq!(user[field], *value, "{}: {field}", self.name());
        }
    }
}

fn cases() -> Vec<Case> {
    let mut corpus: Value = serde_json::from_str(include_str!("../../json.json")).unwrap();
    let cases = corpus["cases"].take();
    let cases: Vec<_> = cases
        .as_array()
        .unwrap()
        .iter()
        .cloned()
        .map(Case)
        .collect();
    assert!(cases.len() > 30);
    cases
}

#[tokio::test]
async fn bodies_are_read_alike_in_both_languages() {
    let mock = start_mock().await;
    let client = client(&mock);
    for case in cases() {
        mock.inject(Fault::status(200, case.body()));
        match client.get_user("g").await {
            Ok(user) => case.check(&user),
            Err(error) => {
                assert!(!case.is_readable(), "{}: {error}", case.name());
                assert_eq!(error.code(), Code::Decode, "{}", case.name());
            }
        }
    }
}

#[tokio::test]
async fn entries_are_read_alike_in_both_languages() {
    let mock = start_mock().await;
    let client = client(&mock);
    for case in cases().into_iter().filter(|case| !case.is("whole")) {
        let [first, last] = ["first", "last"].map(|guid| {
            format!(r#"{{"guid":"{guid}","email":"{guid}@example.com","friendly_name":7}}"#)
        });
        let entries = [first, case.body(), last].join(",");
        let links = r#"{"next":null,"previous":null}"#;
        let page = format!(r#"{{"links":{links},"count":3,"results":[{entries}]}}"#);
        mock.inject(Fault::status(200, page));
        match client.list_users(&ListUsersQuery::new()).await {
            Ok(page) if page.unreadable().is_empty() => {
                assert_eq!(page.results.len(), 3, "{}", case.name());
                case.check(&page.results[1]);
            }
            Ok(page) => {
                assert!(case.is("only_entry"), "{}", case.name());
                let unreadable = page.unreadable();
                assert_eq!((unreadable.len(), unreadable[0].index), (1, 1));
                assert_eq!(unreadable[0].raw_json, case.body(), "{}", case.name());
                let guids: Vec<_> = page.results.iter().map(|user| &user.guid).collect();
                assert_eq!(guids, ["first", "last"], "{}", case.name());
            }
            Err(error) => {
                assert!(
                    !case.is_readable() && !case.is("only_entry"),
                    "{}",
                    case.name()
                );
                assert_eq!(error.code(), Code::Decode, "{}: {error}", case.name());
            }
        }
    }
}
