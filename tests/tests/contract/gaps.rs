//! Users and other resources that lack documented fields, or have values of another type in them.

use bitsight_users::{Client, Code, User, types::ListUsersQuery};
use bitsight_users_mock::Fault;
use bitsight_users_tests::{client, start_mock};
use serde_json::{Value, json};

use crate::support::{Service, page, users};

const GUID: &str = "11111111-aaaa-1111-aaaa-111111111111";

/// A user with every field that is documented.
fn whole() -> Value {
    json!({
        "guid": GUID,
        "friendly_name": "Arnold",
        "formal_name": "Arnold Brown",
        "email": "arnold@actorsfilms.us",
        "group": { "guid": "g", "name": "G" },
        "status": "Activated",
        "last_login_time": "2020-05-18T17:57:54Z",
        "joined_time": "2020-02-02T20:20:20Z",
        "roles": [{ "name": "User", "slug": "customer_user" }],
        "is_available_for_contact": false,
        "is_company_api_token": false,
        "features": [{ "slug": "wfh-ro", "value": true, "can_update": false }],
        "landing_page": "DEFAULT",
        "preferred_contact_for_entities": ["entity"],
        "mfa_status": "Enabled",
    })
}

/// The fields of a user but for those that identify it.
fn optional_fields() -> Vec<String> {
    let user = whole();
    let names = user.as_object().unwrap().keys().cloned();
    names
        .filter(|name| name != "guid" && name != "email")
        .collect()
}

/// The user with one field changed, or without it.
fn with(field: &str, value: Option<Value>) -> Value {
    let mut user = whole();
    let fields = user.as_object_mut().unwrap();
    match value {
        Some(value) => fields.insert(field.to_owned(), value),
        None => fields.shift_remove(field),
    };
    user
}

/// What the client reads when the service sends a user.
async fn read(client: &Client, mock: &bitsight_users_mock::MockServer, sent: &Value) -> User {
    mock.inject(Fault::status(200, sent.to_string()));
    let read = client.get_user(GUID).await;
    let user = read.unwrap_or_else(|error| panic!("{sent}: {error}"));
    assert_eq!(user.raw_json(), Some(sent.to_string().as_str()));
    user.into_inner()
}

#[tokio::test]
async fn a_user_without_a_field_is_read() {
    let mock = start_mock().await;
    let client = client(&mock);
    for field in optional_fields() {
        for value in [None, Some(Value::Null)] {
            let user = read(&client, &mock, &with(&field, value)).await;
            let mut expected = whole();
            expected.as_object_mut().unwrap().shift_remove(&field);
            assert_eq!(serde_json::to_value(user).unwrap(), expected, "{field}");
        }
    }
    let smallest = json!({ "guid": GUID, "email": "arnold@actorsfilms.us" });
    let user = read(&client, &mock, &smallest).await;
    assert_eq!(serde_json::to_value(user).unwrap(), smallest);
}

#[tokio::test]
async fn a_field_of_another_type_reads_as_absent() {
    let mock = start_mock().await;
    let client = client(&mock);
    let odd = [
        json!(5),
        json!([5]),
        json!({ "name": 5 }),
        json!("text"),
        json!(true),
    ];
    let kind = |value: &Value| std::mem::discriminant(value);
    for field in optional_fields() {
        let documented = kind(&whole()[&field]);
        for value in odd.iter().filter(|value| kind(value) != documented) {
            let user = read(&client, &mock, &with(&field, Some(value.clone()))).await;
            let mut expected = whole();
            expected.as_object_mut().unwrap().shift_remove(&field);
            assert_eq!(
                serde_json::to_value(user).unwrap(),
                expected,
                "{field}: {value}"
            );
        }
    }
    // Within a field, no more than what can't be read is missing.
    let features = json!([{ "slug": "wfh-ro", "value": true }, { "slug": "a", "value": 5, "can_update": "no" }]);
    let user = read(&client, &mock, &with("features", Some(features))).await;
    let features = serde_json::to_value(user.features).unwrap();
    assert_eq!(
        features,
        json!([{ "slug": "wfh-ro", "value": true }, { "slug": "a", "value": 5 }])
    );
    let group = json!({ "guid": 5, "name": "G" });
    let user = read(&client, &mock, &with("group", Some(group))).await;
    assert_eq!(
        serde_json::to_value(user.group).unwrap(),
        json!({ "name": "G" })
    );
}

#[tokio::test]
async fn a_user_without_guid_or_email_is_a_decode_error() {
    let mock = start_mock().await;
    let client = client(&mock);
    for field in ["guid", "email"] {
        for value in [None, Some(Value::Null), Some(json!(5))] {
            let sent = with(field, value).to_string();
            mock.inject(Fault::status(200, sent.clone()));
            let error = client.get_user(GUID).await.unwrap_err();
            assert_eq!(error.code(), Code::Decode);
            assert_eq!(error.body(), Some(sent.as_str()));
        }
    }
}

#[tokio::test]
async fn companies_groups_and_quotas_are_read_with_gaps() {
    let mock = start_mock().await;
    let client = client(&mock);
    let company = json!({ "guid": "c", "name": "C" });
    for rating in [Value::Null, json!("none"), json!(1.5)] {
        let mut rated = company.clone();
        rated["rating"] = rating;
        mock.inject(Fault::status(
            200,
            json!({ "top_viewed": [rated] }).to_string(),
        ));
        let views = client
            .list_company_views(GUID, &Default::default())
            .await
            .unwrap();
        let top = serde_json::to_value(&*views).unwrap();
        assert_eq!(top, json!({ "top_viewed": [company] }));
    }
    let groups =
        json!({ "groups": [{ "guid": "g", "name": null, "user_count": "2" }], "default_group": 5 });
    mock.inject(Fault::status(200, groups.to_string()));
    let groups = client.list_access_groups().await.unwrap();
    assert_eq!(
        serde_json::to_value(&*groups).unwrap(),
        json!({ "groups": [{ "guid": "g" }] })
    );

    mock.inject(Fault::status(
        200,
        json!({ "total_active_quota": null, "active_user_count": 1 }).to_string(),
    ));
    let quota = client.get_user_quota().await.unwrap();
    assert_eq!(
        (quota.active_user_count, quota.total_active_quota),
        (Some(1), None)
    );
}

/// A list of five, the second and third of whom nobody can read.
async fn list_with_unreadable_entries() -> (Service, Vec<Value>) {
    let mut entries = users(1..=5);
    entries[0]["status"] = json!(7);
    entries[1] = json!({ "email": "user2@example.com" });
    entries[2] = json!("user3");
    let shown = entries.clone();
    let service = Service::start(move |_, limit, offset, _| {
        let end = (offset + limit).min(5);
        page(
            Value::Null,
            5,
            shown.get(offset..end).unwrap_or_default().to_vec(),
        )
    })
    .await;
    (service, entries)
}

#[tokio::test]
async fn an_unreadable_entry_takes_no_other_along() {
    let (service, entries) = list_with_unreadable_entries().await;
    let page = service
        .client()
        .list_users(&Default::default())
        .await
        .unwrap();
    let read: Vec<_> = page.results.iter().map(|user| user.guid.as_str()).collect();
    assert_eq!(read, ["guid-1", "guid-4", "guid-5"]);
    let unreadable: Vec<_> = page.unreadable().iter().map(|entry| entry.index).collect();
    assert_eq!(unreadable, [1, 2]);
    assert_eq!(page.unreadable()[0].raw_json, entries[1].to_string());
    assert!(page.unreadable()[0].problem.contains("guid"), "{page:?}");
    assert_eq!(page.count, 5);
}

#[tokio::test]
async fn a_list_is_read_on_after_an_unreadable_entry() {
    let (service, entries) = list_with_unreadable_entries().await;
    for limit in [1, 2, 100] {
        let client = service.client();
        let mut list = client.list_users_stream(&ListUsersQuery::new().limit(limit));
        let (mut read, mut unreadable) = (Vec::new(), Vec::new());
        while let Some(entry) = list.next().await {
            match entry {
                Ok(user) => read.push(user.guid),
                Err(error) => {
                    assert_eq!(error.code(), Code::Decode);
                    unreadable.push(error.body().unwrap().to_owned());
                }
            }
        }
        assert_eq!(read, ["guid-1", "guid-4", "guid-5"], "{limit} a page");
        assert_eq!(unreadable, [entries[1].to_string(), entries[2].to_string()]);
    }
}
