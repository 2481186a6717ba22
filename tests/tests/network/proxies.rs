//! `HTTPS_PROXY` and `NO_PROXY`.

use bitsight_users::{Client, Code, Effect};
use bitsight_users_tests::{new_user, start_mock};
use serde_json::json;

use crate::support::{network, read_quota};

#[tokio::test]
async fn https_goes_through_the_proxy_of_the_environment() {
    let (network, ca) = network().await;
    for variable in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"] {
        let read = read_quota(&[
            ("BITSIGHT_BASE_URL", &network.named_url),
            (variable, &network.proxy),
            ("SSL_CERT_FILE", ca.path()),
        ])
        .await;
        assert_eq!(read, "4 users", "{variable}");
    }
    let seen = network.seen();
    assert_eq!(seen.len(), 3);
    // Nothing but the name of the host: all that follows is encrypted.
    assert!(
        seen.iter()
            .all(|line| line.starts_with("CONNECT service.invalid:"))
    );
}

#[tokio::test]
async fn credentials_in_the_address_of_a_proxy_are_sent_to_it_alone() {
    let (network, ca) = network().await;
    let proxy = network.proxy.replace("http://", "http://arnold:secret@");
    let read = read_quota(&[
        ("BITSIGHT_BASE_URL", &network.named_url),
        ("HTTPS_PROXY", &proxy),
        ("SSL_CERT_FILE", ca.path()),
    ])
    .await;
    assert_eq!(read, "4 users");
    let seen = network.seen();
    // `arnold:secret` in base64, in lower case as the record has it.
    assert!(seen[0].ends_with("basic yxjub2xkonnly3jlda=="), "{seen:?}");
}

#[tokio::test]
async fn hosts_of_no_proxy_are_reached_directly() {
    let (network, ca) = network().await;
    let read = read_quota(&[
        ("BITSIGHT_BASE_URL", &network.named_url),
        ("HTTPS_PROXY", &network.proxy),
        ("NO_PROXY", ".invalid"),
        ("SSL_CERT_FILE", ca.path()),
    ])
    .await;
    let expected = "connection: get_user_quota: the name of the host service.invalid was not found";
    assert!(read.starts_with(expected), "{read}");
    assert!(network.seen().is_empty());
}

#[tokio::test]
async fn loopback_never_goes_through_a_proxy() {
    let (network, ca) = network().await;
    let mock = start_mock().await;
    let url = mock.url();
    for base_url in [
        url.as_str(),
        &url.replace("127.0.0.1", "localhost"),
        &network.local_url,
    ] {
        let read = read_quota(&[
            ("BITSIGHT_API_TOKEN", bitsight_users_mock::DEFAULT_TOKEN),
            ("BITSIGHT_BASE_URL", base_url),
            ("HTTP_PROXY", &network.proxy),
            ("HTTPS_PROXY", &network.proxy),
            ("ALL_PROXY", &network.proxy),
            ("SSL_CERT_FILE", ca.path()),
        ])
        .await;
        assert!(read.ends_with(" users"), "{base_url}: {read}");
    }
    assert!(network.seen().is_empty());
}

#[tokio::test]
async fn a_proxy_that_makes_no_connection_is_named_and_nothing_was_sent() {
    let (network, _) = network().await;
    let closed = closed_port().await;
    let elsewhere = network.named_url.replace("service.", "elsewhere.");
    for (base_url, proxy) in [(&elsewhere, &network.proxy), (&network.named_url, &closed)] {
        let client = Client::builder()
            .token("a-token")
            .base_url(base_url)
            .max_retries(0)
            .http_client(
                reqwest::Client::builder()
                    .proxy(reqwest::Proxy::all(proxy).unwrap())
                    .build()
                    .unwrap(),
            )
            .build()
            .unwrap();
        let user = new_user(json!({}));
        let error = client.create_user(&user).await.unwrap_err();
        assert_eq!(error.code(), Code::Connection);
        assert_eq!(error.effect(), Effect::None, "{error}");
        assert!(
            error.to_string().contains("the proxy did not connect to "),
            "{error}"
        );
        assert_eq!(error.attempts(), 1);
    }
}

/// A port where nobody listens.
async fn closed_port() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}
