//! Every user of an account, whatever lists leave out.

use bitsight_users_mock::{Fault, MockServer, Seed};
use bitsight_users_tests::client;
use serde_json::json;

/// An account with a user of each kind that lists may leave out.
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
async fn every_user_is_read_once_whatever_lists_leave_out() {
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
    }
}

#[tokio::test]
async fn a_list_of_all_users_goes_on_after_an_error() {
    let mock = account_of_every_kind(false, false).await;
    let mut users = client(&mock).all_users();
    assert!(users.next().await.unwrap().is_ok());
    mock.inject(Fault::status(403, "{}"));
    let (mut found, mut errors) = (1, 0);
    while let Some(user) = users.next().await {
        match user {
            Ok(_) => found += 1,
            Err(_) => errors += 1,
        }
    }
    assert_eq!((found, errors), (4, 1));
}
