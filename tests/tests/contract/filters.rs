//! Filters travel under their documented names, in the documented form.

use bitsight_users::{
    Client, UserChanges,
    types::{ListCompanyViewsQuery, ListUsersQuery},
};
use bitsight_users_mock::MockServer;

use crate::support::{emails, example};

/// The query that a filter sends.
async fn sent(mock: &MockServer, client: &Client, query: &ListUsersQuery) -> String {
    mock.forget_requests();
    client.list_users(query).await.unwrap();
    let target = mock.requests()[0].target.clone();
    target.strip_prefix("/ratings/v2/users").unwrap().to_owned()
}

#[tokio::test]
async fn lists_are_sent_comma_separated_under_their_documented_names() {
    let (mock, client) = example().await;
    let query = ListUsersQuery::new()
        .status(["Activated", "Created"])
        .roles_slug(["customer_user", "vrm_admin"])
        .group_guid(["g1", "g2"]);
    let wanted =
        "?group.guid=g1%2Cg2&roles.slug=customer_user%2Cvrm_admin&status=Activated%2CCreated";
    assert_eq!(sent(&mock, &client, &query).await, wanted);

    let query = ListUsersQuery::new().roles_slug(["customer_user", "vrm_admin"]);
    let page = client.list_users(&query).await.unwrap();
    let wanted = ["barnaby@example.com", "zephyrine@example.com"];
    assert_eq!(emails(&page.results), wanted);
}

#[tokio::test]
async fn every_filter_is_sent() {
    let (mock, client) = example().await;
    let query = ListUsersQuery::new()
        .limit(5)
        .offset(1)
        .q("wil")
        .sort(["formal_name"])
        .email("a@example.com")
        .email_q("example")
        .formal_name_q("w")
        .guid(["g"])
        .group_guid(["g1"])
        .roles_slug(["customer_user"])
        .status(["Created"])
        .is_available_for_contact(true)
        .is_company_api_token(false)
        .is_preferred_contact(true);
    let wanted = "?email=a%40example.com&email_q=example&formal_name_q=w&group.guid=g1&guid=g\
                  &is_available_for_contact=true&is_company_api_token=false\
                  &is_preferred_contact=true&limit=5&offset=1&q=wil&roles.slug=customer_user&sort=formal_name&status=Created";
    assert_eq!(sent(&mock, &client, &query).await, wanted);
}

#[tokio::test]
async fn no_filter_sends_no_query() {
    let (mock, client) = example().await;
    assert_eq!(sent(&mock, &client, &ListUsersQuery::new()).await, "");
}

#[tokio::test]
async fn sort_goes_both_ways() {
    let (mock, client) = example().await;
    let wanted = [
        "barnaby",
        "nightly-export",
        "octavia",
        "wilhelmina",
        "zephyrine",
    ];
    let mut wanted = wanted.map(|name| format!("{name}@example.com"));
    for sort in ["email", "-email"] {
        let query = ListUsersQuery::new().sort([sort]);
        assert_eq!(sent(&mock, &client, &query).await, format!("?sort={sort}"));
        let page = client.list_users(&query).await.unwrap();
        assert_eq!(emails(&page.results), wanted);
        wanted.reverse();
    }
    let query = ListUsersQuery::new().sort(["-group.name"]);
    assert_eq!(sent(&mock, &client, &query).await, "?sort=-group.name");
}

#[tokio::test]
async fn several_sort_keys_and_guids_are_sent_comma_separated() {
    let (mock, client) = example().await;
    let query = ListUsersQuery::new()
        .sort(["-status", "formal_name"])
        .guid([
            "00000000-0000-4000-8000-000000000001",
            "00000000-0000-4000-8000-000000000002",
            "00000000-0000-4000-8000-000000000004",
        ]);
    let wanted = "?guid=00000000-0000-4000-8000-000000000001%2C00000000-0000-4000-8000-000000000002%2C\
                  00000000-0000-4000-8000-000000000004&sort=-status%2Cformal_name";
    assert_eq!(sent(&mock, &client, &query).await, wanted);
    let page = client.list_users(&query).await.unwrap();
    let wanted = [
        "barnaby@example.com",
        "nightly-export@example.com",
        "wilhelmina@example.com",
    ];
    assert_eq!(emails(&page.results), wanted);
}

#[tokio::test]
async fn preferred_contacts_are_filtered() {
    let (mock, client) = example().await;
    let changes = UserChanges::new().preferred_contact_for_entities(["entity"]);
    let guid = "00000000-0000-4000-8000-000000000002";
    client.edit_user(guid, &changes).await.unwrap();
    let query = ListUsersQuery::new().is_preferred_contact(true);
    let page = client.list_users(&query).await.unwrap();
    assert_eq!(emails(&page.results), ["barnaby@example.com"]);
    let target = &mock.requests()[1].target;
    assert!(target.ends_with("?is_preferred_contact=true"), "{target}");
}

#[tokio::test]
async fn text_is_sent_as_it_is() {
    let (mock, client) = example().await;
    let text = "Zoë & Co+1 %41 a=b#c?d";
    let query = ListUsersQuery::new().q(text);
    let wanted = "?q=Zo%C3%AB+%26+Co%2B1+%2541+a%3Db%23c%3Fd";
    assert_eq!(sent(&mock, &client, &query).await, wanted);
}

#[tokio::test]
async fn company_views_are_filtered() {
    let (mock, client) = example().await;
    let folder = "f0000000-0000-4000-8000-000000000001";
    let query = ListCompanyViewsQuery::new()
        .days_back(365)
        .folder(folder)
        .limit(1);
    let guid = "00000000-0000-4000-8000-000000000002";
    let views = client.list_company_views(guid, &query).await.unwrap();
    let top = &views.top_viewed.as_ref().unwrap()[0];
    assert_eq!(top.name.as_deref(), Some("Invented Teapots"));
    let target = mock.requests()[0].target.clone();
    assert!(
        target.ends_with(&format!("?days_back=365&folder={folder}&limit=1")),
        "{target}"
    );
}
