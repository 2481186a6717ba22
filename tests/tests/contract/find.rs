//! The one user with an email, and the one access group with a name.

use bitsight_users::{Code, Effect, User, types::AccessGroup};
use bitsight_users_mock::{MockServer, Seed};
use bitsight_users_tests::client;
use serde_json::{Value, json};

use crate::support::{account, parsed};

/// A mock with users who have these emails.
async fn with_users(emails: &[&str]) -> MockServer {
    let seed = emails.iter().fold(Seed::empty(), |seed, email| {
        seed.user(json!({ "email": email }))
    });
    account(seed).await
}

#[tokio::test]
async fn a_user_is_found_by_email_in_any_case() {
    let mock = with_users(&["diane@actorsfilms.us", "arnold@actorsfilms.us"]).await;
    let found = client(&mock)
        .user_by_email(" Arnold@ActorsFilms.us ")
        .await
        .unwrap();
    let user = found.as_ref().unwrap();
    assert_eq!(user.email, "arnold@actorsfilms.us");
    assert_eq!(parsed(found.raw_json()), mock.users()[1]);
    assert_eq!((found.attempts(), found.recovered()), (4, false));
    let requests = mock.requests();
    assert_eq!(requests.len(), 4);
    for request in requests {
        assert!(request.target.contains("email=Arnold%40ActorsFilms.us"));
    }
}

#[tokio::test]
async fn a_user_whom_lists_hide_is_found_by_email() {
    for (token, contact) in [(false, false), (true, false), (false, true), (true, true)] {
        let seed = Seed::empty().user(json!({
            "email": "arnold@actorsfilms.us",
            "is_company_api_token": token,
            "is_available_for_contact": contact,
        }));
        let mock = account(seed).await;
        for includes in [false, true] {
            mock.set_options(|options| {
                options.hide_by_default = true;
                options.flags_include = includes;
            });
            let found = client(&mock).user_by_email("arnold@actorsfilms.us").await;
            assert!(found.unwrap().is_some(), "{token} {contact} {includes}");
        }
    }
}

#[tokio::test]
async fn an_email_that_nobody_has_finds_nobody() {
    let mock = with_users(&["diane@actorsfilms.us"]).await;
    let found = client(&mock).user_by_email("arnold@actorsfilms.us").await;
    let found = found.unwrap();
    assert!(found.is_none());
    assert_eq!((found.raw_json(), found.status()), (None, 200));
}

#[tokio::test]
async fn a_user_is_found_although_the_service_ignores_the_filter() {
    let emails = ["a@example.com", "b@example.com", "c@example.com"];
    let mock = with_users(&emails).await;
    mock.set_options(|options| {
        options.ignored_parameters = vec!["email".to_owned()];
        options.page_cap = Some(1);
        options.no_next_link = true;
    });
    let client = client(&mock);
    for email in emails {
        let found = client.user_by_email(email).await.unwrap();
        assert_eq!(found.as_ref().unwrap().email, email);
    }
    assert!(
        client
            .user_by_email("d@example.com")
            .await
            .unwrap()
            .is_none()
    );
}

#[tokio::test]
async fn an_incomplete_list_does_not_show_that_a_user_is_absent() {
    let mock = with_users(&["diane@actorsfilms.us"]).await;
    mock.set_options(|options| options.count_error = 1);
    let client = client(&mock);
    let error = client
        .user_by_email("arnold@actorsfilms.us")
        .await
        .unwrap_err();
    assert_eq!((error.code(), error.effect()), (Code::Decode, Effect::None));
    let text = error.to_string();
    assert!(
        text.contains("it is unknown whether a user has this email"),
        "{text}"
    );
    assert!(
        text.contains("did not hold as many users as it counts"),
        "{text}"
    );
    let found = client.user_by_email("diane@actorsfilms.us").await.unwrap();
    assert!(found.is_some());
}

#[tokio::test]
async fn several_users_with_one_email_are_listed() {
    let mock = account(
        Seed::empty()
            .user(json!({ "email": "arnold@actorsfilms.us" }))
            .user(json!({ "email": "Arnold@actorsfilms.us", "is_company_api_token": true })),
    )
    .await;
    mock.set_options(|options| options.hide_by_default = true);
    let error = client(&mock)
        .user_by_email("arnold@actorsfilms.us")
        .await
        .unwrap_err();
    assert_eq!(
        (error.code(), error.effect()),
        (Code::Ambiguous, Effect::None)
    );
    let emails: Vec<String> = error
        .matches::<User>()
        .into_iter()
        .map(|user| user.email)
        .collect();
    assert_eq!(emails, ["arnold@actorsfilms.us", "Arnold@actorsfilms.us"]);
    let texts: Vec<Value> = error
        .matches_json()
        .iter()
        .map(|text| parsed(Some(text)))
        .collect();
    assert_eq!(texts, mock.users());
    let text = error.to_string();
    assert!(text.contains("2 users have this email"), "{text}");
    assert!(!text.contains("actorsfilms"), "{text}");
}

#[tokio::test]
async fn an_empty_email_or_name_is_refused() {
    let mock = with_users(&[]).await;
    let client = client(&mock);
    let email = client.user_by_email(" ").await.unwrap_err();
    let name = client.access_group_by_name("").await.unwrap_err();
    for (error, field) in [(email, "email"), (name, "name")] {
        assert_eq!(
            (error.code(), error.field()),
            (Code::InvalidArgument, Some(field))
        );
        assert!(error.to_string().contains("must not be empty"), "{error}");
    }
    assert!(mock.requests().is_empty());
}

#[tokio::test]
async fn an_access_group_is_found_by_name_in_any_case() {
    let seed = Seed::empty()
        .group("g1", "Analytics")
        .group("g2", "Ärzte")
        .group("g3", "Analytics Team");
    let mock = account(seed).await;
    let client = client(&mock);
    for (name, guid) in [
        ("analytics team", "g3"),
        (" ANALYTICS", "g1"),
        ("ärzte", "g2"),
    ] {
        let found = client.access_group_by_name(name).await.unwrap();
        assert_eq!(found.as_ref().unwrap().guid, guid);
        assert_eq!(parsed(found.raw_json())["guid"], guid);
        assert_eq!(found.attempts(), 1);
    }
    assert!(client.access_group_by_name("Team").await.unwrap().is_none());
}

#[tokio::test]
async fn several_access_groups_with_one_name_are_listed() {
    let seed = Seed::empty()
        .group("g1", "Analytics")
        .group("g2", "analytics");
    let mock = account(seed).await;
    let error = client(&mock)
        .access_group_by_name("Analytics")
        .await
        .unwrap_err();
    assert_eq!(
        (error.code(), error.effect()),
        (Code::Ambiguous, Effect::None)
    );
    let groups = error.matches::<AccessGroup>();
    let guids: Vec<&str> = groups.iter().map(|group| group.guid.as_str()).collect();
    assert_eq!(guids, ["g1", "g2"]);
    assert!(
        error.to_string().contains("2 access groups have this name"),
        "{error}"
    );
}
