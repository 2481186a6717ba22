//! The headers by which an integration names itself.

use bitsight_users::{Client, ClientBuilder, Code};
use bitsight_users_mock::DEFAULT_TOKEN;
use bitsight_users_tests::start_mock;

const HEADERS: [&str; 2] = [
    "x-bitsight-calling-platform-version",
    "x-bitsight-connector-name-version",
];

/// The headers that one request has.
async fn sent(change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> [Vec<String>; 2] {
    let mock = start_mock().await;
    let builder = Client::builder().token(DEFAULT_TOKEN).base_url(mock.url());
    let client = change(builder).build().unwrap();
    client.get_user_quota().await.unwrap();
    let headers = &mock.requests()[0].headers;
    HEADERS.map(|name| {
        let values = headers.iter().filter(|(header, _)| header == name);
        values.map(|(_, value)| value.clone()).collect()
    })
}

#[tokio::test]
async fn an_integration_is_not_named_unless_it_is_set() {
    assert_eq!(
        sent(|builder| builder).await,
        [vec![], vec![]] as [Vec<String>; 2]
    );
}

#[tokio::test]
async fn an_integration_is_named_in_every_request() {
    let named = sent(|builder| {
        builder
            .calling_platform_version("Example Platform 2.1")
            .connector_name_version("Example Connector 1.0")
    });
    assert_eq!(
        named.await,
        [["Example Platform 2.1"], ["Example Connector 1.0"]]
    );
}

#[tokio::test]
async fn an_invalid_name_is_refused_before_anything_is_sent() {
    let builder = || Client::builder().token(DEFAULT_TOKEN);
    for value in ["", " ", " a", "a\n", "a\r\nx-other: b", "é"] {
        for (builder, option) in [
            (
                builder().calling_platform_version(value),
                "calling_platform_version",
            ),
            (
                builder().connector_name_version(value),
                "connector_name_version",
            ),
        ] {
            let error = builder.build().unwrap_err();
            assert_eq!(error.code(), Code::InvalidConfiguration);
            assert_eq!(error.field(), Some(option), "{value:?}");
        }
    }
    let twice = builder()
        .connector_name_version("a 1")
        .header("X-Bitsight-Connector-Name-Version", "a 2");
    let error = twice.build().unwrap_err();
    assert_eq!(error.field(), Some("connector_name_version"));
}
