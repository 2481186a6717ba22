//! Reads the quota with a client from the environment, for tests of environment variables: those of a test's own
//! process are shared by all of its tests.

use bitsight_users::Client;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let quota = match Client::from_env() {
        Ok(client) => client.get_user_quota().await,
        Err(error) => Err(error),
    };
    match quota {
        Ok(quota) => println!("{} users", quota.total_user_count.unwrap_or_default()),
        Err(error) => println!("{}: {error}", error.code()),
    }
}
