//! Which requests are invalid, and the violations that they report.

use serde_json::{Value, json};

use super::*;
use crate::{
    Request, UserChanges,
    generated::schemas::{LIST_USERS_QUERY, NEW_USER, USER_CHANGES},
    types::{ListCompanyViewsQuery, ListUsersQuery, NewUser},
};

fn refusal(object: &Object, value: Value) -> (String, String) {
    let violation = object.check(&value).unwrap_err();
    (violation.field, violation.problem)
}

#[test]
fn a_new_user_names_the_field_that_is_wrong() {
    let good = json!({ "friendly_name": "Arnold", "formal_name": "Arnold Brown",
        "email": "arnold@actorsfilms.us", "roles": [{ "slug": "customer_user" }] });
    assert_eq!(NEW_USER.check(&good), Ok(()));

    for (pointer, bad, field, problem) in [
        ("/email", json!("arnold"), "email", "email address"),
        ("/email", json!("@"), "email", "email address"),
        ("/email", json!(" "), "email", "empty"),
        ("/email", json!(7), "email", "must be a string, is a number"),
        ("/email", json!(null), "email", "must be a string, is null"),
        ("/roles", json!([]), "roles", "exactly 1 element, has 0"),
        (
            "/roles",
            json!([{ "slug": "a" }, { "slug": "b" }]),
            "roles",
            "has 2",
        ),
        ("/roles", json!("customer_user"), "roles", "must be a list"),
        ("/roles/0", json!({ "slug": "" }), "roles[0].slug", "empty"),
        ("/roles/0", json!({}), "roles[0].slug", "required"),
        (
            "/roles/0",
            json!({ "slug": "a", "name": "b" }),
            "roles[0].name",
            "not a known field",
        ),
    ] {
        let mut user = good.clone();
        *user.pointer_mut(pointer).unwrap() = bad;
        let (wrong, why) = refusal(&NEW_USER, user);
        assert_eq!(wrong, field);
        assert!(why.contains(problem), "{why}");
    }
    for (name, value, field, problem) in [
        (
            "status",
            json!("created"),
            "status",
            "one of Activated, Created, Deactivated",
        ),
        ("emial", json!("a@b"), "emial", "did you mean `email`"),
        (
            "friendlyName",
            json!("A"),
            "friendlyName",
            "did you mean `friendly_name`",
        ),
        (
            "nothing_like_it",
            json!(1),
            "nothing_like_it",
            "not a known field",
        ),
        (
            "features",
            json!([{ "slug": "wfh-ro", "value": 1 }]),
            "features[0].value",
            "boolean or a string",
        ),
    ] {
        let mut user = good.clone();
        user[name] = value;
        let (wrong, why) = refusal(&NEW_USER, user);
        assert_eq!(wrong, field);
        assert!(why.contains(problem), "{why}");
    }
    let mut user = good.clone();
    user.as_object_mut().unwrap().remove("formal_name");
    assert_eq!(
        refusal(&NEW_USER, user),
        ("formal_name".into(), "is required".into())
    );
    assert_eq!(refusal(&NEW_USER, json!([])).0, "");
}

#[test]
fn an_edit_may_clear_but_not_be_empty() {
    assert_eq!(USER_CHANGES.check(&json!({ "group": null })), Ok(()));
    assert_eq!(USER_CHANGES.check(&json!({ "features": [] })), Ok(()));
    assert!(
        refusal(&USER_CHANGES, json!({}))
            .1
            .contains("at least 1 field")
    );
}

#[test]
fn a_query_has_bounds_and_forms() {
    for (query, field) in [
        (json!({ "limit": -1 }), "limit"),
        (json!({ "limit": 0 }), "limit"),
        (json!({ "limit": 1.5 }), "limit"),
        (json!({ "offset": -1 }), "offset"),
        (json!({ "sort": ["email desc"] }), "sort[0]"),
        (json!({ "sort": ["email", "--email"] }), "sort[1]"),
        (json!({ "sort": ["-"] }), "sort[0]"),
        (json!({ "sort": "email" }), "sort"),
        (json!({ "status": [] }), "status"),
        (json!({ "statsu": ["Created"] }), "statsu"),
    ] {
        assert_eq!(refusal(&LIST_USERS_QUERY, query).0, field);
    }
    for query in [
        json!({}),
        json!({ "sort": ["-group.name"], "limit": 1, "offset": 0 }),
    ] {
        assert_eq!(LIST_USERS_QUERY.check(&query), Ok(()));
    }
}

#[test]
fn a_type_is_refused_as_its_json_is() {
    let user = json!({ "status": "Created", "group": "g", "is_company_api_token": true, "is_available_for_contact": false, "features": [], "friendly_name": "A", "formal_name": "A B", "email": "a@b", "roles": [{ "slug": "r" }] });
    for (name, bad, field) in [
        ("friendly_name", json!(""), "friendly_name"),
        ("formal_name", json!(" "), "formal_name"),
        ("email", json!("a"), "email"),
        ("roles", json!([]), "roles"),
        ("roles", json!([{ "slug": "" }]), "roles[0].slug"),
        (
            "features",
            json!([{ "slug": "wfh-ro", "value": "" }, { "slug": "", "value": true }]),
            "features[1].slug",
        ),
    ] {
        let mut whole = user.clone();
        whole[name] = bad.clone();
        refused_alike::<NewUser>(&whole, field);
        refused_alike::<UserChanges>(&json!({ name: bad, "is_company_api_token": true }), field);
    }
    for (query, field) in [
        (json!({ "limit": 0 }), "limit"),
        (json!({ "q": "", "sort": ["email"] }), "q"),
        (json!({ "sort": ["-"] }), "sort[0]"),
        (json!({ "email": "" }), "email"),
        (json!({ "email_q": "" }), "email_q"),
        (json!({ "formal_name_q": "" }), "formal_name_q"),
        (
            json!({ "guid": [" "], "is_available_for_contact": true }),
            "guid[0]",
        ),
        (json!({ "group_guid": ["g", ""] }), "group_guid[1]"),
        (json!({ "roles_slug": [] }), "roles_slug"),
        (json!({ "status": ["Created", ""] }), "status[1]"),
    ] {
        refused_alike::<ListUsersQuery>(&query, field);
    }
    for (query, field) in [
        (json!({ "days_back": 366 }), "days_back"),
        (json!({ "folder": "" }), "folder"),
        (json!({ "limit": 0 }), "limit"),
    ] {
        refused_alike::<ListCompanyViewsQuery>(&query, field);
    }
    let empty = UserChanges::new().check().unwrap_err();
    assert_eq!(
        empty.to_string(),
        UserChanges::from_json(json!({})).unwrap_err().to_string()
    );
}

/// Reading by serde alone makes no checks.
fn refused_alike<R: Request>(json: &Value, field: &str) {
    let typed: R = serde_json::from_value(json.clone()).unwrap();
    let (typed, read) = (
        typed.check().unwrap_err(),
        R::from_json(json.clone()).err().unwrap(),
    );
    assert_eq!(typed.field(), Some(field), "{typed}");
    assert_eq!(typed.to_string(), read.to_string());
}
