//! Certificates of a private authority: the option, and `SSL_CERT_FILE`.

use bitsight_users::Code;

use crate::support::{local, network, read_quota};

#[tokio::test]
async fn an_unknown_authority_is_refused_before_the_token_is_sent() {
    let (network, _) = network().await;
    let client = local(&network).build().unwrap();
    let error = client.get_user_quota().await.unwrap_err();
    assert_eq!(error.code(), Code::Connection);
    let expected = "the certificate of 127.0.0.1 was not accepted";
    assert!(error.to_string().contains(expected), "{error}");
}

#[tokio::test]
async fn a_ca_bundle_is_trusted() {
    let (network, _) = network().await;
    // Text around the certificates is part of many bundles.
    let bundle = format!("# Example authority\n{}\n{0}", network.ca_pem);
    let client = local(&network).ca_bundle(bundle).build().unwrap();
    let quota = client.get_user_quota().await.unwrap();
    assert_eq!(quota.total_user_count, Some(4));
}

#[tokio::test]
async fn a_bundle_that_holds_no_certificate_is_refused() {
    let (network, _) = network().await;
    let cut = &network.ca_pem[..network.ca_pem.len() / 2];
    let odd = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for bundle in ["", "no certificate", cut, odd] {
        let error = local(&network).ca_bundle(bundle).build().unwrap_err();
        assert_eq!(error.code(), Code::InvalidConfiguration);
        assert_eq!(error.field(), Some("ca_bundle"), "{bundle:?}: {error}");
    }
}

#[tokio::test]
async fn the_file_of_ssl_cert_file_is_trusted() {
    let (network, ca) = network().await;
    let read = read_quota(&[
        ("BITSIGHT_BASE_URL", &network.local_url),
        ("SSL_CERT_FILE", ca.path()),
    ])
    .await;
    assert_eq!(read, "4 users");
}

#[tokio::test]
async fn an_ssl_cert_file_without_certificates_is_an_error_that_says_so() {
    let (network, _) = network().await;
    let read = read_quota(&[
        ("BITSIGHT_BASE_URL", &network.local_url),
        ("SSL_CERT_FILE", "/nowhere/ca.pem"),
    ])
    .await;
    assert!(read.starts_with("invalid_configuration: "), "{read}");
    assert!(read.contains("No CA certificates were loaded"), "{read}");
}
