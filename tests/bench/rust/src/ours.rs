//! bitsight-users, as its README shows it.

use std::hint::black_box;

use bitsight_users::{
    Client, NewUser,
    types::{KnownRole, ListUsersQuery},
};

use crate::TOKEN;

/// A client with its defaults.
pub fn client(base_url: &str) -> Client {
    let builder = Client::builder().token(TOKEN).base_url(base_url);
    builder.build().expect("the settings are right")
}

/// The documented user.
pub fn new_user() -> NewUser {
    NewUser::builder()
        .friendly_name("Arnold")
        .formal_name("Arnold Brown")
        .email("arnold@actorsfilms.us")
        .roles([KnownRole::CustomerUser])
        .build()
}

/// Creates a user.
pub async fn create(client: &Client, user: &NewUser) {
    let user = client.create_user(user).await.expect("it is created");
    black_box(user.guid.len());
}

/// Fetches one page.
pub async fn list(client: &Client, limit: u32) {
    let query = ListUsersQuery::new().limit(limit);
    let page = client.list_users(&query).await.expect("it is listed");
    assert_eq!(page.results.len(), limit as usize);
    black_box(page.results.len());
}

/// Goes through all users, in pages of the usual size; returns how many there were.
pub async fn stream(client: &Client) -> usize {
    let mut users = client.list_users_stream(&ListUsersQuery::new());
    let mut count = 0;
    while let Some(user) = users.next().await {
        black_box(user.expect("it is listed").email.len());
        count += 1;
    }
    count
}
