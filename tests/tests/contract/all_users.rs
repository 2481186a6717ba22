//! Every user of an account, those included who are in lists only if a filter asks for them.

use bitsight_users::Code;
use bitsight_users_mock::{Fault, MockServer, Seed};
use bitsight_users_tests::{client, start_mock};
use serde_json::json;

/// An account with a user for each combination of the two filters.
async fn account_of_every_kind(hides: bool, includes: bool) -> MockServer {
    let kinds = [(false, false), (true, false), (false, true), (true, true)];
    let seed = kinds
        .into_iter()
        .fold(Seed::empty(), |seed, (token, contact)| {
            seed.user(json!({ "is_company_api_token": token, "is_available_for_contact": contact }))
        });
    let builder = MockServer::builder().seed(seed).options(|options| {
        options.hide_by_default = hides;
        options.flags_include = includes;
    });
    builder.start().await.unwrap()
}

#[tokio::test]
async fn every_user_is_read_once_although_lists_hide_some() {
    for (hides, includes) in [(false, false), (true, false), (true, true)] {
        let mock = account_of_every_kind(hides, includes).await;
        let mut users = client(&mock).all_users();
        let mut found = Vec::new();
        while let Some(user) = users.next().await {
            found.push(user.unwrap().email);
        }
        found.sort();
        let wanted = [1, 2, 3, 4].map(|number| format!("user{number}@example.com"));
        assert_eq!(found, wanted, "hides: {hides}, includes: {includes}");
        assert_eq!(mock.requests().len(), 4);
    }
}

#[tokio::test]
async fn an_unreadable_entry_of_several_lists_is_one_error() {
    let mock = start_mock().await;
    let user = |guid: &str| json!({ "guid": guid, "email": format!("{guid}@example.com") });
    let page = json!({
        "links": { "next": null, "previous": null },
        "count": 3,
        "results": [user("first"), { "guid": "odd" }, user("last")],
    });
    for _ in 0..4 {
        mock.inject(Fault::status(200, page.to_string()));
    }
    let mut users = client(&mock).all_users();
    let (mut found, mut codes) = (Vec::new(), Vec::new());
    while let Some(user) = users.next().await {
        match user {
            Ok(user) => found.push(user.guid),
            Err(error) => codes.push(error.code()),
        }
    }
    assert_eq!(found, ["first", "last"]);
    assert_eq!(codes, [Code::Decode]);
    assert_eq!(mock.requests().len(), 4);
}
