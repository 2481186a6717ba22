//! Errors while every user of an account is read.

use bitsight_users_mock::{Fault, MockServer, Seed};
use bitsight_users_tests::client;

#[tokio::test]
async fn a_list_of_all_users_goes_on_after_an_error() {
    let seed = Seed::numbered(4);
    let mock = MockServer::builder().seed(seed).start().await.unwrap();
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
