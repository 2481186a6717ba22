//! Lists of a service with unusual pages, links and counts.

use std::time::Duration;

use bitsight_users::{Code, types::ListUsersQuery};
use serde_json::Value;
use tokio::net::TcpListener;

use crate::support::{Service, collect, emails, link, numbered, page, parameter, read_all, users};

/// The numbers of a list of `count` from an offset on.
fn window(count: usize, offset: usize, length: usize) -> std::ops::RangeInclusive<usize> {
    (offset + 1).min(count + 1)..=(offset + length).min(count)
}

/// The offsets that were asked for.
fn offsets(service: &Service) -> Vec<usize> {
    let targets = service.targets();
    let offset = |target: &String| parameter(target, "offset").unwrap_or(0);
    targets.iter().map(offset).collect()
}

#[tokio::test]
async fn a_short_page_is_not_the_last() {
    // Some that would be on the first page may not be seen by this token.
    let service = Service::start(|_, limit, offset, base| {
        let numbers = window(25, offset, limit).filter(|number| !(4..=9).contains(number));
        let next = (offset + limit < 25).then(|| link(base, offset + limit));
        page(next, 25, users(numbers))
    })
    .await;
    let found = read_all(&service.client(), 10).await;
    assert_eq!(emails(&found), numbered((1..=3).chain(10..=25)));
    assert_eq!(offsets(&service), [0, 10, 20]);
}

#[tokio::test]
async fn pages_smaller_than_asked_for_lose_nobody() {
    for with_links in [true, false] {
        let service = Service::start(move |_, _, offset, base| {
            let next = (with_links && offset + 7 < 25).then(|| link(base, offset + 7));
            page(next, 25, users(window(25, offset, 7)))
        })
        .await;
        let found = read_all(&service.client(), 10).await;
        assert_eq!(emails(&found), numbered(1..=25));
        assert_eq!(offsets(&service), [0, 7, 14, 21]);
    }
}

#[tokio::test]
async fn an_empty_page_is_not_the_last() {
    for with_links in [true, false] {
        let service = Service::start(move |_, limit, offset, base| {
            let next = (with_links && offset + limit < 35).then(|| link(base, offset + limit));
            let hidden = |number: &usize| (11..=20).contains(number);
            let numbers = window(35, offset, limit).filter(|number| !hidden(number));
            page(next, 35, users(numbers))
        })
        .await;
        let found = read_all(&service.client(), 10).await;
        assert_eq!(emails(&found), numbered((1..=10).chain(21..=35)));
        assert_eq!(offsets(&service), [0, 10, 20, 30]);
    }
}

#[tokio::test]
async fn missing_links_lose_nobody() {
    let service = Service::start(|number, limit, offset, _| {
        let mut page = page(Value::Null, 25, users(window(25, offset, limit)));
        match number {
            0 => page["links"] = serde_json::json!({}),
            1 => page["links"]["next"] = "".into(),
            _ => {}
        }
        page
    })
    .await;
    let found = read_all(&service.client(), 10).await;
    assert_eq!(emails(&found), numbered(1..=25));
    assert_eq!(offsets(&service), [0, 10, 20]);
}

#[tokio::test]
async fn a_foreign_link_is_not_followed() {
    let foreign = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let elsewhere = format!("http://{}", foreign.local_addr().unwrap());
    let service = Service::start(move |_, limit, offset, _| {
        page(link(&elsewhere, 999), 25, users(window(25, offset, limit)))
    })
    .await;
    let found = read_all(&service.client(), 10).await;
    assert_eq!(emails(&found), numbered(1..=25));
    assert_eq!(offsets(&service), [0, 10, 20]);
    // No connection was made, so the token was not sent.
    let connected = tokio::time::timeout(Duration::from_millis(20), foreign.accept()).await;
    assert!(connected.is_err());
}

#[tokio::test]
async fn a_link_that_leads_back_does_not_loop() {
    for back in [0, 10] {
        let service = Service::start(move |_, limit, offset, base| {
            page(
                link(base, offset.saturating_sub(back)),
                25,
                users(window(25, offset, limit)),
            )
        })
        .await;
        let found = read_all(&service.client(), 10).await;
        assert_eq!(emails(&found), numbered(1..=25));
        assert_eq!(offsets(&service), [0, 10, 20]);
    }
}

#[tokio::test]
async fn a_link_that_leads_too_far_loses_nobody() {
    let service = Service::start(|_, limit, offset, base| {
        let next = (offset + limit < 25).then(|| link(base, offset + 2 * limit));
        page(next, 25, users(window(25, offset, limit)))
    })
    .await;
    let found = read_all(&service.client(), 10).await;
    assert_eq!(emails(&found), numbered(1..=25));
}

#[tokio::test]
async fn a_list_that_repeats_itself_ends() {
    // A service that takes no notice of the offset, and always has one more page.
    let service = Service::start(|_, limit, offset, base| {
        page(link(base, offset + limit), 10, users(1..=10))
    })
    .await;
    let found = read_all(&service.client(), 10).await;
    assert_eq!(emails(&found), numbered(1..=10));
    assert!(service.targets().len() <= 3, "{:?}", service.targets());
}

#[tokio::test]
async fn a_list_of_empty_pages_ends_in_an_error() {
    let service = Service::start(|_, limit, offset, base| {
        page(link(base, offset + limit), 1_000_000, users([]))
    })
    .await;
    let query = ListUsersQuery::new().limit(10);
    let mut stream = service.client().list_users_stream(&query);
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.code(), Code::Decode);
    assert!(error.to_string().contains("doesn't end"), "{error}");
    assert!(stream.next().await.is_none(), "an end it is");
    assert!(service.targets().len() <= 110);
}

#[tokio::test]
async fn a_count_that_keeps_changing_does_not_loop() {
    let service = Service::start(|number, limit, offset, base| {
        let next = (offset + limit < 100).then(|| link(base, offset + limit));
        // Up and down by more than a page.
        let count = if number % 2 == 0 { 100 } else { 130 };
        page(next, count, users(window(100, offset, limit)))
    })
    .await;
    let stream = service
        .client()
        .list_users_stream(&ListUsersQuery::new().limit(10));
    let found = collect(stream, 100).await;
    assert_eq!(emails(&found), numbered(1..=100));
    // A hundred steps back, some of which lead to the beginning.
    assert!(service.targets().len() < 500, "{}", service.targets().len());

    // Nor does a list with other users at every request.
    let service = Service::start(|number, limit, _, _| {
        let fresh = number * limit..(number + 1) * limit;
        page(Value::Null, 1000 - number % 2, users(fresh))
    })
    .await;
    read_all(&service.client(), 10).await;
    assert!(service.targets().len() < 500, "{}", service.targets().len());
}
