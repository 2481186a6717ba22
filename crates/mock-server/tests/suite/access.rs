//! Tokens, CORS and the records of requests.

use bitsight_users_mock::{DEFAULT_TOKEN, MockServer, READ_ONLY_TOKEN};
use reqwest::Method;

use crate::support::{empty, new_user, read, start};

#[tokio::test]
async fn requests_need_a_token() {
    let mock = start(
        MockServer::builder()
            .token("one")
            .token("two")
            .read_only_token("three"),
    )
    .await;
    let url = format!("{}/v2/users", mock.server.url());
    let get = || mock.http.get(&url);
    for (request, status) in [
        (get(), 401),
        (get().basic_auth("one", Some("")), 200),
        (get().basic_auth("two", None::<&str>), 200),
        (get().basic_auth("three", Some("")), 200),
        (get().basic_auth(DEFAULT_TOKEN, Some("")), 401),
        (get().basic_auth("one", Some("password")), 401),
        (get().bearer_auth("one"), 401),
        (get().header("authorization", "Basic !!!"), 401),
        (get().header("authorization", "Basic"), 401),
    ] {
        let answer = read(request.send().await.expect("an answer")).await;
        assert_eq!(answer.status, status, "{}", answer.text);
        assert_eq!(answer.detail().is_empty(), status == 200);
    }
}

#[tokio::test]
async fn only_admins_may_write() {
    let mock = empty().await;
    let url = format!("{}/v2/users", mock.server.url());
    let request = |method| {
        mock.http
            .request(method, &url)
            .basic_auth(READ_ONLY_TOKEN, Some(""))
    };
    let post = request(Method::POST).json(&new_user("x@example.com"));
    let answer = read(post.send().await.expect("an answer")).await;
    assert_eq!(
        (answer.status, answer.detail()),
        (403, "Only an admin may do this.")
    );
    assert_eq!(
        read(request(Method::GET).send().await.expect("an answer"))
            .await
            .status,
        200
    );
    assert!(mock.server.users().is_empty());
}

#[tokio::test]
async fn unknown_paths_and_methods_are_refused_in_json() {
    let mock = empty().await;
    for (method, path, status) in [
        (Method::GET, "/v2/nothing", 404),
        (Method::GET, "/v2/users/", 404),
        (Method::PUT, "/v2/users", 405),
        (Method::POST, "/v1/users/quota", 405),
    ] {
        let answer = mock.call(method, path, None).await;
        assert_eq!(answer.status, status, "{path}");
        assert!(!answer.detail().is_empty(), "{path}");
    }
}

#[tokio::test]
async fn pages_of_any_origin_may_call() {
    let mock = empty().await;
    let url = format!("{}/v2/users", mock.server.url());
    let preflight = mock
        .http
        .request(Method::OPTIONS, &url)
        .header("origin", "http://page.example")
        .header("access-control-request-method", "POST")
        .header(
            "access-control-request-headers",
            "authorization,content-type",
        )
        .send()
        .await
        .expect("an answer");
    assert_eq!(preflight.status().as_u16(), 204);
    let header = |name: &str| preflight.headers()[name].to_str().expect("text").to_owned();
    assert_eq!(header("access-control-allow-origin"), "*");
    assert_eq!(
        header("access-control-allow-headers"),
        "authorization,content-type"
    );
    assert!(header("access-control-allow-methods").contains("PATCH"));

    // Refusals have to be readable too.
    let refused = mock.http.get(&url).send().await.expect("an answer");
    assert_eq!(refused.headers()["access-control-allow-origin"], "*");
    let exposed = refused.headers()["access-control-expose-headers"]
        .to_str()
        .expect("text");
    assert!(exposed.contains("retry-after") && exposed.contains("x-request-id"));
}

#[tokio::test]
async fn requests_are_recorded_without_the_token() {
    let mock = empty().await;
    let user = new_user("x@example.com");
    let response = mock
        .send(Method::POST, "/v2/users", Some(&user))
        .await
        .expect("an answer");
    let id = response.headers()["x-request-id"]
        .to_str()
        .expect("text")
        .to_owned();
    mock.get("/v2/users?email=x%40example.com").await;
    let requests = mock.server.requests();
    let [create, list] = &requests[..] else {
        panic!("{requests:?}")
    };
    assert_eq!(create.id, id);
    assert_eq!(create.operation.as_deref(), Some("create_user"));
    assert_eq!(
        (create.method.as_str(), create.target.as_str()),
        ("POST", "/ratings/v2/users")
    );
    assert_eq!(create.body, user.to_string());
    assert_eq!(create.header("authorization"), Some("(hidden)"));
    assert_eq!(create.header("content-type"), Some("application/json"));
    assert_eq!((create.status, create.delivered), (Some(201), 1));
    assert_eq!(list.target, "/ratings/v2/users?email=x%40example.com");
    mock.server.forget_requests();
    assert!(mock.server.requests().is_empty());
    // Ids go on, so that no two responses of a server have the same.
    let response = mock
        .send(Method::GET, "/v2/users", None)
        .await
        .expect("an answer");
    assert_eq!(response.headers()["x-request-id"], "mock-000003");
}

#[tokio::test]
async fn a_stopped_server_no_longer_answers() {
    let mock = empty().await;
    let url = format!("{}/v2/users", mock.server.url());
    drop(mock.server);
    // The listener goes with its task, which ends at the runtime's next chance.
    tokio::task::yield_now().await;
    assert!(mock.http.get(url).send().await.is_err());
}
