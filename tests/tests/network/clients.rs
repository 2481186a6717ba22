//! An HTTP client of the caller's.

use std::time::Duration;

use bitsight_users::{Client, Code, Effect};
use bitsight_users_mock::DEFAULT_TOKEN;
use bitsight_users_tests::start_mock;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use crate::support::{local, network};

#[tokio::test]
async fn a_client_of_the_callers_brings_its_proxy_and_certificates() {
    let (network, _) = network().await;
    let certificate = reqwest::Certificate::from_pem(network.ca_pem.as_bytes()).unwrap();
    let http = reqwest::Client::builder()
        .proxy(reqwest::Proxy::https(&network.proxy).unwrap())
        .tls_certs_only([certificate])
        .build()
        .unwrap();
    let client = local(&network).base_url(&network.named_url);
    let client = client.http_client(http).build().unwrap();
    let quota = client.get_user_quota().await.unwrap();
    assert_eq!(quota.total_user_count, Some(4));
    assert_eq!(network.seen().len(), 1);
}

#[tokio::test]
async fn options_that_belong_to_the_http_client_are_refused_beside_it() {
    let (network, _) = network().await;
    let builder = || local(&network).http_client(reqwest::Client::new());
    assert!(builder().build().is_ok());
    for (builder, option) in [
        (builder().user_agent("onboarding/1.0"), "user_agent"),
        (
            builder().connect_timeout(Duration::from_secs(1)),
            "connect_timeout",
        ),
        (builder().connect_timeout(None), "connect_timeout"),
        (builder().ca_bundle(network.ca_pem.clone()), "ca_bundle"),
    ] {
        let error = builder.build().unwrap_err();
        assert_eq!(error.code(), Code::InvalidConfiguration);
        assert_eq!(error.field(), Some(option));
        assert!(error.to_string().contains("`http_client`"), "{error}");
    }
}

#[tokio::test]
async fn a_redirect_that_the_callers_client_follows_is_an_error() {
    let mock = start_mock().await;
    let target = mock.url();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 4096]).await;
            let answer = format!(
                "HTTP/1.1 302 Found\r\nlocation: {target}/v1/users/quota\r\ncontent-length: 0\r\n\
                 connection: close\r\n\r\n"
            );
            let _ = stream.write_all(answer.as_bytes()).await;
        }
    });
    let client = |http: reqwest::Client| {
        let builder = Client::builder().token(DEFAULT_TOKEN).base_url(&url);
        builder.max_retries(0).http_client(http).build().unwrap()
    };
    let follows = client(reqwest::Client::new());
    let error = follows.get_user_quota().await.unwrap_err();
    assert_eq!(error.code(), Code::UnexpectedStatus);
    assert_eq!(error.field(), Some("http_client"));
    assert!(error.to_string().contains("followed a redirect"), "{error}");
    let error = follows.delete_user("a-guid").await.unwrap_err();
    assert_eq!(error.effect(), Effect::Possible);

    let none = reqwest::redirect::Policy::none();
    let stays = client(reqwest::Client::builder().redirect(none).build().unwrap());
    let error = stays.get_user_quota().await.unwrap_err();
    assert_eq!(
        (error.code(), error.status()),
        (Code::UnexpectedStatus, Some(302))
    );
    assert_eq!(error.field(), None);
}
