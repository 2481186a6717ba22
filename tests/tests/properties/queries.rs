//! Any filter makes a URL that parses back to the same filter, and any guid is refused or one
//! segment of the path.

use bitsight_users::{Client, Code, Request, types::ListUsersQuery};
use bitsight_users_mock::MockServer;
use bitsight_users_tests::client;
use proptest::{
    collection::vec,
    option,
    prelude::*,
    test_runner::{Config, TestRunner},
};
use serde_json::{Map, Value, json};
use tokio::runtime::Runtime;

/// Text with something in it.
fn text() -> impl Strategy<Value = String> {
    any::<String>().prop_filter("blank", |text| !text.trim().is_empty())
}

/// Elements of a list: any text without commas.
fn item() -> impl Strategy<Value = String> {
    let item = text().prop_map(|text| text.replace(',', ";"));
    prop_oneof![
        Just("Created".to_owned()),
        Just("customer_user".to_owned()),
        item
    ]
}

fn sort() -> impl Strategy<Value = String> {
    "-?[a-z][a-z0-9_]{0,8}(\\.[a-z][a-z0-9_]{0,8}){0,2}"
}

prop_compose! {
    fn filter()(
        limit in option::of(1..=u32::MAX),
        offset in option::of(any::<u32>()),
        sort in option::of(vec(sort(), 1..3)),
        texts in vec(option::of(text()), 4),
        lists in vec(option::of(vec(item(), 1..4)), 4),
        flags in vec(option::of(any::<bool>()), 3),
    ) -> Map<String, Value> {
        let mut filter = Map::new();
        let mut set = |name: &str, value: Value| {
            if !value.is_null() {
                filter.insert(name.to_owned(), value);
            }
        };
        set("limit", json!(limit));
        set("offset", json!(offset));
        set("sort", json!(sort));
        let names = ["q", "email", "email_q", "formal_name_q"];
        names.iter().zip(texts).for_each(|(name, text)| set(name, json!(text)));
        let names = ["group_guid", "guid", "roles_slug", "status"];
        names.iter().zip(lists).for_each(|(name, list)| set(name, json!(list)));
        let names = ["is_available_for_contact", "is_company_api_token", "is_preferred_contact"];
        names.iter().zip(flags).for_each(|(name, flag)| set(name, json!(flag)));
        filter
    }
}

/// The filter that a service reads from a target, by the documentation.
fn parse(target: &str) -> Map<String, Value> {
    let mut filter = Map::new();
    let query = target.split_once('?').map_or("", |(_, query)| query);
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let list = || json!(value.split(',').collect::<Vec<_>>());
        let (name, value) = match &*name {
            "limit" | "offset" => (&*name, json!(value.parse::<u32>().unwrap())),
            "is_available_for_contact" | "is_company_api_token" | "is_preferred_contact" => {
                (&*name, json!(value.parse::<bool>().unwrap()))
            }
            "group.guid" => ("group_guid", list()),
            "roles.slug" => ("roles_slug", list()),
            "guid" | "sort" | "status" => (&*name, list()),
            _ => (&*name, json!(value)),
        };
        assert!(
            filter.insert(name.to_owned(), value).is_none(),
            "{name} twice"
        );
    }
    filter
}

/// Runs a property with a mock to send requests to.
fn check<S: Strategy>(
    strategy: S,
    property: impl Fn(&Asked<'_>, S::Value) -> Result<(), TestCaseError>,
) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let mock = runtime.block_on(async { MockServer::builder().start().await.unwrap() });
    let client = client(&mock);
    let asked = Asked {
        runtime: &runtime,
        mock: &mock,
        client: &client,
    };
    // In the source tree, where failures are kept, there is nothing to keep them for: they reproduce
    // from what is printed.
    let config = Config {
        failure_persistence: None,
        ..Config::default()
    };
    let run = TestRunner::new(config).run(&strategy, |value| property(&asked, value));
    run.unwrap();
}

struct Asked<'a> {
    runtime: &'a Runtime,
    mock: &'a MockServer,
    client: &'a Client,
}

impl Asked<'_> {
    /// The targets that reached the mock since the last time.
    fn targets(&self) -> Vec<String> {
        let requests = self.mock.requests();
        self.mock.forget_requests();
        requests.into_iter().map(|request| request.target).collect()
    }
}

#[test]
fn a_filter_makes_a_url_that_parses_back_to_it() {
    check(filter(), |asked, filter| {
        let query = ListUsersQuery::from_json(Value::Object(filter.clone())).unwrap();
        // The mock may refuse it: the test compares the request that it received.
        let _ = asked.runtime.block_on(asked.client.list_users(&query));
        let targets = asked.targets();
        prop_assert_eq!(targets.len(), 1);
        prop_assert!(targets[0].starts_with("/ratings/v2/users"));
        prop_assert_eq!(parse(&targets[0]), filter);
        Ok(())
    });
}

#[test]
fn a_guid_is_refused_or_one_segment_of_the_path() {
    let guid = prop_oneof![any::<String>(), "[./\\\\%?#a]{0,4}", "\\PC{1,6}"];
    check(guid, |asked, guid| {
        let error = asked
            .runtime
            .block_on(asked.client.get_user(&guid))
            .unwrap_err();
        let targets = asked.targets();
        if error.code() == Code::InvalidArgument {
            prop_assert_eq!(error.field(), Some("user_guid"));
            prop_assert!(targets.is_empty());
            return Ok(());
        }
        prop_assert_eq!(error.code(), Code::NotFound);
        let segment = targets[0].strip_prefix("/ratings/v2/users/").unwrap();
        prop_assert!(!segment.contains(['/', '?', '#', '\\']), "{}", segment);
        // A form would write a space as `+`; a path doesn't.
        let form = format!("guid={}", segment.replace('+', "%2B").replace('&', "%26"));
        let pairs: Vec<_> = form_urlencoded::parse(form.as_bytes()).collect();
        prop_assert_eq!(&*pairs[0].1, guid.as_str());
        Ok(())
    });
}
