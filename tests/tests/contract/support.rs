//! Accounts to read, and a service with pages that a test makes.

use std::sync::{Arc, Mutex};

use bitsight_users::{Client, User, UserStream, types::ListUsersQuery};
use bitsight_users_mock::{DEFAULT_TOKEN, MockServer, Seed};
use bitsight_users_tests::client;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// A mock with the account of `seed`.
pub async fn account(seed: Seed) -> MockServer {
    MockServer::builder().seed(seed).start().await.unwrap()
}

/// The fictional account that ships with the mock.
pub async fn example() -> (MockServer, Client) {
    let mock = account(Seed::example().unwrap()).await;
    let client = client(&mock);
    (mock, client)
}

/// A user of the example, by email.
pub fn user_of(mock: &MockServer, email: &str) -> Value {
    let mut users = mock.users().into_iter();
    users.find(|user| user["email"] == email).unwrap()
}

/// A value as the Rust types write it: an optional field that is null reads as absent.
pub fn without_nulls(mut value: Value) -> Value {
    match &mut value {
        Value::Object(fields) => {
            fields.retain(|_, field| !field.is_null());
            fields
                .values_mut()
                .for_each(|field| *field = without_nulls(field.take()));
        }
        Value::Array(items) => {
            items
                .iter_mut()
                .for_each(|item| *item = without_nulls(item.take()));
        }
        _ => {}
    }
    value
}

/// JSON as text, for comparisons that look at the order of keys.
pub fn parsed(text: Option<&str>) -> Value {
    serde_json::from_str(text.unwrap()).unwrap()
}

/// All entries of a list; with more than `most` entries, the list doesn't end.
pub async fn collect(mut users: UserStream, most: usize) -> Vec<User> {
    let mut found = Vec::new();
    while let Some(user) = users.next().await {
        found.push(user.unwrap());
        assert!(found.len() <= most, "too many users");
    }
    found
}

/// Reads all users in pages of `limit`.
pub async fn read_all(client: &Client, limit: u32) -> Vec<User> {
    let query = ListUsersQuery::new().limit(limit);
    collect(client.list_users_stream(&query), 10_000).await
}

/// The email addresses, in order.
pub fn emails(users: &[User]) -> Vec<&str> {
    users.iter().map(|user| user.email.as_str()).collect()
}

/// `user1@example.com` and so on, as a numbered seed has them.
pub fn numbered(numbers: impl IntoIterator<Item = usize>) -> Vec<String> {
    numbers
        .into_iter()
        .map(|number| format!("user{number}@example.com"))
        .collect()
}

/// A service whose responses a function makes of limit and offset.
pub struct Service {
    pub url: String,
    targets: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl Drop for Service {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Service {
    /// `page` gets the number of the request, from 0, its limit and offset, and the service's URL.
    pub async fn start(page: impl Fn(usize, usize, usize, &str) -> Value + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let targets = Arc::new(Mutex::new(Vec::new()));
        let (seen, base) = (targets.clone(), url.clone());
        let task = tokio::spawn(async move {
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let target = target_of(&mut stream).await;
                let number = seen.lock().unwrap().len();
                let (limit, offset) = (parameter(&target, "limit"), parameter(&target, "offset"));
                let body = page(number, limit.unwrap_or(100), offset.unwrap_or(0), &base);
                seen.lock().unwrap().push(target);
                let (body, head) = (body.to_string(), "HTTP/1.1 200 OK\r\nconnection: close");
                let answer = format!("{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len());
                stream.write_all(answer.as_bytes()).await.unwrap();
                let _ = stream.shutdown().await;
            }
        });
        Self { url, targets, task }
    }

    pub fn client(&self) -> Client {
        let builder = Client::builder().token(DEFAULT_TOKEN).base_url(&self.url);
        builder.build().unwrap()
    }

    /// Path and query of every request so far.
    pub fn targets(&self) -> Vec<String> {
        self.targets.lock().unwrap().clone()
    }
}

async fn target_of(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.windows(4).any(|end| end == b"\r\n\r\n") {
        let length = stream.read_buf(&mut head).await.unwrap();
        assert!(length > 0, "the request breaks off");
    }
    let head = String::from_utf8(head).unwrap();
    head.split(' ').nth(1).unwrap().to_owned()
}

/// A number of a query.
pub fn parameter(target: &str, name: &str) -> Option<usize> {
    let (_, query) = target.split_once('?')?;
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let mut found = pairs.filter(|(key, _)| *key == name);
    found.next()?.1.parse().ok()
}

/// The users with these numbers, as the list shows them.
pub fn users(numbers: impl IntoIterator<Item = usize>) -> Vec<Value> {
    let user = |number| {
        json!({
            "guid": format!("guid-{number}"),
            "friendly_name": "Numbered",
            "formal_name": "Numbered User",
            "email": format!("user{number}@example.com"),
            "group": { "guid": "g", "name": "G" },
            "status": "Activated",
            "last_login_time": null,
            "joined_time": "2020-02-02T20:20:20Z",
            "roles": [],
            "is_available_for_contact": false,
            "is_company_api_token": false,
        })
    };
    numbers.into_iter().map(user).collect()
}

/// A page.
pub fn page(next: impl Into<Value>, count: usize, users: Vec<Value>) -> Value {
    json!({ "links": { "next": next.into(), "previous": null }, "count": count, "results": users })
}

/// The link to the page at an offset.
pub fn link(base: &str, offset: usize) -> String {
    format!("{base}/v2/users?offset={offset}")
}
