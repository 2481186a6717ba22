//! Lists are read as fast as the network allows, with pages ahead that keep nobody waiting.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use bitsight_users::{Client, UserStream, types::ListUsersQuery};
use bitsight_users_mock::DEFAULT_TOKEN;
use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::{sleep, timeout},
};

use crate::support::parameter;

const USERS: usize = 3_000;
const PAGE: usize = 100;
/// The default number of requests at once, and of pages ahead.
const AT_ONCE: usize = 3;
/// A busy machine can slow any single reading down. Only a client that is always too slow fails.
const ATTEMPTS: u32 = 5;
/// Longer than any test takes.
const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test]
async fn a_long_list_is_read_at_the_speed_of_the_network() {
    let rounds = u32::try_from((USERS / PAGE).div_ceil(AT_ONCE)).unwrap();
    // A distant service, and a near one, where the time of the client itself counts more. Without optimisation it needs
    // several milliseconds for a page; the benchmarks have 20 ms.
    for latency in [200, 50].map(Duration::from_millis) {
        let service = Service::start(move |_| latency).await;
        let most = (latency * rounds).mul_f64(1.15) + latency;
        service.is_read_within(most).await;
    }
}

#[tokio::test]
async fn a_slow_page_does_not_hold_up_the_requests_of_others() {
    let latency = Duration::from_millis(100);
    // Every other page takes twice as long. In batches of three each would take that long: 22 latencies in all, not 17.
    let service = Service::start(move |page| latency * (1 + u32::from(page % 2 == 0))).await;
    service.is_read_within(latency * 20).await;
}

#[tokio::test]
async fn no_more_pages_are_requested_ahead_than_there_may_be_requests() {
    let service = Service::start(|_| Duration::ZERO).await;
    let mut users = service.client(AT_ONCE).list_users_stream(&query());
    users.next().await.unwrap().unwrap();
    // Longer than the pages ahead take.
    sleep(Duration::from_millis(500)).await;
    assert_eq!(service.log().requests, 1 + AT_ONCE);
    assert_eq!(rest(&mut users).await, USERS - 1);
    assert_eq!(service.log().requests, USERS / PAGE);
}

#[tokio::test]
async fn requests_end_when_nobody_reads_the_list_any_more() {
    let service = Service::start(|page| if page == 0 { Duration::ZERO } else { HOUR }).await;
    let client = service.client(AT_ONCE);
    let mut users = client.list_users_stream(&query());
    users.next().await.unwrap().unwrap();
    service.has_waiting(AT_ONCE).await;
    drop(users);
    service.has_waiting(0).await;
    client.get_user_quota().await.unwrap();
    assert_eq!(service.log().requests, 1 + AT_ONCE);
}

#[tokio::test]
async fn other_calls_get_their_turn_while_a_list_is_read() {
    for at_once in [1, AT_ONCE] {
        let service = Service::start(|_| Duration::from_millis(50)).await;
        let client = service.client(at_once);
        let mut users = client.list_users_stream(&query());
        for _ in 0..2 * PAGE {
            users.next().await.unwrap().unwrap();
            // While requests of the list are under way.
            let quota = timeout(Duration::from_secs(30), client.get_user_quota());
            quota.await.expect("it gets its turn").unwrap();
        }
    }
}

fn query() -> ListUsersQuery {
    ListUsersQuery::new()
}

/// Reads a list to its end, and returns how many users there were.
async fn rest(users: &mut UserStream) -> usize {
    let mut count = 0;
    while let Some(user) = users.next().await {
        user.unwrap();
        count += 1;
    }
    count
}

/// A list whose pages each come after a time of their own.
struct Service {
    url: String,
    latency: Latency,
    log: Arc<Mutex<Log>>,
}

/// The requests for pages.
#[derive(Clone, Copy, Default)]
struct Log {
    /// All of them.
    requests: usize,
    /// Those that are not answered yet.
    waiting: usize,
}

/// How long a page takes, by its number.
type Latency = Arc<dyn Fn(usize) -> Duration + Send + Sync>;

impl Service {
    async fn start(latency: impl Fn(usize) -> Duration + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let log = Arc::new(Mutex::default());
        let latency: Latency = Arc::new(latency);
        let pages = (0..USERS).step_by(PAGE).map(|offset| page(offset, &url));
        let (pages, shared) = (pages.collect::<Arc<[String]>>(), log.clone());
        let served = latency.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let serving = serve(stream, pages.clone(), served.clone(), shared.clone());
                tokio::spawn(serving);
            }
        });
        Self { url, latency, log }
    }

    fn client(&self, at_once: usize) -> Client {
        let builder = Client::builder().token(DEFAULT_TOKEN).base_url(&self.url);
        builder.max_concurrency(at_once).build().unwrap()
    }

    fn log(&self) -> Log {
        *self.log.lock().unwrap()
    }

    /// Waits until so many requests are not answered.
    async fn has_waiting(&self, requests: usize) {
        let waiting = async {
            while self.log().waiting != requests {
                sleep(Duration::from_millis(1)).await;
            }
        };
        let waited = timeout(Duration::from_secs(30), waiting).await;
        waited.unwrap_or_else(|_| panic!("{} requests wait", self.log().waiting));
    }

    /// How many times as long as the service's latency single requests take on this machine now.
    async fn slowdown(&self, client: &Client) -> f64 {
        let numbers = 0..6;
        let latency: Duration = numbers.clone().map(|page| (self.latency)(page)).sum();
        let start = Instant::now();
        for page in numbers {
            let offset = u32::try_from(page * PAGE).unwrap();
            client.list_users(&query().offset(offset)).await.unwrap();
        }
        start.elapsed().div_duration_f64(latency)
    }

    /// Reads the list until that takes no longer than `most`, if single requests took no longer than the latency.
    async fn is_read_within(&self, most: Duration) {
        let client = self.client(AT_ONCE);
        let mut least = f64::MAX;
        for _ in 0..ATTEMPTS {
            let slowdown = self.slowdown(&client).await;
            let start = Instant::now();
            let mut users = client.list_users_stream(&query());
            assert_eq!(rest(&mut users).await, USERS);
            least = least.min(start.elapsed().div_duration_f64(most) / slowdown);
            if least <= 1.0 {
                return;
            }
        }
        panic!("it took {least:.2} times what is allowed");
    }
}

/// Answers the requests of a connection.
async fn serve(
    mut stream: TcpStream,
    pages: Arc<[String]>,
    latency: Latency,
    log: Arc<Mutex<Log>>,
) {
    let mut buffer = [0; 4096];
    while let Ok(length @ 1..) = stream.read(&mut buffer).await {
        let head = String::from_utf8_lossy(&buffer[..length]);
        let target = head.split(' ').nth(1).unwrap().to_owned();
        let body = if target.ends_with("/quota") {
            &json!({ "total_user_count": USERS }).to_string()
        } else {
            let number = parameter(&target, "offset").unwrap_or(0) / PAGE;
            let count = |requests: usize, waiting: isize| {
                let mut log = log.lock().unwrap();
                log.requests += requests;
                log.waiting = log.waiting.checked_add_signed(waiting).unwrap();
            };
            count(1, 1);
            let is_aborted = tokio::select! {
                () = sleep(latency(number)) => false,
                // Nothing comes before the answer but the end of the connection.
                _ = stream.read(&mut buffer) => true,
            };
            count(0, -1);
            if is_aborted {
                return;
            }
            &pages[number]
        };
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}", body.len());
        let answer = format!("{head}\r\n\r\n{body}");
        if stream.write_all(answer.as_bytes()).await.is_err() {
            return;
        }
    }
}

/// The text of the page at an offset.
fn page(offset: usize, url: &str) -> String {
    let end = (offset + PAGE).min(USERS);
    let next = (end < USERS).then(|| format!("{url}/v2/users?limit={PAGE}&offset={end}"));
    let users: Vec<_> = (offset..end)
        .map(|number| {
            let email = format!("user{number}@example.com");
            json!({ "guid": format!("guid-{number}"), "email": email })
        })
        .collect();
    json!({ "links": { "next": next }, "count": USERS, "results": users }).to_string()
}
