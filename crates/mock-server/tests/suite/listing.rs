//! Filters, order and pages of the list of users.

use bitsight_users_mock::{MockServer, Seed};
use serde_json::{Value, json};

use crate::support::{Mock, start, with_users};

/// The emails on a page, up to the `@`.
async fn names(mock: &Mock, query: &str) -> Vec<String> {
    let answer = mock.get(&format!("/v2/users{query}")).await;
    assert_eq!(answer.status, 200, "{query}: {}", answer.text);
    let results = answer.response["results"]
        .as_array()
        .expect("results")
        .clone();
    let email = |user: &Value| user["email"].as_str().unwrap_or_default().to_owned();
    let name = |email: String| email.split('@').next().unwrap_or_default().to_owned();
    results.iter().map(email).map(name).collect()
}

async fn example() -> Mock {
    start(MockServer::builder().seed(Seed::example().expect("a seed"))).await
}

#[tokio::test]
async fn filters_narrow_the_list() {
    let mock = example().await;
    let all = [
        "wilhelmina",
        "barnaby",
        "octavia",
        "nightly-export",
        "zephyrine",
    ];
    for (query, expected) in [
        ("", &all[..]),
        ("?email=Barnaby@example.com", &["barnaby"]),
        ("?email=barnaby", &[]),
        ("?email_q=BARN", &["barnaby"]),
        ("?formal_name_q=outb", &["octavia"]),
        ("?q=example.com", &all[..]),
        ("?q=octavia+outboard", &["octavia"]),
        ("?q=octavia+bellows", &[]),
        ("?guid=00000000-0000-4000-8000-000000000002", &["barnaby"]),
        (
            "?group.guid=aaaaaaaa-1111-aaaa-1111-aaaaaaaaaaaa",
            &["barnaby"],
        ),
        (
            "?roles.slug=vrm_admin,customer_user",
            &["barnaby", "zephyrine"],
        ),
        ("?status=Created,Deactivated", &["barnaby", "octavia"]),
        ("?status=Created%2CDeactivated", &["barnaby", "octavia"]),
        ("?status=Suspended", &[]),
        ("?is_available_for_contact=true", &["wilhelmina"]),
        ("?is_company_api_token=true", &["nightly-export"]),
        (
            "?is_company_api_token=false&status=Activated",
            &["wilhelmina", "zephyrine"],
        ),
    ] {
        assert_eq!(names(&mock, query).await, expected, "{query}");
    }
}

#[tokio::test]
async fn the_list_is_sorted_both_ways() {
    let mock = example().await;
    let up = [
        "barnaby",
        "nightly-export",
        "octavia",
        "wilhelmina",
        "zephyrine",
    ];
    assert_eq!(names(&mock, "?sort=formal_name").await, up);
    let mut down = up;
    down.reverse();
    assert_eq!(names(&mock, "?sort=-formal_name").await, down);
    // Users who never logged in have null, which comes first.
    let by_login = names(&mock, "?sort=last_login_time").await;
    assert_eq!(
        by_login,
        [
            "barnaby",
            "nightly-export",
            "octavia",
            "wilhelmina",
            "zephyrine"
        ]
    );
    let by_group = names(&mock, "?sort=-group.name").await;
    assert_eq!(by_group.first().map(String::as_str), Some("barnaby"));
    let answer = mock.get("/v2/users?sort=shoe_size").await;
    assert_eq!(
        (answer.status, answer.detail()),
        (400, "sort: there is no attribute `shoe_size`")
    );
}

#[tokio::test]
async fn links_lead_through_all_pages() {
    let mock = with_users(25).await;
    let mut url = format!("{}/v2/users?limit=10&sort=email", mock.server.url());
    let mut seen = Vec::new();
    let mut pages = Vec::new();
    loop {
        let path = url
            .strip_prefix(&mock.server.url())
            .expect("a link to the same server")
            .to_owned();
        let page = mock.get(&path).await.response;
        assert_eq!(page["count"], 25);
        let results = page["results"].as_array().expect("results");
        pages.push(results.len());
        seen.extend(results.iter().map(|user| user["guid"].clone()));
        match page["links"]["next"].as_str() {
            Some(next) => url = next.to_owned(),
            None => {
                let previous = page["links"]["previous"].as_str().expect("a page before");
                assert!(
                    previous.ends_with("/v2/users?sort=email&limit=10&offset=10"),
                    "{previous}"
                );
                break;
            }
        }
    }
    assert_eq!(pages, [10, 10, 5]);
    seen.sort_by_key(Value::to_string);
    seen.dedup();
    assert_eq!(seen.len(), 25);
}

#[tokio::test]
async fn a_page_has_100_users_unless_told_otherwise() {
    let mock = with_users(101).await;
    let page = mock.get("/v2/users").await.response;
    assert_eq!(page["results"].as_array().map(Vec::len), Some(100));
    let root = mock.server.url();
    let links =
        json!({ "next": format!("{root}/v2/users?limit=100&offset=100"), "previous": null });
    assert_eq!(page["links"], links);
    let page = mock.get("/v2/users?offset=100").await.response;
    let links = json!({ "next": null, "previous": format!("{root}/v2/users?limit=100") });
    assert_eq!(page["links"], links);
    let page = mock.get("/v2/users?offset=1000").await.response;
    assert_eq!(
        (&page["count"], &page["results"]),
        (&json!(101), &json!([]))
    );
}

#[tokio::test]
async fn only_the_list_shows_the_newer_fields() {
    let mock = with_users(1).await;
    let listed = mock.get("/v2/users").await.response["results"][0].clone();
    let guid = listed["guid"].as_str().expect("a guid");
    let single = mock.get(&format!("/v2/users/{guid}")).await.response;
    for field in [
        "landing_page",
        "preferred_contact_for_entities",
        "mfa_status",
    ] {
        assert!(listed.get(field).is_some(), "{field}");
        assert!(single.get(field).is_none(), "{field}");
    }
}
