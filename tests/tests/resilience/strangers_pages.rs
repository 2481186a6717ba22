//! Lists of services that repeat themselves or end too early: a stream gives every entry, or an error
//! that says that entries are missing.

use bitsight_users::{Error, types::ListUsersQuery};
use bitsight_users_mock::{Fault, Seed};

use crate::strangers_support::{LIST, Stranger, stranger};

/// The emails that a stream gives, and the error that it ends with.
async fn read(service: &Stranger, limit: u32) -> (Vec<String>, Option<Error>) {
    let query = ListUsersQuery::new().limit(limit);
    let mut stream = service.client.list_users_stream(&query);
    let mut emails = Vec::new();
    while let Some(user) = stream.next().await {
        match user {
            Ok(user) => emails.push(user.email.clone()),
            Err(error) => return (emails, Some(error)),
        }
        assert!(emails.len() <= 1_000, "a list without end");
    }
    (emails, None)
}

fn has_operation_and_url(error: &Error) {
    assert_eq!(error.operation(), Some(LIST), "{error}");
    let url = error.url().unwrap_or_default();
    assert!(url.ends_with("/v2/users"), "{url}");
}

#[tokio::test(start_paused = true)]
async fn a_first_page_that_comes_for_ever_is_an_error() {
    let service = stranger(Seed::numbered(250), |options| {
        options.repeat_first_page = true
    })
    .await;
    let (emails, error) = read(&service, 100).await;
    assert_eq!(emails.len(), 100, "each once");
    let error = error.expect("150 are missing");
    has_operation_and_url(&error);
    let message = error.to_string();
    assert!(
        message.contains("150") || message.contains("250"),
        "how many are missing: {message}"
    );
    assert!(
        service.mock.requests().len() < 20,
        "{}",
        service.mock.requests().len()
    );
}

#[tokio::test(start_paused = true)]
async fn a_list_whose_links_end_too_early_is_read_to_its_count() {
    let service = stranger(Seed::numbered(250), |options| options.no_next_link = true).await;
    let (emails, error) = read(&service, 100).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(emails.len(), 250);
}

#[tokio::test(start_paused = true)]
async fn a_list_that_never_ends_names_operation_and_url() {
    let service = stranger(Seed::numbered(3), |_| {}).await;
    let next = format!("{}/v2/users?offset=100", service.mock.url());
    let page = serde_json::json!([
        { "op": "replace", "path": "/links/next", "value": next },
        { "op": "replace", "path": "/count", "value": 1_000_000 },
        { "op": "replace", "path": "/results", "value": [] },
    ]);
    service.mock.inject(Fault::patch(page).on(LIST).always());
    let (_, error) = read(&service, 100).await;
    has_operation_and_url(&error.expect("a list without end"));
}

#[tokio::test(start_paused = true)]
async fn pages_of_any_size_lose_nobody() {
    for cap in [1, 7, 99] {
        let service = stranger(Seed::numbered(250), |options| options.page_cap = Some(cap)).await;
        let (emails, error) = read(&service, 100).await;
        assert!(error.is_none(), "{error:?}");
        assert_eq!(emails.len(), 250, "pages of {cap}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_page_that_shifts_loses_nobody_silently() {
    let service = stranger(Seed::numbered(250), |_| {}).await;
    service.mock.inject(Fault::shift(3).on(LIST).skip(1));
    let (emails, error) = read(&service, 100).await;
    let mut once = emails.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), emails.len(), "each once");
    assert!(
        error.is_some() || emails.len() == 250,
        "{} of 250",
        emails.len()
    );
}
