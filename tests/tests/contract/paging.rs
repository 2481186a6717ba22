//! Lists from beginning to end, also while users come and go: each user once, none left out.

use bitsight_users::{Client, Code, NewUser, User, UserStream, types::ListUsersQuery};
use bitsight_users_mock::{Fault, MockServer, Seed};
use bitsight_users_tests::client;
use serde_json::json;

use crate::support::{account, collect, emails, numbered, parameter, read_all, without_nulls};

async fn numbered_account(count: usize) -> (MockServer, Client) {
    let mock = account(Seed::numbered(count)).await;
    let client = client(&mock);
    (mock, client)
}

#[tokio::test]
async fn all_pages_are_read_once() {
    let (mock, client) = numbered_account(250).await;
    let stream = client.list_users_stream(&ListUsersQuery::new());
    let users = collect(stream, 250).await;
    assert_eq!(emails(&users), numbered(1..=250));
    let targets: Vec<String> = mock
        .requests()
        .into_iter()
        .map(|request| request.target)
        .collect();
    let wanted = [
        "?limit=100",
        "?limit=100&offset=100",
        "?limit=100&offset=200",
    ];
    assert_eq!(
        targets,
        wanted.map(|query| format!("/ratings/v2/users{query}"))
    );
    let sent: Vec<_> = users
        .iter()
        .map(|user| serde_json::to_value(user).unwrap())
        .collect();
    let listed = mock.users().into_iter().map(without_nulls);
    assert_eq!(sent, listed.collect::<Vec<_>>());
}

#[tokio::test]
async fn the_size_of_pages_and_the_beginning_can_be_chosen() {
    let (mock, client) = numbered_account(60).await;
    let query = ListUsersQuery::new().limit(20).offset(10);
    let users = collect(client.list_users_stream(&query), 50).await;
    assert_eq!(emails(&users), numbered(11..=60));
    let offsets: Vec<_> = mock
        .requests()
        .iter()
        .map(|request| offset(&request.target))
        .collect();
    assert_eq!(offsets, [Some(10), Some(30), Some(50)]);
}

#[tokio::test]
async fn filters_stay_on_every_page() {
    let (mock, client) = numbered_account(40).await;
    let query = ListUsersQuery::new()
        .status(["Created"])
        .sort(["-guid"])
        .limit(4);
    let users = collect(client.list_users_stream(&query), 10).await;
    let created = (1..=40).rev().filter(|number| number % 4 == 3);
    assert_eq!(emails(&users), numbered(created));
    for request in mock.requests() {
        assert!(
            request.target.contains("&sort=-guid&status=Created"),
            "{}",
            request.target
        );
    }
}

#[tokio::test]
async fn single_pages_have_the_count() {
    let (mock, client) = numbered_account(25).await;
    let query = ListUsersQuery::new().limit(10).offset(20);
    let page = client.list_users(&query).await.unwrap();
    assert_eq!((page.count, page.results.len()), (25, 5));
    assert_eq!(page.links.next, None);
    let previous = page.links.previous.as_deref().unwrap();
    assert_eq!(
        previous,
        format!("{}/v2/users?limit=10&offset=10", mock.url())
    );
    assert_eq!(mock.requests().len(), 1);
}

#[tokio::test]
async fn a_user_deleted_on_the_way_hides_no_other() {
    let (mock, client) = numbered_account(80).await;
    let (mut users, mut stream) = first(&client, "guid", 10).await;
    delete(&mock, &client, [1]).await;
    users.append(&mut rest(&mut stream).await);
    assert_eq!(emails(&users), numbered(1..=80));
}

#[tokio::test]
async fn many_users_deleted_on_the_way_repeat_no_other() {
    // From the end, so that nobody moves, and the reading goes back for nothing.
    let (mock, client) = numbered_account(100).await;
    let (mut users, mut stream) = first(&client, "guid", 50).await;
    delete(&mock, &client, 81..=100).await;
    users.append(&mut rest(&mut stream).await);
    assert_eq!(emails(&users), numbered(1..=80));

    // From the beginning, more than a page.
    let (mock, client) = numbered_account(100).await;
    let (mut users, mut stream) = first(&client, "guid", 50).await;
    delete(&mock, &client, 1..=35).await;
    users.append(&mut rest(&mut stream).await);
    assert_eq!(emails(&users), numbered(1..=100));
}

#[tokio::test]
async fn a_user_inserted_on_the_way_repeats_no_other() {
    let (_mock, client) = numbered_account(80).await;
    let (mut users, mut stream) = first(&client, "-guid", 10).await;
    insert(&client, 1).await;
    users.append(&mut rest(&mut stream).await);
    assert_eq!(emails(&users), numbered((1..=80).rev()));
}

#[tokio::test]
async fn many_users_inserted_on_the_way_repeat_no_other() {
    // More than two pages of them, before everybody who was read.
    let (_mock, client) = numbered_account(100).await;
    let (mut users, mut stream) = first(&client, "-guid", 30).await;
    insert(&client, 25).await;
    users.append(&mut rest(&mut stream).await);
    assert_eq!(emails(&users), numbered((1..=100).rev()));
}

#[tokio::test]
async fn deletions_that_insertions_outnumber_hide_nobody() {
    // The count grows, and yet users move to before where the reading was.
    let (mock, client) = numbered_account(100).await;
    let (mut users, mut stream) = first(&client, "guid", 30).await;
    delete(&mock, &client, 1..=15).await;
    insert(&client, 17).await;
    users.append(&mut rest(&mut stream).await);
    let before = emails(&users)
        .into_iter()
        .filter(|email| !email.starts_with("new"));
    assert_eq!(before.collect::<Vec<_>>(), numbered(1..=100));
    assert_eq!(users.len(), 117);
}

#[tokio::test]
async fn after_an_error_the_list_goes_on_where_it_was() {
    let (mock, client) = numbered_account(30).await;
    let (mut users, mut stream) = first(&client, "guid", 10).await;
    mock.inject(Fault::status(403, json!({ "detail": "not now" })));
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.code(), Code::Permission);
    users.append(&mut rest(&mut stream).await);
    assert_eq!(emails(&users), numbered(1..=30));
    assert!(stream.next().await.is_none(), "the end stays the end");
    assert_eq!(read_all(&client, 10).await.len(), 30);
}

fn offset(target: &str) -> Option<usize> {
    parameter(target, "offset")
}

/// The first users of the list in pages of ten, and the list. Three pages more may be read by then.
async fn first(client: &Client, sort: &str, count: usize) -> (Vec<User>, UserStream) {
    let query = ListUsersQuery::new().sort([sort]).limit(10);
    let mut stream = client.list_users_stream(&query);
    let mut users = Vec::new();
    for _ in 0..count {
        users.push(stream.next().await.unwrap().unwrap());
    }
    (users, stream)
}

async fn rest(stream: &mut UserStream) -> Vec<User> {
    let mut users = Vec::new();
    while let Some(user) = stream.next().await {
        users.push(user.unwrap());
        assert!(users.len() < 1000, "the list doesn't end");
    }
    users
}

/// Deletes users of a numbered account.
async fn delete(mock: &MockServer, client: &Client, numbers: impl IntoIterator<Item = usize>) {
    let users = mock.users();
    for email in numbered(numbers) {
        let user = users.iter().find(|user| user["email"] == email).unwrap();
        client
            .delete_user(user["guid"].as_str().unwrap())
            .await
            .unwrap();
    }
}

/// Adds users, whose guids come after those of a seed.
async fn insert(client: &Client, count: usize) {
    for number in 0..count {
        let user = NewUser::builder()
            .friendly_name("New")
            .formal_name("New User")
            .email(format!("new{number}@example.com"))
            .roles(["customer_user"])
            .build();
        client.create_user(&user).await.unwrap();
    }
}
