//! A client that is used from several runtimes, as by programs that start one for each call.

use bitsight_users::{Client, types::ListUsersQuery};
use bitsight_users_mock::{DEFAULT_TOKEN, Seed};
use tokio::runtime::Runtime;

use crate::support::mock_with;

#[test]
fn a_list_goes_on_in_another_runtime() {
    let mock = mock_with(|builder| builder.seed(Seed::numbered(100)));
    let builder = Client::builder().token(DEFAULT_TOKEN).base_url(mock.url());
    let client = builder.build().unwrap();
    let mut users = client.list_users_stream(&ListUsersQuery::new().limit(10));
    for count in 0..=100 {
        // Whatever was requested ahead is lost when the runtime is shut down.
        let user = Runtime::new().unwrap().block_on(users.next());
        assert_eq!(user.is_some(), count < 100, "after {count} users");
        user.map(Result::unwrap);
    }
}
