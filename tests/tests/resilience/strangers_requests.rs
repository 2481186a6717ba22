//! Configurations and arguments that can't work: refused at once, by name.

use bitsight_users::{Client, Code, Effect, Error, NewUser, Request};
use bitsight_users_tests::new_user_json;
use serde_json::json;
use tokio::net::TcpListener;

use crate::support::user;

fn refused(builder: bitsight_users::ClientBuilder) -> Error {
    let error = builder.token("a-token").build().unwrap_err();
    assert_eq!(error.code(), Code::InvalidConfiguration, "{error}");
    error
}

#[test]
fn headers_that_belong_to_the_connection_are_refused_by_name() {
    for name in [
        "connection",
        "Transfer-Encoding",
        "expect",
        "keep-alive",
        "proxy-connection",
        "te",
        "trailer",
        "upgrade",
        "content-length",
        "host",
    ] {
        let error = refused(Client::builder().header(name, "x"));
        let message = error.to_string().to_lowercase();
        assert!(message.contains(&name.to_lowercase()), "{message}");
    }
    // Headers by which integrations name themselves are the reason for the option.
    let builder = Client::builder().header("x-bitsight-calling-platform-version", "x");
    builder.token("a-token").build().unwrap();
}

#[test]
fn only_addresses_that_must_be_loopback_may_use_plain_http() {
    for host in [
        "evil.localhost",
        "localhost.example.com",
        "127.0.0.1.example.com",
        "10.0.0.1",
        "0.0.0.0",
        "[::]",
        "example.com",
    ] {
        let error = refused(Client::builder().base_url(format!("http://{host}/ratings")));
        assert_eq!(error.field(), Some("base_url"), "{host}");
    }
    for host in ["127.0.0.1", "127.1.2.3", "[::1]", "localhost"] {
        let builder = Client::builder().base_url(format!("http://{host}/ratings"));
        builder.token("a-token").build().expect(host);
    }
}

#[test]
fn a_base_url_with_a_query_or_a_fragment_is_refused_at_once() {
    for url in [
        "https://h/?",
        "https://h/?a=b",
        "https://h/#",
        "https://h/#a",
        "https://h/ratings?",
    ] {
        let error = refused(Client::builder().base_url(url));
        assert_eq!(error.field(), Some("base_url"), "{url}");
    }
}

#[tokio::test]
async fn a_refused_connection_is_called_so_and_names_the_host() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let client = Client::builder()
        .token("a-token")
        .base_url(format!("http://{address}"));
    let client = client.max_retries(0).build().unwrap();
    let error = client.create_user(&user(1)).await.unwrap_err();
    assert_eq!(
        (error.code(), error.effect()),
        (Code::Connection, Effect::None)
    );
    let message = error.to_string();
    assert!(message.contains("refused"), "{message}");
    assert!(message.contains("127.0.0.1"), "{message}");
}

#[test]
fn messages_say_what_is_meant() {
    let message = |changes| {
        NewUser::from_json(new_user_json(changes))
            .unwrap_err()
            .to_string()
    };
    let spaces = message(json!({ "email": " arnold@actorsfilms.us " }));
    assert!(
        spaces.contains("space") && !spaces.contains('@'),
        "{spaces}"
    );
    let slug = message(json!({ "roles": ["customer_user"] }));
    assert!(slug.contains("slug"), "{slug}");
}
