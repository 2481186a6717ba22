//! What an account can start with.

use bitsight_users_mock::{MockServer, Seed};
use serde_json::json;

use crate::support::start;

#[tokio::test]
async fn the_example_is_a_seed() {
    let seed = Seed::example().expect("a seed");
    let again = serde_json::to_string(&seed).expect("JSON");
    assert_eq!(Seed::parse(&again), Ok(seed));
}

#[tokio::test]
async fn whatever_a_seed_says_is_shown() {
    let user = json!({
        "guid": "not-a-uuid",
        "email": "odd@example.com",
        "status": "Suspended",
        "joined_time": "2024-04-01 12:34:56",
        "roles": [{ "name": "Group Admin", " slug": "customer_group_admin" }],
        "unknown": { "deep": [1, 2.5, null] },
    });
    let seed = Seed::empty().user(user.clone());
    let mock = start(MockServer::builder().seed(seed)).await;
    let shown = mock.get("/v2/users/not-a-uuid").await.response;
    for (field, value) in user.as_object().expect("an object") {
        assert_eq!(&shown[field], value, "{field}");
    }
    assert_eq!(shown["features"][0]["slug"], "wfh-ro");
}

#[tokio::test]
async fn bad_seeds_are_refused() {
    assert!(Seed::parse("{\"usres\": []}").is_err());
    let twice = Seed::empty()
        .user(json!({ "guid": "a" }))
        .user(json!({ "guid": "a" }));
    let lost = Seed::empty().user(json!({ "group": "nowhere" }));
    let mut homeless = Seed::empty();
    homeless.default_group = Some("nowhere".to_owned());
    for (seed, message) in [
        (twice, "seed: users[1]: a second user has the guid a"),
        (lost, "seed: users[0]: group: there is no such access group"),
        (
            homeless,
            "seed: default_group: there is no such access group",
        ),
    ] {
        let error = MockServer::builder()
            .seed(seed)
            .start()
            .await
            .expect_err("an error");
        assert_eq!(error.to_string(), message);
    }
}
