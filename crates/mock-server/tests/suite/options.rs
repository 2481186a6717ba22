//! The options: how the service may behave for every request.

use std::time::Duration;

use bitsight_users_mock::{MockServer, Options, Seed, document};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Mock, empty, eventually, new_user, start, with_users};

async fn with(seed: Seed, change: impl FnOnce(&mut Options)) -> Mock {
    start(MockServer::builder().seed(seed).options(change)).await
}

/// The emails on a page, up to the `@`.
fn names(page: &Value) -> Vec<String> {
    let results = page["results"].as_array().expect("results");
    let email = |user: &Value| user["email"].as_str().unwrap_or_default().to_owned();
    let name = |email: String| email.split('@').next().unwrap_or_default().to_owned();
    results.iter().map(email).map(name).collect()
}

async fn listed(mock: &Mock, query: &str) -> Vec<String> {
    let answer = mock.get(&format!("/v2/users{query}")).await;
    assert_eq!(answer.status, 200, "{query}: {}", answer.text);
    names(&answer.response)
}

#[tokio::test]
async fn lists_hide_contacts_and_company_tokens() {
    let seed = Seed::empty()
        .user(json!({ "email": "plain@example.com" }))
        .user(json!({ "email": "contact@example.com", "is_available_for_contact": true }))
        .user(json!({ "email": "token@example.com", "is_company_api_token": true }));
    let mock = with(seed.clone(), |_| {}).await;
    assert_eq!(listed(&mock, "").await, ["plain", "contact", "token"]);

    let mock = with(seed.clone(), |options| options.hide_by_default = true).await;
    for (query, expected) in [
        ("", &["plain"][..]),
        ("?email=contact@example.com", &[]),
        ("?is_available_for_contact=true", &["contact"]),
        ("?is_company_api_token=true", &["token"]),
        (
            "?is_company_api_token=true&is_available_for_contact=true",
            &[],
        ),
    ] {
        assert_eq!(listed(&mock, query).await, expected, "{query}");
    }

    let mock = with(seed, |options| {
        options.hide_by_default = true;
        options.flags_include = true;
    })
    .await;
    for (query, expected) in [
        ("", &["plain"][..]),
        ("?is_available_for_contact=true", &["plain", "contact"]),
        (
            "?is_company_api_token=true&is_available_for_contact=true",
            &["plain", "contact", "token"],
        ),
    ] {
        assert_eq!(listed(&mock, query).await, expected, "{query}");
    }
}

#[tokio::test(start_paused = true)]
async fn lists_lag_behind_writes() {
    // The paused clock runs on by itself, so that only the order of events counts here.
    let mock = with(Seed::numbered(2), |options| options.list_lag_ms = 3_600_000).await;
    assert_eq!(listed(&mock, "").await, ["user1", "user2"]);
    let guid = mock.create("new@example.com").await;
    let second = mock.server.users()[1]["guid"]
        .as_str()
        .expect("a guid")
        .to_owned();
    let path = format!("/v2/users/{second}");
    mock.patch(&path, &json!({ "email": "edited@example.com" }))
        .await;
    let first = mock.server.users()[0]["guid"]
        .as_str()
        .expect("a guid")
        .to_owned();
    mock.call(Method::DELETE, &format!("/v2/users/{first}"), None)
        .await;

    // Lists show none of it, a single user and a second creation do.
    assert_eq!(listed(&mock, "").await, ["user1", "user2"]);
    assert_eq!(listed(&mock, "?email=new@example.com").await, [""; 0]);
    assert_eq!(mock.get(&format!("/v2/users/{guid}")).await.status, 200);
    assert_eq!(mock.get(&format!("/v2/users/{first}")).await.status, 404);
    assert_eq!(
        mock.post("/v2/users", &new_user("new@example.com"))
            .await
            .status,
        409
    );

    tokio::time::advance(Duration::from_secs(3601)).await;
    assert_eq!(listed(&mock, "").await, ["edited", "new"]);
}

#[tokio::test]
async fn lists_that_begin_to_lag_show_who_was_there() {
    let mock = with_users(1).await;
    mock.create("old@example.com").await;
    mock.server.set_options(|options| {
        options.list_lag_ms = 50;
        options.get_lags = true;
    });
    let guid = mock.create("new@example.com").await;
    let path = format!("/v2/users/{guid}");
    assert_eq!(
        mock.get(&path).await.status,
        404,
        "reading one lags as well"
    );
    assert_eq!(listed(&mock, "").await, ["user1", "old"]);
    tokio::time::sleep(Duration::from_millis(60)).await;
    assert_eq!(listed(&mock, "").await, ["user1", "old", "new"]);
    assert_eq!(mock.get(&path).await.status, 200);
    mock.server.activate(&guid);
    mock.server.set_options(|options| options.list_lag_ms = 0);
    let page = mock.get("/v2/users?email=new@example.com").await.response;
    assert_eq!(page["results"][0]["status"], "Activated");
}

#[tokio::test]
async fn parameters_are_ignored() {
    let mock = with(Seed::numbered(3), |options| {
        options.ignored_parameters = vec!["email".to_owned(), "sort".to_owned()];
    })
    .await;
    let query = "?email=nobody@example.com&sort=-email";
    assert_eq!(listed(&mock, query).await, ["user1", "user2", "user3"]);
    assert_eq!(listed(&mock, "?email_q=user2").await, ["user2"]);
}

#[tokio::test]
async fn pages_are_smaller_than_asked_for() {
    let mock = with(Seed::numbered(3), |options| options.page_cap = Some(1)).await;
    let mut path = "/v2/users?limit=100".to_owned();
    let mut seen = Vec::new();
    loop {
        let page = mock.get(&path).await.response;
        assert_eq!(page["count"], 3);
        assert_eq!(page["results"].as_array().map(Vec::len), Some(1));
        seen.extend(names(&page));
        let Some(next) = page["links"]["next"].as_str() else {
            break;
        };
        path = next.replace(&mock.server.url(), "");
    }
    assert_eq!(seen, ["user1", "user2", "user3"]);
    assert_eq!(listed(&mock, "?limit=1&offset=2").await, ["user3"]);
}

#[tokio::test]
async fn counts_and_links_are_wrong() {
    let mock = with(Seed::numbered(25), |options| {
        options.count_error = 1;
        options.no_next_link = true;
    })
    .await;
    let page = mock.get("/v2/users?limit=10").await.response;
    assert_eq!(names(&page).len(), 10);
    assert_eq!(
        (&page["count"], &page["links"]["next"]),
        (&json!(26), &Value::Null)
    );
    let page = mock
        .get("/v2/users?email=nobody@example.com")
        .await
        .response;
    assert_eq!((&page["count"], &page["results"]), (&json!(1), &json!([])));

    mock.server
        .set_options(|options| options.count_error = -100);
    assert_eq!(mock.get("/v2/users").await.response["count"], 0);
}

#[tokio::test]
async fn the_first_page_comes_for_ever() {
    let mock = with(Seed::numbered(25), |options| {
        options.repeat_first_page = true
    })
    .await;
    let first = mock.get("/v2/users?limit=10").await.response;
    let mut next = first["links"]["next"].clone();
    for _ in 0..5 {
        let link = next.as_str().expect("a next page");
        let page = mock
            .get(&link.replace(&mock.server.url(), ""))
            .await
            .response;
        assert_eq!(page["results"], first["results"]);
        next = page["links"]["next"].clone();
    }
    // A list of one page has no next one.
    let page = mock.get("/v2/users?limit=25").await.response;
    assert_eq!(page["links"]["next"], Value::Null);
}

#[tokio::test]
async fn two_users_may_have_one_email() {
    let mock = with(Seed::empty(), |options| options.unique_emails = false).await;
    mock.create("twice@example.com").await;
    mock.create("twice@example.com").await;
    assert_eq!(
        listed(&mock, "?email=twice@example.com").await,
        ["twice", "twice"]
    );
}

#[tokio::test]
async fn a_taken_email_is_refused_in_another_way() {
    for status in [400, 403, 404, 422] {
        let mock = with(Seed::numbered(1), |options| {
            options.taken_status = status;
            options.taken_detail = "A user with this email is already taken.".to_owned();
        })
        .await;
        let answer = mock.post("/v2/users", &new_user("user1@example.com")).await;
        assert_eq!(answer.status, status);
        assert_eq!(answer.detail(), "A user with this email is already taken.");
        assert_eq!(mock.server.users().len(), 1);
    }
}

#[tokio::test]
async fn names_are_trimmed() {
    let mock = with(Seed::empty(), |options| options.trim_names = true).await;
    let mut user = new_user("spaces@example.com");
    user["formal_name"] = json!("  Arnold Brown ");
    assert_eq!(
        mock.post("/v2/users", &user).await.response["formal_name"],
        "Arnold Brown"
    );
    mock.server
        .set_options(|options| options.trim_names = false);
    user["email"] = json!("more@example.com");
    let kept = mock.post("/v2/users", &user).await.response;
    assert_eq!(kept["formal_name"], "  Arnold Brown ");
}

#[tokio::test]
async fn users_have_gaps() {
    let mock = with(Seed::numbered(1), |options| {
        options.omit_fields = ["last_login_time", "features.can_update"]
            .map(str::to_owned)
            .into();
        options.null_fields = ["group", "roles.name"].map(str::to_owned).into();
    })
    .await;
    let guid = mock.server.users()[0]["guid"]
        .as_str()
        .expect("a guid")
        .to_owned();
    let path = format!("/v2/users/{guid}");
    let shown = [
        mock.get("/v2/users").await.response["results"][0].clone(),
        mock.get(&path).await.response,
        mock.patch(&path, &json!({ "friendly_name": "New" }))
            .await
            .response,
        mock.post("/v2/users", &new_user("x@example.com"))
            .await
            .response,
    ];
    for user in shown {
        assert!(user.get("last_login_time").is_none(), "{user}");
        assert_eq!(
            user["features"],
            json!([{ "slug": "wfh-ro", "value": false }]),
            "{user}"
        );
        assert_eq!(user["group"], Value::Null, "{user}");
        assert_eq!(user["roles"][0]["name"], Value::Null, "{user}");
        assert!(user["roles"][0]["slug"].is_string(), "{user}");
    }
    // The account has all of it.
    assert!(mock.server.users()[0]["group"].is_object());
}

#[tokio::test]
async fn options_combine_with_each_other_and_with_faults() {
    let mock = with(Seed::empty(), |options| {
        options.hide_by_default = true;
        options.list_lag_ms = 50;
    })
    .await;
    let lost = bitsight_users_mock::Fault::reset();
    mock.server.inject(
        lost.apply_after(Duration::from_millis(50))
            .on("create_user"),
    );
    let mut user = new_user("lost@example.com");
    user["is_available_for_contact"] = json!(true);
    assert!(
        mock.send(Method::POST, "/v2/users", Some(&user))
            .await
            .is_err()
    );
    assert_eq!(mock.server.users().len(), 0, "not yet");
    eventually(|| mock.server.users().len() == 1).await;
    let query = "?is_available_for_contact=true";
    assert_eq!(listed(&mock, query).await, [""; 0], "lists lag");
    tokio::time::sleep(Duration::from_millis(60)).await;
    assert_eq!(listed(&mock, query).await, ["lost"]);
    assert_eq!(listed(&mock, "").await, [""; 0], "lists hide");
}

#[tokio::test]
async fn the_readme_lists_every_option_and_every_example_is_valid() {
    let readme = include_str!("../../README.md");
    let (_, table) = readme
        .split_once("| Option | Default |")
        .expect("the table");
    let (table, _) = table.split_once("## Faults").expect("its end");
    let rows = table
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    let listed: Vec<_> = rows.map(|(name, _)| name).collect();
    let options = with_users(0).await.admin_get("/options").await;
    let names: Vec<_> = options
        .as_object()
        .expect("options")
        .keys()
        .cloned()
        .collect();
    assert_eq!(listed, names);

    let examples = readme
        .split('`')
        .filter(|text| text.starts_with("{\"kind\""));
    let examples: Vec<_> = examples
        .map(|text| (text, text.parse::<bitsight_users_mock::Fault>()))
        .collect();
    assert!(examples.len() > 30, "{}", examples.len());
    for (text, fault) in examples {
        assert!(fault.is_ok(), "{text}: {fault:?}");
    }
}

#[tokio::test]
async fn a_role_that_the_document_does_not_list_is_refused_unless_it_is_allowed() {
    let mock = empty().await;
    let mut user = new_user("v@example.com");
    user["roles"] = json!([{ "slug": "customer_usher" }]);
    let answer = mock.post("/v2/users", &user).await;
    assert_eq!(answer.status, 400, "{}", answer.text);
    assert_eq!(answer.detail(), "roles[0].slug: there is no such role");
    assert!(mock.server.users().is_empty());
    mock.server
        .set_options(|options| options.unknown_roles = true);
    let answer = mock.post("/v2/users", &user).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    // Every role of the document is known.
    mock.server
        .set_options(|options| options.unknown_roles = false);
    let document = document().unwrap();
    let roles = &document.value()["components"]["schemas"]["KnownRole"]["enum"];
    let roles = roles.as_array().unwrap();
    assert!(roles.len() >= 9, "{roles:?}");
    for role in roles {
        user["email"] = json!(format!("{}@example.com", role.as_str().unwrap()));
        user["roles"] = json!([{ "slug": role }]);
        let answer = mock.post("/v2/users", &user).await;
        assert_eq!(answer.status, 201, "{}", answer.text);
    }
}
