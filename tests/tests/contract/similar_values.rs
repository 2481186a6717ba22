//! Values of lists that may grow: one that looks like a misspelt known value is refused.

use bitsight_users::{
    CallOptions, Client, Code, NewUser, UserChanges,
    types::{ListUsersQuery, RoleAssignment},
};
use bitsight_users_mock::MockServer;
use bitsight_users_tests::{client, start_mock};

const SIMILAR: [(&str, &str); 5] = [
    ("Customer_User", "customer_user"),
    ("Admin", "customer_admin"),
    ("group admin", "customer_group_admin"),
    ("customer_usr", "customer_user"),
    (" customer_user", "customer_user"),
];

fn user(role: &str) -> NewUser {
    NewUser::builder()
        .friendly_name("Arnold")
        .formal_name("Arnold Brown")
        .email("arnold@actorsfilms.us")
        .roles([RoleAssignment::from(role)])
        .build()
}

async fn account() -> (MockServer, Client) {
    let mock = start_mock().await;
    let client = client(&mock);
    (mock, client)
}

#[tokio::test]
async fn a_value_that_looks_misspelt_is_refused_with_a_suggestion() {
    let (mock, client) = account().await;
    for (role, meant) in SIMILAR {
        let error = client.create_user(&user(role)).await.unwrap_err();
        assert_eq!(error.code(), Code::InvalidArgument);
        assert_eq!(error.field(), Some("roles[0].slug"));
        let expected = format!("did you mean `{meant}`?");
        assert!(error.to_string().contains(&expected), "{role}: {error}");
        let changes = UserChanges::new().roles([RoleAssignment::from(role)]);
        assert!(client.edit_user("a-guid", &changes).await.is_err());
    }
    let query = ListUsersQuery::new().status(["activated"]);
    let error = client.list_users(&query).await.unwrap_err();
    assert_eq!(error.field(), Some("status[0]"));
    assert!(error.to_string().contains("did you mean `Activated`?"));
    assert!(mock.requests().is_empty());
}

#[tokio::test]
async fn a_similar_value_that_is_allowed_is_sent_as_it_is() {
    let (mock, client) = account().await;
    let client = client.with_options(CallOptions::new().allow_similar_values(true));
    let query = ListUsersQuery::new().status(["activated"]);
    client.list_users(&query).await.unwrap();
    assert!(mock.requests()[0].target.ends_with("status=activated"));
    // Everything else is still checked.
    let error = client.create_user(&user(" ")).await.unwrap_err();
    assert_eq!(error.field(), Some("roles[0].slug"));
}

#[tokio::test]
async fn a_value_like_no_known_one_is_sent() {
    let (mock, client) = account().await;
    let query = ListUsersQuery::new().roles_slug(["another_role", "customer_user"]);
    client.list_users(&query).await.unwrap();
    assert!(
        mock.requests()[0]
            .target
            .ends_with("roles.slug=another_role%2Ccustomer_user")
    );
}
