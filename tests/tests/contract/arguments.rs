//! Arguments that can't be right: refused before anything is sent, by the name of the field.

use bitsight_users::{
    Client, Code, Error, Request, UserChanges,
    types::{ListCompanyViewsQuery, ListUsersQuery},
};
use bitsight_users_mock::MockServer;
use serde_json::{Value, json};

use crate::support::example;

/// Guids that would name something else, once they are part of a URL.
const GUIDS: [&str; 14] = [
    "", " ", ".", "..", "a/b", "/", "..\\x", "\\", "a?b=c", "a#b", "%2e%2e", "%", "a\nb", "\u{7f}",
];

#[tokio::test]
async fn a_guid_never_changes_the_endpoint() {
    let (mock, client) = example().await;
    for guid in GUIDS {
        for error in every_operation(&client, guid).await {
            refused(&mock, &error, "user_guid");
        }
    }
    for guid in ["\0", "\u{1f}", "\u{85}", "a\tb"] {
        refused(
            &mock,
            &client.get_user(guid).await.unwrap_err(),
            "user_guid",
        );
    }
}

async fn every_operation(client: &Client, guid: &str) -> [Error; 7] {
    let changes = UserChanges::new().friendly_name("A");
    let views = ListCompanyViewsQuery::new();
    [
        client.get_user(guid).await.unwrap_err(),
        client.edit_user(guid, &changes).await.unwrap_err(),
        client.delete_user(guid).await.unwrap_err(),
        client.require_mfa(guid).await.unwrap_err(),
        client.reset_mfa(guid).await.unwrap_err(),
        client.resend_activation_email(guid).await.unwrap_err(),
        client.list_company_views(guid, &views).await.unwrap_err(),
    ]
}

#[tokio::test]
async fn an_odd_guid_is_one_segment_of_the_path() {
    let (mock, client) = example().await;
    for (guid, segment) in [
        (
            "tester01-0000-0000-0000-notauuid0000",
            "tester01-0000-0000-0000-notauuid0000",
        ),
        ("a b", "a%20b"),
        ("é", "%C3%A9"),
        ("...", "..."),
        ("a;b,c&d=e+f", "a;b,c&d=e+f"),
        ("\"<>`{}|^", "%22%3C%3E%60%7B%7D|^"),
    ] {
        mock.forget_requests();
        let _ = client.get_user(guid).await;
        let target = mock.requests()[0].target.clone();
        assert_eq!(target, format!("/ratings/v2/users/{segment}"));
    }
}

#[tokio::test]
async fn a_limit_or_offset_out_of_bounds_is_refused() {
    let (mock, client) = example().await;
    let error = client
        .list_users(&ListUsersQuery::new().limit(0))
        .await
        .unwrap_err();
    refused(&mock, &error, "limit");
    let mut pages = client.list_users_stream(&ListUsersQuery::new().limit(0));
    refused(&mock, &pages.next().await.unwrap().unwrap_err(), "limit");
    for (query, field) in [
        (json!({ "limit": -1 }), "limit"),
        (json!({ "limit": 1.5 }), "limit"),
        (json!({ "limit": "10" }), "limit"),
        (json!({ "limit": 4_294_967_296_u64 }), "limit"),
        (json!({ "offset": -1 }), "offset"),
        (json!({ "offset": null }), "offset"),
    ] {
        refused(&mock, &from_json(query), field);
    }
}

#[tokio::test]
async fn a_malformed_sort_is_refused() {
    let (mock, client) = example().await;
    for sort in [
        "",
        " ",
        "-",
        "--email",
        "email desc",
        "email,guid",
        "Email",
        "group.",
        "a&b=c",
    ] {
        let query = ListUsersQuery::new().sort([sort]);
        refused(
            &mock,
            &client.list_users(&query).await.unwrap_err(),
            "sort[0]",
        );
        let mut pages = client.list_users_stream(&query);
        refused(&mock, &pages.next().await.unwrap().unwrap_err(), "sort[0]");
    }
}

#[tokio::test]
async fn a_list_that_cannot_be_sent_is_refused() {
    let (mock, client) = example().await;
    for (query, field) in [
        (
            ListUsersQuery::new().status(["Created", "a,b"]),
            "status[1]",
        ),
        (ListUsersQuery::new().roles_slug(["a,b"]), "roles_slug[0]"),
        (ListUsersQuery::new().group_guid(["a", ""]), "group_guid[1]"),
        (ListUsersQuery::new().roles_slug([""]), "roles_slug[0]"),
        (ListUsersQuery::new().status(["Created", " "]), "status[1]"),
        (
            ListUsersQuery::new().group_guid(Vec::<String>::new()),
            "group_guid",
        ),
    ] {
        refused(&mock, &client.list_users(&query).await.unwrap_err(), field);
    }
}

#[tokio::test]
async fn an_unknown_filter_is_refused() {
    let (mock, _) = example().await;
    for (query, field) in [
        (json!({ "statsu": ["Created"] }), "statsu"),
        (json!({ "roles.slug": ["customer_user"] }), "roles.slug"),
        (json!({ "page": 2 }), "page"),
        (json!({ "status": "Created" }), "status"),
        (json!({ "email": 7 }), "email"),
    ] {
        refused(&mock, &from_json(query), field);
    }
}

#[tokio::test]
async fn days_back_beyond_a_year_are_refused() {
    let (mock, client) = example().await;
    for days in [0, 366] {
        let query = ListCompanyViewsQuery::new().days_back(days);
        let error = client.list_company_views("g", &query).await.unwrap_err();
        refused(&mock, &error, "days_back");
    }
}

fn from_json(query: Value) -> Error {
    ListUsersQuery::from_json(query).unwrap_err()
}

fn refused(mock: &MockServer, error: &Error, field: &str) {
    assert_eq!(error.code(), Code::InvalidArgument);
    assert_eq!(error.field(), Some(field), "{error}");
    assert!(error.to_string().contains(field), "{error}");
    assert_eq!(mock.requests().len(), 0, "something was sent");
}
