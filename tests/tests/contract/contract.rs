//! Every operation once, against the mock: its request, its result and its effect.

use bitsight_users::{
    Code, NewUser, UserChanges,
    types::{
        GetAccessGroupQuery, KnownGroupExpansion, ListCompanyViewsQuery, ListUsersQuery, UserQuery,
    },
};
use bitsight_users_mock::Fault;
use bitsight_users_tests::created_user;
use bitsight_users_tests::{client, start_mock};
use serde_json::json;

use crate::support::{emails, example, parsed, user_of, without_nulls};

const WILHELMINA: &str = "00000000-0000-4000-8000-000000000001";
const BARNABY: &str = "00000000-0000-4000-8000-000000000002";
const KEEPERS: &str = "aaaaaaaa-1111-aaaa-1111-aaaaaaaaaaaa";

#[tokio::test]
async fn list_users_returns_the_users_that_match() {
    let (mock, client) = example().await;
    let query = ListUsersQuery::new()
        .status(["Activated"])
        .is_company_api_token(false);
    let page = client.list_users(&query).await.unwrap();
    assert_eq!(page.count, 2);
    assert_eq!(page.links.next, None);
    let wanted = ["wilhelmina@example.com", "zephyrine@example.com"];
    assert_eq!(emails(&page.results), wanted);
    let sent = parsed(page.raw_json());
    assert_eq!(sent["results"][0], user_of(&mock, wanted[0]));
    assert_eq!(
        serde_json::to_value(&page.results).unwrap(),
        sent["results"]
    );
    assert_eq!(
        requests(&mock),
        ["GET /ratings/v2/users?is_company_api_token=false&status=Activated"]
    );
}

#[tokio::test]
async fn create_user_returns_the_created_user() {
    let mock = start_mock().await;
    let request = NewUser::builder()
        .friendly_name("Arnold")
        .formal_name("Arnold Brown")
        .email("arnold@actorsfilms.us")
        .roles(["customer_user"])
        .build();
    let user = client(&mock).create_user(&request).await.unwrap();
    assert_eq!(user.status(), 201);
    assert_eq!(parsed(user.raw_json()), created_user());
    let written = serde_json::to_value(&*user).unwrap();
    assert_eq!(written, without_nulls(created_user()));
    assert_eq!(requests(&mock), ["POST /ratings/v2/users"]);
    let body = r#"{"friendly_name":"Arnold","formal_name":"Arnold Brown","email":"arnold@actorsfilms.us","roles":[{"slug":"customer_user"}]}"#;
    assert_eq!(mock.requests()[0].body, body);
}

#[tokio::test]
async fn get_user_returns_the_user() {
    let (mock, client) = example().await;
    let user = client.get_user(WILHELMINA).await.unwrap();
    assert_eq!(user.friendly_name.as_deref(), Some("Wilhelmina"));
    assert_eq!(
        serde_json::to_value(&*user).unwrap(),
        parsed(user.raw_json())
    );
    // The list shows three fields more.
    let mut listed = user_of(&mock, "wilhelmina@example.com");
    let fields = listed.as_object_mut().unwrap();
    for name in [
        "landing_page",
        "preferred_contact_for_entities",
        "mfa_status",
    ] {
        fields.shift_remove(name).unwrap();
    }
    assert_eq!(parsed(user.raw_json()), listed);
    assert_eq!(
        requests(&mock),
        [format!("GET /ratings/v2/users/{WILHELMINA}")]
    );

    let error = client.get_user("nobody").await.unwrap_err();
    assert_eq!((error.code(), error.status()), (Code::NotFound, Some(404)));
}

#[tokio::test]
async fn edit_user_changes_what_was_set_and_nothing_else() {
    let (mock, client) = example().await;
    let mut wanted = user_of(&mock, "wilhelmina@example.com");
    let changes = UserChanges::new().group(KEEPERS).email("emma@example.com");
    let user = client.edit_user(WILHELMINA, &changes).await.unwrap();
    let edited = user.as_ref().unwrap();
    let group = edited.group.as_ref().unwrap();
    assert_eq!(
        (group.guid.as_deref(), edited.email.as_str()),
        (Some(KEEPERS), "emma@example.com")
    );

    wanted["group"] = json!({ "guid": KEEPERS, "name": "Lighthouse Keepers" });
    wanted["email"] = json!("emma@example.com");
    assert_eq!(user_of(&mock, "emma@example.com"), wanted);
    assert_eq!(
        requests(&mock),
        [format!("PATCH /ratings/v2/users/{WILHELMINA}")]
    );
    let body = format!(r#"{{"email":"emma@example.com","group":"{KEEPERS}"}}"#);
    assert_eq!(mock.requests()[0].body, body);
}

#[tokio::test]
async fn delete_user_removes_the_user() {
    let (mock, client) = example().await;
    let gone = client.delete_user(BARNABY).await.unwrap();
    assert_eq!((gone.status(), gone.raw_json()), (204, None));
    assert!(mock.users().iter().all(|user| user["guid"] != BARNABY));
    assert_eq!(
        requests(&mock),
        [format!("DELETE /ratings/v2/users/{BARNABY}")]
    );
    assert_eq!(mock.requests()[0].body, "");
    assert_eq!(
        client.delete_user(BARNABY).await.unwrap_err().code(),
        Code::NotFound
    );
}

#[tokio::test]
async fn require_mfa_makes_the_user_set_up_a_second_factor() {
    let (mock, client) = example().await;
    let done = client.require_mfa(BARNABY).await.unwrap();
    assert_eq!((done.status(), done.raw_json()), (200, None));
    assert_eq!(
        user_of(&mock, "barnaby@example.com")["mfa_status"],
        "Pending"
    );
    assert_eq!(
        requests(&mock),
        [format!("POST /ratings/v2/users/{BARNABY}/require-mfa")]
    );
    let error = client.require_mfa(WILHELMINA).await.unwrap_err();
    assert_eq!(
        (error.code(), error.status()),
        (Code::Validation, Some(400))
    );
}

#[tokio::test]
async fn reset_mfa_switches_the_second_factor_off() {
    let (mock, client) = example().await;
    let done = client.reset_mfa(WILHELMINA).await.unwrap();
    assert_eq!((done.status(), done.raw_json()), (200, None));
    assert_eq!(
        user_of(&mock, "wilhelmina@example.com")["mfa_status"],
        "Not Enabled"
    );
    assert_eq!(
        requests(&mock),
        [format!("POST /ratings/v2/users/{WILHELMINA}/reset-mfa")]
    );
    let error = client.reset_mfa(BARNABY).await.unwrap_err();
    assert_eq!(
        (error.code(), error.status()),
        (Code::Validation, Some(400))
    );
}

#[tokio::test]
async fn resend_activation_email_is_for_created_users() {
    let (mock, client) = example().await;
    let done = client.resend_activation_email(BARNABY).await.unwrap();
    assert_eq!((done.status(), done.raw_json()), (200, None));
    let wanted = format!("POST /ratings/v2/users/{BARNABY}/resend-activation-email");
    assert_eq!(requests(&mock), [wanted]);
    let error = client
        .resend_activation_email(WILHELMINA)
        .await
        .unwrap_err();
    assert_eq!(
        (error.code(), error.status()),
        (Code::Validation, Some(400))
    );
    assert_eq!(error.detail(), Some("The user is activated already."));
}

#[tokio::test]
async fn get_user_quota_counts_the_users() {
    let (mock, client) = example().await;
    let quota = client.get_user_quota().await.unwrap();
    let wanted = json!({
        "active_user_count": 3,
        "inactive_user_count": 2,
        "total_user_count": 5,
        "remaining_active_quota": 7,
        "total_active_quota": 10,
    });
    assert_eq!(serde_json::to_value(&*quota).unwrap(), wanted);
    assert_eq!(parsed(quota.raw_json()), wanted);
    assert_eq!(requests(&mock), ["GET /ratings/v1/users/quota"]);
}

#[tokio::test]
async fn list_company_views_returns_the_companies_looked_at() {
    let (mock, client) = example().await;
    let query = ListCompanyViewsQuery::new().days_back(30);
    let views = client.list_company_views(BARNABY, &query).await.unwrap();
    let umbrellas = json!({ "rating": 720, "guid": "c0000000-0000-4000-8000-000000000001", "name": "Imaginary Umbrellas" });
    let teapots = json!({ "rating": 540, "guid": "c0000000-0000-4000-8000-000000000002", "name": "Invented Teapots" });
    let wanted = json!({
        "most_recently_viewed": [umbrellas, teapots],
        "top_viewed": [teapots, umbrellas],
    });
    assert_eq!(parsed(views.raw_json()), wanted);
    assert_eq!(serde_json::to_value(&*views).unwrap(), wanted);
    let target = format!("GET /ratings/v1/users/{BARNABY}/company-views?days_back=30");
    assert_eq!(requests(&mock), [target]);
}

#[tokio::test]
async fn list_access_groups_returns_the_groups_and_the_default() {
    let (mock, client) = example().await;
    let groups = client.list_access_groups().await.unwrap();
    assert_eq!(
        groups.default_group.as_deref(),
        Some("bbbbbbbb-2222-bbbb-2222-bbbbbbbbbbbb")
    );
    let names: Vec<&str> = groups
        .groups
        .iter()
        .filter_map(|group| group.name.as_deref())
        .collect();
    assert_eq!(names, ["All Companies", "Lighthouse Keepers"]);
    assert_eq!(groups.groups[1].user_count, Some(1));
    assert_eq!(
        serde_json::to_value(&*groups).unwrap(),
        parsed(groups.raw_json())
    );
    assert_eq!(requests(&mock), ["GET /ratings/v1/access-groups"]);
}

#[tokio::test]
async fn get_current_user_returns_the_owner_of_the_token() {
    let (mock, client) = example().await;
    let user = client.get_current_user().await.unwrap();
    assert_eq!(user.guid, WILHELMINA);
    assert_eq!(user.extra["email_preferences"], json!({}));
    assert_eq!(requests(&mock), ["GET /ratings/v2/users/current"]);
}

#[tokio::test]
async fn edit_current_user_changes_the_owner_of_the_token() {
    let (mock, client) = example().await;
    let changes = UserChanges::new()
        .landing_page("SPM")
        .preferred_contact_for_entities(["entity"]);
    let user = client.edit_current_user(&changes).await.unwrap();
    assert_eq!(user.as_ref().unwrap().guid, WILHELMINA);
    let edited = user_of(&mock, "wilhelmina@example.com");
    assert_eq!(edited["landing_page"], "SPM");
    assert_eq!(edited["preferred_contact_for_entities"], json!(["entity"]));
    assert_eq!(requests(&mock), ["PATCH /ratings/v2/users/current"]);
}

#[tokio::test]
async fn query_users_returns_the_users_with_the_guids() {
    let (mock, client) = example().await;
    let query = UserQuery::builder()
        .guid([BARNABY, WILHELMINA, "nobody"])
        .build();
    // A read: sent again after a failure that leaves open whether it was done.
    mock.inject(Fault::status(503, "{}").after());
    let page = client.query_users(&query).await.unwrap();
    assert_eq!(page.attempts(), 2);
    let wanted = ["wilhelmina@example.com", "barnaby@example.com"];
    assert_eq!(emails(&page.results), wanted);
    assert_eq!(requests(&mock), ["POST /ratings/v2/users/query"; 2]);
    let body = format!(r#"{{"guid":["{BARNABY}","{WILHELMINA}","nobody"]}}"#);
    assert_eq!(mock.requests()[1].body, body);
}

#[tokio::test]
async fn reset_pending_mfa_is_for_pending_enrolments() {
    let (mock, client) = example().await;
    client.require_mfa(BARNABY).await.unwrap();
    let done = client.reset_pending_mfa(BARNABY).await.unwrap();
    assert_eq!((done.status(), done.raw_json()), (200, None));
    let user = user_of(&mock, "barnaby@example.com");
    assert_eq!(user["mfa_status"], "Not Enabled");
    let wanted = format!("POST /ratings/v2/users/{BARNABY}/reset-pending-mfa");
    assert_eq!(requests(&mock)[1], wanted);
    let error = client.reset_pending_mfa(WILHELMINA).await.unwrap_err();
    assert_eq!(
        (error.code(), error.status()),
        (Code::Validation, Some(400))
    );
}

#[tokio::test]
async fn get_access_group_returns_the_members_on_request() {
    let (mock, client) = example().await;
    let query = GetAccessGroupQuery::new();
    let group = client.get_access_group(KEEPERS, &query).await.unwrap();
    assert_eq!((group.user_count, group.users.is_none()), (Some(1), true));
    let query = query.expand(KnownGroupExpansion::Users);
    let group = client.get_access_group(KEEPERS, &query).await.unwrap();
    assert_eq!(group.users.as_ref().unwrap()[0]["guid"], BARNABY);
    let target = format!("GET /ratings/v1/access-groups/{KEEPERS}");
    assert_eq!(
        requests(&mock),
        [target.clone(), format!("{target}?expand=users")]
    );
}

/// Method and target of every request so far.
fn requests(mock: &bitsight_users_mock::MockServer) -> Vec<String> {
    let requests = mock.requests().into_iter();
    requests
        .map(|request| format!("{} {}", request.method, request.target))
        .collect()
}
