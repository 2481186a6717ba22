//! Every operation against Prism, an independent validator. It answers only requests that satisfy the
//! document, with responses made from the document.
//!
//! `PRISM_URL` says where it listens; `cargo xtask test` starts it. The tests are named after the
//! scenarios of `tests/scenarios.json`.

use std::collections::BTreeSet;

use bitsight_users::types::{
    FeatureSetting, GetAccessGroupQuery, ListCompanyViewsQuery, ListUsersQuery, UserQuery,
};
use bitsight_users::{Client, NewUser, UserChanges};
use serde_json::Value;

const GUID: &str = "11111111-aaaa-1111-aaaa-111111111111";

fn client() -> Client {
    let url = std::env::var("PRISM_URL").expect("PRISM_URL says where Prism listens");
    let builder = Client::builder().token("any-token").base_url(url);
    builder.max_retries(0).build().unwrap()
}

#[tokio::test]
async fn list_users_returns_the_users_that_match() {
    let query = ListUsersQuery::new()
        .limit(10)
        .offset(20)
        .q("text")
        .sort(["-group.name"])
        .email("a@example.com")
        .email_q("a")
        .formal_name_q("b")
        .guid([GUID])
        .group_guid(["g1", "g2"])
        .roles_slug(["customer_user", "vrm_admin"])
        .status(["Activated", "Created"])
        .is_available_for_contact(true)
        .is_company_api_token(false);
    let page = client().list_users(&query).await.unwrap();
    assert_eq!(page.status(), 200);
    assert!(page.results.iter().all(|user| !user.guid.is_empty()));
    client().list_users(&ListUsersQuery::new()).await.unwrap();
}

#[tokio::test]
async fn create_user_returns_the_created_user() {
    let builder = NewUser::builder()
        .friendly_name("Arnold")
        .formal_name("Arnold Brown")
        .email("arnold@actorsfilms.us")
        .roles(["customer_user"]);
    let created = client().create_user(&builder.clone().build()).await;
    assert!([200, 201].contains(&created.unwrap().status()));
    let user = builder
        .status(bitsight_users::types::AccountStatus::Activated)
        .group("bbbbbbbb-2222-bbbb-2222-bbbbbbbbbbbb")
        .is_company_api_token(false)
        .is_available_for_contact(true)
        .features(features())
        .build();
    client().create_user(&user).await.unwrap();
}

#[tokio::test]
async fn get_user_returns_the_user() {
    let user = client().get_user(GUID).await.unwrap();
    assert_eq!(user.status(), 200);
    let mut sent: Value = serde_json::from_str(user.raw_json().unwrap()).unwrap();
    // Prism makes up `null` for the value of a feature, which can be any JSON: to the type it is absent.
    for feature in sent["features"].as_array_mut().unwrap() {
        let feature = feature.as_object_mut().unwrap();
        feature.retain(|_, value| !value.is_null());
    }
    assert_eq!(serde_json::to_value(&*user).unwrap(), sent);
}

#[tokio::test]
async fn edit_user_changes_what_was_set_and_nothing_else() {
    let changes = UserChanges::new()
        .friendly_name("Emma")
        .email("emma@blueseas.com")
        .roles(["customer_admin"])
        .group("88888888-eeee-8888-eeee-888888888888")
        .features(features());
    let edited = client().edit_user(GUID, &changes).await.unwrap();
    assert_eq!(edited.status(), 200);
    let cleared = UserChanges::new().clear_group().clear_features();
    client().edit_user(GUID, &cleared).await.unwrap();
}

#[tokio::test]
async fn delete_user_removes_the_user() {
    let gone = client().delete_user(GUID).await.unwrap();
    assert_eq!((gone.status(), gone.raw_json()), (204, None));
}

#[tokio::test]
async fn require_mfa_makes_the_user_set_up_a_second_factor() {
    assert_eq!(client().require_mfa(GUID).await.unwrap().status(), 200);
}

#[tokio::test]
async fn reset_mfa_switches_the_second_factor_off() {
    assert_eq!(client().reset_mfa(GUID).await.unwrap().status(), 200);
}

#[tokio::test]
async fn resend_activation_email_is_for_created_users() {
    let sent = client().resend_activation_email(GUID).await.unwrap();
    assert_eq!(sent.status(), 200);
}

#[tokio::test]
async fn get_user_quota_counts_the_users() {
    let quota = client().get_user_quota().await.unwrap();
    assert_eq!(quota.status(), 200);
}

#[tokio::test]
async fn list_company_views_returns_the_companies_looked_at() {
    let query = ListCompanyViewsQuery::new()
        .days_back(365)
        .folder("f0000000-0000-4000-8000-000000000001")
        .limit(3);
    let views = client().list_company_views(GUID, &query).await.unwrap();
    assert_eq!(views.status(), 200);
}

#[tokio::test]
async fn list_access_groups_returns_the_groups_and_the_default() {
    let groups = client().list_access_groups().await.unwrap();
    assert_eq!(groups.status(), 200);
}

#[tokio::test]
async fn get_current_user_returns_the_owner_of_the_token() {
    assert_eq!(client().get_current_user().await.unwrap().status(), 200);
}

#[tokio::test]
async fn edit_current_user_changes_the_owner_of_the_token() {
    let changes = UserChanges::new()
        .landing_page("SPM")
        .preferred_contact_for_entities(["entity"]);
    let edited = client().edit_current_user(&changes).await.unwrap();
    assert_eq!(edited.status(), 200);
}

#[tokio::test]
async fn query_users_returns_the_users_with_the_guids() {
    let query = UserQuery::builder().guid([GUID]).build();
    assert_eq!(client().query_users(&query).await.unwrap().status(), 200);
}

#[tokio::test]
async fn reset_pending_mfa_is_for_pending_enrolments() {
    assert_eq!(
        client().reset_pending_mfa(GUID).await.unwrap().status(),
        200
    );
}

#[tokio::test]
async fn get_access_group_returns_the_members_on_request() {
    let query = GetAccessGroupQuery::new().expand("users");
    let group = client().get_access_group(GUID, &query).await.unwrap();
    assert_eq!(group.status(), 200);
}

#[test]
fn every_contract_is_held_against_prism() {
    let program = std::env::current_exe().unwrap();
    let list = std::process::Command::new(program)
        .args(["--list", "--format", "terse"])
        .output()
        .unwrap();
    let list = String::from_utf8(list.stdout).unwrap();
    let tests: BTreeSet<&str> = list
        .lines()
        .filter_map(|line| line.strip_suffix(": test"))
        .filter(|name| *name != "every_contract_is_held_against_prism")
        .collect();
    let scenarios: Value = serde_json::from_str(include_str!("../../scenarios.json")).unwrap();
    let listed: BTreeSet<&str> = scenarios
        .as_array()
        .unwrap()
        .iter()
        .filter(|scenario| scenario["group"] == "contract")
        .map(|scenario| scenario["name"].as_str().unwrap())
        .collect();
    assert_eq!(tests, listed);
}

fn features() -> [FeatureSetting; 2] {
    let on = FeatureSetting::builder().slug("wfh-ro").value(true);
    let text = bitsight_users::types::FeatureValue::String("some".into());
    let other = FeatureSetting::builder().slug("fq-access").value(text);
    [on.build(), other.build()]
}
