//! Lists are read as fast as the network allows.

use std::time::{Duration, Instant};

use bitsight_users::{Client, types::ListUsersQuery};
use bitsight_users_mock::DEFAULT_TOKEN;
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

use crate::support::parameter;

const USERS: usize = 3_000;
const PAGE: usize = 100;
/// Long, compared with what a page takes without it in a build for tests.
const LATENCY: Duration = Duration::from_millis(200);
/// The default number of requests at once.
const AT_ONCE: usize = 3;
/// A busy machine can slow any single reading down. Only a client that is always too slow fails.
const ATTEMPTS: u32 = 5;

#[tokio::test]
async fn a_long_list_is_read_at_the_speed_of_the_network() {
    let url = slow_service().await;
    let builder = Client::builder().token(DEFAULT_TOKEN).base_url(url);
    let client = builder.build().unwrap();
    let rounds = u32::try_from((USERS / PAGE).div_ceil(AT_ONCE)).unwrap();
    let most = (LATENCY * rounds).mul_f64(1.15) + LATENCY;
    let mut least = Duration::MAX;
    for _ in 0..ATTEMPTS {
        let start = Instant::now();
        let mut users = client.list_users_stream(&ListUsersQuery::new());
        let mut count = 0;
        while let Some(user) = users.next().await {
            user.unwrap();
            count += 1;
        }
        assert_eq!(count, USERS);
        least = least.min(start.elapsed());
        if least <= most {
            return;
        }
    }
    panic!("it took {least:?}, and {most:?} is allowed");
}

/// A list whose pages come after the latency.
async fn slow_service() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let base = url.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, base.clone()));
        }
    });
    url
}

async fn serve(mut stream: TcpStream, url: String) {
    let mut buffer = [0; 4096];
    while let Ok(length @ 1..) = stream.read(&mut buffer).await {
        let head = String::from_utf8_lossy(&buffer[..length]);
        let target = head.split(' ').nth(1).unwrap();
        let offset = parameter(target, "offset").unwrap_or(0);
        let end = (offset + PAGE).min(USERS);
        let next = (end < USERS).then(|| format!("{url}/v2/users?limit={PAGE}&offset={end}"));
        let users: Vec<_> = (offset..end)
            .map(|number| {
                let email = format!("user{number}@example.com");
                json!({ "guid": format!("guid-{number}"), "email": email })
            })
            .collect();
        let page = json!({ "links": { "next": next }, "count": USERS, "results": users });
        let body = page.to_string();
        tokio::time::sleep(LATENCY).await;
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}", body.len());
        let answer = format!("{head}\r\n\r\n{body}");
        if stream.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}
