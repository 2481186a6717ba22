//! The common parts of the end-to-end tests in Rust: the documented examples, and a mock with a client.
//!
//! The tests of the npm package (`tests/node`) go through the same scenarios, under the same names.

pub mod network;

use std::path::Path;

use bitsight_users::{Client, Error, NewUser, Request};
use bitsight_users_mock::{DEFAULT_TOKEN, MockServer};
use serde_json::{Value, json};

/// The Rust in the project's README, as doc tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;

/// The Rust of the page about networks.
#[cfg(doctest)]
#[doc = include_str!("../../docs/networks.md")]
struct Networks;

/// An example of the documentation.
pub fn documented(operation: &str, file: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../spec/documented")
        .join(operation)
        .join(file);
    let text = std::fs::read_to_string(path).expect("the example is there");
    serde_json::from_str(&text).expect("the example is JSON")
}

/// The documented request of `create_user`, with `changes`. The page forgets the role that it
/// requires, so the role of the documented response is added.
pub fn new_user_json(changes: Value) -> Value {
    let mut user = documented("create_user", "request.json");
    user["roles"] = json!([{ "slug": "customer_user" }]);
    for (name, value) in changes.as_object().expect("changes are an object") {
        user[name] = value.clone();
    }
    user
}

/// The same, as the client takes it.
pub fn new_user(changes: Value) -> NewUser {
    NewUser::from_json(new_user_json(changes)).expect("a valid user")
}

/// The documented answer to that request.
pub fn created_user() -> Value {
    documented("create_user", "response.json")
}

/// A mock in documented mode.
pub async fn start_mock() -> MockServer {
    MockServer::builder()
        .documented(true)
        .start()
        .await
        .expect("the mock starts")
}

/// A client of the mock, with a token that it accepts.
pub fn client(mock: &MockServer) -> Client {
    client_with(mock, DEFAULT_TOKEN).expect("a valid client")
}

/// A client of the mock, with a token.
pub fn client_with(mock: &MockServer, token: &str) -> Result<Client, Error> {
    Client::builder().token(token).base_url(mock.url()).build()
}
