//! Each operation, its answers and what it changes.

use bitsight_users_mock::{MockServer, Operation, Seed, document};
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{empty, new_user, start, with_users};

#[tokio::test]
async fn the_document_and_the_server_have_the_same_operations() {
    let document = document().expect("a document");
    let mut documented = Vec::new();
    for (path, item) in document.value()["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("an item") {
            if let Some(id) = operation["operationId"].as_str() {
                documented.push((method.to_uppercase(), path.clone(), id.to_owned()));
            }
        }
    }
    let mut served: Vec<_> = Operation::ALL
        .iter()
        .map(|o| {
            (
                o.method().to_string(),
                o.path().to_owned(),
                o.id().to_owned(),
            )
        })
        .collect();
    documented.sort();
    served.sort();
    assert_eq!(documented, served);
}

#[tokio::test]
async fn documented_mode_gives_the_documented_response() {
    let mock = start(MockServer::builder().documented(true)).await;
    let request = json!({
        "friendly_name": "Arnold",
        "formal_name": "Arnold Brown",
        "email": "arnold@actorsfilms.us",
        "roles": [{ "slug": "customer_user" }],
    });
    // The user who came before doesn't matter.
    mock.create("someone@example.com").await;
    let answer = mock.post("/v2/users", &request).await;
    assert_eq!(answer.status, 201);
    let expected = concat!(
        r#"{"guid":"11111111-aaaa-1111-aaaa-111111111111","friendly_name":"Arnold","#,
        r#""formal_name":"Arnold Brown","email":"arnold@actorsfilms.us","#,
        r#""group":{"guid":"bbbbbbbb-2222-bbbb-2222-bbbbbbbbbbbb","name":"All Companies"},"#,
        r#""status":"Created","last_login_time":null,"joined_time":"2020-02-02T20:20:20Z","#,
        r#""roles":[{"name":"User","slug":"customer_user"}],"is_available_for_contact":false,"#,
        r#""is_company_api_token":false,"#,
        r#""features":[{"slug":"wfh-ro","value":false,"can_update":true}]}"#,
    );
    // Text, so that the order of the fields is compared too.
    assert_eq!(answer.text, expected);
}

#[tokio::test]
async fn a_created_user_has_what_was_asked_for() {
    let mock = with_users(0).await;
    let mut request = new_user("full@example.com");
    let group = mock.get("/v1/access-groups").await.response["groups"][1]["guid"].clone();
    request["status"] = json!("Activated");
    request["group"] = group.clone();
    request["roles"] = json!([{ "slug": "vrm_admin" }]);
    request["is_available_for_contact"] = json!(true);
    request["is_company_api_token"] = json!(true);
    request["features"] = json!([
        { "slug": "wfh-ro", "value": true },
        { "slug": "fq-access", "value": "view" },
    ]);
    let created = mock.post("/v2/users", &request).await.response;
    assert_eq!(created["status"], "Activated");
    assert_eq!(
        created["group"],
        json!({ "guid": group, "name": "Group One" })
    );
    assert_eq!(
        created["roles"],
        json!([{ "name": "Vrm Admin", "slug": "vrm_admin" }])
    );
    assert_eq!(created["is_available_for_contact"], true);
    assert_eq!(created["is_company_api_token"], true);
    assert_eq!(
        created["features"],
        json!([
            { "slug": "wfh-ro", "value": true, "can_update": true },
            { "slug": "fq-access", "value": "view", "can_update": true },
        ])
    );
    let path = format!("/v2/users/{}", created["guid"].as_str().expect("a guid"));
    assert_eq!(mock.get(&path).await.response, created);
}

#[tokio::test]
async fn an_email_exists_once_whatever_its_case() {
    let mock = empty().await;
    mock.create("one@example.com").await;
    let answer = mock.post("/v2/users", &new_user("One@Example.com")).await;
    assert_eq!(answer.status, 409);
    assert!(answer.detail().starts_with("email: "), "{}", answer.text);
    let other = mock.create("two@example.com").await;
    let changes = json!({ "email": "ONE@example.com" });
    assert_eq!(
        mock.patch(&format!("/v2/users/{other}"), &changes)
            .await
            .status,
        409
    );
    // One's own address is no conflict.
    let changes = json!({ "email": "Two@example.com" });
    assert_eq!(
        mock.patch(&format!("/v2/users/{other}"), &changes)
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn creations_are_limited_by_the_month() {
    let mock = start(MockServer::builder().monthly_limit(2)).await;
    mock.create("a@example.com").await;
    mock.create("b@example.com").await;
    // Refused requests don't count.
    assert_eq!(
        mock.post("/v2/users", &new_user("b@example.com"))
            .await
            .status,
        409
    );
    let answer = mock.post("/v2/users", &new_user("c@example.com")).await;
    assert_eq!(answer.status, 402);
    assert!(
        answer.detail().contains("2 created users"),
        "{}",
        answer.text
    );
    assert_eq!(mock.server.users().len(), 2);
    mock.admin("/clock", &json!({ "now": "2020-03-01T00:00:00Z" }))
        .await;
    mock.create("c@example.com").await;
}

#[tokio::test]
async fn an_edit_changes_the_sent_fields_and_no_others() {
    let mock = with_users(1).await;
    let guid = mock.server.users()[0]["guid"]
        .as_str()
        .expect("a guid")
        .to_owned();
    let path = format!("/v2/users/{guid}");
    let before = mock.server.users()[0].clone();

    let answer = mock
        .patch(&path, &json!({ "formal_name": "Somebody Else" }))
        .await;
    assert_eq!(answer.status, 200);
    let mut expected = before.clone();
    expected["formal_name"] = json!("Somebody Else");
    assert_eq!(mock.server.users()[0], expected);

    let changes = json!({ "features": [{ "slug": "wfh-ro", "value": true }], "is_available_for_contact": true });
    let after = mock.patch(&path, &changes).await.response;
    assert_eq!(
        after["features"],
        json!([{ "slug": "wfh-ro", "value": true, "can_update": true }])
    );
    // An empty list of settings sets none; null goes back to the usual ones.
    let after = mock.patch(&path, &json!({ "features": [] })).await.response;
    assert_eq!(after["features"][0]["value"], true);
    let changes = json!({ "features": null, "is_available_for_contact": null, "group": null });
    let after = mock.patch(&path, &changes).await.response;
    assert_eq!(after["features"][0]["value"], false);
    assert_eq!(after["is_available_for_contact"], false);
    assert_eq!(after["group"]["name"], "All Companies");
}

#[tokio::test]
async fn an_edit_that_fails_changes_nothing() {
    let mock = with_users(1).await;
    let before = mock.server.users();
    let path = format!("/v2/users/{}", before[0]["guid"].as_str().expect("a guid"));
    for (changes, status, field) in [
        (
            json!({ "formal_name": "New", "email": null }),
            400,
            "email: ",
        ),
        (
            json!({ "formal_name": "New", "group": "nowhere" }),
            400,
            "group: ",
        ),
        (
            json!({ "formal_name": "New", "status": "Deactivated" }),
            422,
            "status: ",
        ),
        (json!({ "roles": [] }), 422, "roles: "),
        (json!({}), 422, "body: "),
    ] {
        let answer = mock.patch(&path, &changes).await;
        assert_eq!(answer.status, status, "{changes}: {}", answer.text);
        assert!(
            answer.detail().starts_with(field),
            "{changes}: {}",
            answer.text
        );
    }
    assert_eq!(mock.server.users(), before);
}

#[tokio::test]
async fn a_deleted_user_is_gone() {
    let mock = empty().await;
    let guid = mock.create("gone@example.com").await;
    let path = format!("/v2/users/{guid}");
    let answer = mock.call(Method::DELETE, &path, None).await;
    assert_eq!((answer.status, answer.text.as_str()), (204, ""));
    assert_eq!(mock.call(Method::DELETE, &path, None).await.status, 404);
    assert_eq!(mock.get(&path).await.status, 404);
    // A new user doesn't get the guid of the old one.
    assert_ne!(mock.create("gone@example.com").await, guid);
}

#[tokio::test]
async fn unknown_users_are_not_found() {
    let mock = empty().await;
    for operation in Operation::ALL {
        if !operation.path().contains("{user_guid}") {
            continue;
        }
        for guid in ["nobody", "a%2Fb", "..%2F", "%3f", "%00", "%C3%A9"] {
            let path = operation.path().replace("{user_guid}", guid);
            let body = (operation == Operation::EditUser).then(|| json!({ "formal_name": "x" }));
            let answer = mock.call(operation.method(), &path, body.as_ref()).await;
            assert_eq!(answer.status, 404, "{path}");
            assert!(
                answer.detail().contains("not found"),
                "{path}: {}",
                answer.text
            );
        }
    }
}

#[tokio::test]
async fn two_factor_authentication_has_a_state() {
    let mock = with_users(1).await;
    let guid = mock.server.users()[0]["guid"]
        .as_str()
        .expect("a guid")
        .to_owned();
    let state = || mock.server.users()[0]["mfa_status"].clone();
    let act = async |what: &str| {
        let path = format!("/v2/users/{guid}/{what}");
        mock.call(Method::POST, &path, None).await
    };
    assert_eq!(act("reset-mfa").await.status, 400);
    let answer = act("require-mfa").await;
    assert_eq!((answer.status, answer.text.as_str()), (200, ""));
    assert_eq!(state(), "Pending");
    assert_eq!(act("require-mfa").await.status, 400);
    assert_eq!(
        mock.admin(&format!("/users/{guid}/enroll-mfa"), &Value::Null)
            .await
            .status,
        200
    );
    assert_eq!(state(), "Enabled");
    assert_eq!(act("require-mfa").await.status, 400);
    assert_eq!(act("reset-mfa").await.status, 200);
    assert_eq!(state(), "Not Enabled");
    assert_eq!(act("reset-mfa").await.status, 400);
}

#[tokio::test]
async fn activation_has_a_state() {
    let mock = empty().await;
    let guid = mock.create("new@example.com").await;
    let resend = async || {
        let path = format!("/v2/users/{guid}/resend-activation-email");
        mock.call(Method::POST, &path, None).await.status
    };
    assert_eq!(resend().await, 200);
    assert_eq!(resend().await, 200);
    assert_eq!(
        mock.admin(&format!("/users/{guid}/login"), &Value::Null)
            .await
            .status,
        409
    );
    assert!(mock.server.activate(&guid));
    assert_eq!(resend().await, 400);
    let user = mock
        .admin(&format!("/users/{guid}/login"), &Value::Null)
        .await
        .response;
    assert_eq!(user["last_login_time"], "2020-02-02T20:20:21Z");
    assert!(mock.server.deactivate(&guid));
    assert_eq!(mock.server.users()[0]["status"], "Deactivated");
    assert_eq!(resend().await, 400);
    assert!(!mock.server.activate("nobody"));
}

#[tokio::test]
async fn the_quota_counts() {
    let mut seed = Seed::numbered(4);
    seed.total_active_quota = 3;
    let mock = start(MockServer::builder().seed(seed)).await;
    let expected = json!({
        "active_user_count": 2,
        "inactive_user_count": 2,
        "total_user_count": 4,
        "remaining_active_quota": 1,
        "total_active_quota": 3,
    });
    assert_eq!(mock.get("/v1/users/quota").await.response, expected);
}

#[tokio::test]
async fn company_views_are_filtered_and_ordered() {
    let mock = start(MockServer::builder().seed(Seed::example().expect("a seed"))).await;
    let views = async |query: &str| {
        let guid = "00000000-0000-4000-8000-000000000001";
        let path = format!("/v1/users/{guid}/company-views{query}");
        let answer = mock.get(&path).await.response;
        ["most_recently_viewed", "top_viewed"].map(|list| {
            let companies = answer[list].as_array().expect("a list").iter();
            companies
                .map(|company| company["rating"].as_i64().unwrap_or_default())
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(views("").await, [vec![720, 540, 610], vec![540, 720, 610]]);
    assert_eq!(views("?limit=1").await, [[720], [540]]);
    assert_eq!(views("?days_back=30").await, [[720, 540], [540, 720]]);
    let folder = "?folder=f0000000-0000-4000-8000-000000000001";
    assert_eq!(views(folder).await, [[540], [540]]);
}

#[tokio::test]
async fn access_groups_have_a_default() {
    let mock = empty().await;
    mock.create("member@example.com").await;
    let expected = json!({
        "groups": [{
            "guid": "bbbbbbbb-2222-bbbb-2222-bbbbbbbbbbbb",
            "name": "All Companies",
            "user_count": 1,
            "is_default": true,
        }],
        "default_group": "bbbbbbbb-2222-bbbb-2222-bbbbbbbbbbbb",
    });
    assert_eq!(mock.get("/v1/access-groups").await.response, expected);
}

#[tokio::test]
async fn every_answer_satisfies_the_document() {
    let mock = start(MockServer::builder().seed(Seed::example().expect("a seed"))).await;
    let document = document().expect("a document");
    let created = mock
        .post("/v2/users", &new_user("x@example.com"))
        .await
        .response;
    let guid = created["guid"].as_str().expect("a guid").to_owned();
    for (schema, answer) in [
        ("User", created),
        (
            "User",
            mock.get(&format!("/v2/users/{guid}")).await.response,
        ),
        ("UserPage", mock.get("/v2/users").await.response),
        ("UserQuota", mock.get("/v1/users/quota").await.response),
        (
            "CompanyViews",
            mock.get(&format!("/v1/users/{guid}/company-views"))
                .await
                .response,
        ),
        ("AccessGroups", mock.get("/v1/access-groups").await.response),
        ("ApiError", mock.get("/v2/users/nobody").await.response),
    ] {
        let pointer = format!("/components/schemas/{schema}");
        let json_schema = document.json_schema(&pointer).expect("a schema");
        let validator = jsonschema::validator_for(&json_schema).expect("a validator");
        if let Err(error) = validator.validate(&answer) {
            panic!("{schema}: {error}");
        }
    }
}
