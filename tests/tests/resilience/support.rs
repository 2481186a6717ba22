//! The common parts of these tests: servers apart from the test's clock, a stopped clock, and a record of a
//! client's requests.

use std::{
    ops::Deref,
    sync::{Arc, Mutex, mpsc},
    thread::JoinHandle,
    time::{Duration, Instant},
};

use bitsight_users::{Client, ClientBuilder, Code, Error, Event, NewUser, Observer};
use bitsight_users_mock::{Builder, DEFAULT_TOKEN, MockServer};
use bitsight_users_tests::new_user;
use serde_json::json;
use tokio::sync::oneshot;

/// Longer than anything here takes on a busy machine; what isn't there by then won't come.
const PATIENCE: Duration = Duration::from_secs(30);

/// Something that lives on a thread with a runtime of its own: a held clock is that of a runtime.
pub struct Apart<T> {
    inner: Option<T>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl<T: Send + 'static> Apart<T> {
    pub fn start<S, F>(start: S) -> Self
    where
        S: FnOnce() -> F + Send + 'static,
        F: Future<Output = T>,
    {
        let (stop, stopped) = oneshot::channel();
        let (sender, receiver) = mpsc::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(async move {
                sender.send(start().await).expect("the test waits");
                let _ = stopped.await;
            });
        });
        Self {
            inner: Some(receiver.recv().expect("it starts")),
            stop: Some(stop),
            thread: Some(thread),
        }
    }
}

impl<T> Deref for Apart<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.inner
            .as_ref()
            .expect("it is there until it is dropped")
    }
}

impl<T> Drop for Apart<T> {
    fn drop(&mut self) {
        self.inner.take();
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// A mock apart.
pub fn mock() -> Apart<MockServer> {
    mock_with(|builder| builder)
}

pub fn mock_with(change: impl FnOnce(Builder) -> Builder + Send + 'static) -> Apart<MockServer> {
    Apart::start(|| async move {
        let builder = change(MockServer::builder().documented(true));
        builder.start().await.expect("the mock starts")
    })
}

/// A client of a server, that is observed.
pub fn observed(url: &str) -> (ClientBuilder, Record) {
    let record = Record::default();
    let builder = Client::builder()
        .token(DEFAULT_TOKEN)
        .base_url(url)
        .observer(record.clone());
    (builder, record)
}

/// Keeps the test's clock from running on by itself, which it does as soon as the runtime has nothing
/// to do but to wait for the network. Until this is dropped, only `tokio::time::advance` moves it.
pub struct Held(#[allow(dead_code, reason = "it is its end that counts")] mpsc::Sender<()>);

pub fn hold_clock() -> Held {
    let (sender, receiver) = mpsc::channel::<()>();
    // The clock doesn't run on by itself while such a task runs.
    tokio::task::spawn_blocking(move || receiver.recv());
    Held(sender)
}

/// Lets everything that can happen at this point of time happen.
pub async fn settle() {
    // More turns than any chain of wake-ups here has.
    for _ in 0..500 {
        tokio::task::yield_now().await;
    }
}

/// Waits, without time passing, until a value exists.
pub async fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < PATIENCE, "waited in vain for {what}");
        tokio::task::yield_now().await;
    }
}

/// Advances the clock to just before `delay` has passed, makes sure that nothing was sent, and then
/// past it.
pub async fn nothing_before(record: &Record, delay: Duration) {
    let before = record.requests();
    // Timers have a resolution of a millisecond, and round up.
    tokio::time::advance(delay.saturating_sub(Duration::from_millis(2))).await;
    settle().await;
    assert_eq!(record.requests(), before, "sent before its time");
    tokio::time::advance(Duration::from_millis(4)).await;
}

/// Runs a call to its end on a held clock, which is advanced past each wait before a retry.
pub async fn through_waits<T>(record: &Record, call: impl Future<Output = T>) -> T {
    through_waits_after(record, record.delays().len(), call).await
}

/// The same for a call that has run for a while, and has waited as many times before.
pub async fn through_waits_after<T>(
    record: &Record,
    mut past: usize,
    call: impl Future<Output = T>,
) -> T {
    let start = Instant::now();
    let mut call = std::pin::pin!(call);
    loop {
        assert!(
            start.elapsed() < PATIENCE,
            "no end after {:?}",
            record.all()
        );
        tokio::select! {
            outcome = &mut call => return outcome,
            () = tokio::task::yield_now() => {}
        }
        if let Some(delay) = record.delays().get(past) {
            past += 1;
            tokio::time::advance(*delay + Duration::from_millis(2)).await;
        } else if record.is_idle() {
            // Between two look-ups, unless something is about to happen.
            settle().await;
            if record.is_idle() && record.delays().len() <= past {
                tokio::time::advance(Duration::from_millis(100)).await;
            }
        }
    }
}

/// A client's record.
#[derive(Clone, Default)]
pub struct Record(Arc<Mutex<Vec<Did>>>);

#[derive(Clone, Debug, PartialEq)]
pub enum Did {
    Request(&'static str),
    Response(Option<u16>, Option<Code>),
    Retry(Code, Duration),
    LookUp(Code),
}

impl Observer for Record {
    fn event(&self, event: &Event<'_>) {
        let did = match *event {
            Event::Request { operation, .. } => Did::Request(operation),
            Event::Response { status, code, .. } => Did::Response(status, code),
            Event::Retry { code, delay, .. } => Did::Retry(code, delay),
            Event::LookUp { code, .. } => Did::LookUp(code),
            _ => return,
        };
        self.0.lock().expect("no test panics in here").push(did);
    }
}

impl Record {
    pub fn all(&self) -> Vec<Did> {
        self.0.lock().expect("no test panics in here").clone()
    }

    /// The operations of the requests so far.
    pub fn sent(&self) -> Vec<&'static str> {
        let sent = |did| match did {
            Did::Request(operation) => Some(operation),
            _ => None,
        };
        self.all().into_iter().filter_map(sent).collect()
    }

    pub fn requests(&self) -> usize {
        self.sent().len()
    }

    /// The operations of the requests so far, those in a row to the same once.
    pub fn steps(&self) -> Vec<&'static str> {
        let mut steps = self.sent();
        steps.dedup();
        steps
    }

    /// Whether no request is under way, and at least one was.
    pub fn is_idle(&self) -> bool {
        let all = self.all();
        let is_response = |did: &&Did| matches!(did, Did::Response(..));
        let responses = all.iter().filter(is_response).count();
        responses > 0 && responses == self.requests()
    }

    pub fn delays(&self) -> Vec<Duration> {
        let delay = |did| match did {
            Did::Retry(_, delay) => Some(delay),
            _ => None,
        };
        self.all().into_iter().filter_map(delay).collect()
    }

    /// Waits for the retry with this number, from 0, and gives its delay.
    pub async fn retry(&self, number: usize) -> Duration {
        until("a retry", || self.delays().get(number).copied()).await
    }

    pub async fn request(&self, number: usize) {
        until("a request", || (self.requests() > number).then_some(())).await;
    }
}

/// A new user with an email of their own.
pub fn user(number: usize) -> NewUser {
    new_user(json!({ "email": format!("user{number}@example.com") }))
}

/// The emails of the mock's users.
pub fn emails(mock: &MockServer) -> Vec<String> {
    let email = |user: serde_json::Value| user["email"].as_str().map(str::to_owned);
    mock.users().into_iter().filter_map(email).collect()
}

/// Everything that an error shows, in any way.
pub fn shown(error: &Error) -> String {
    let mut text = format!(
        "{error} {error:?} {error:#?} {:?} {:?}",
        error.url(),
        error.headers()
    );
    text += &format!(
        "{:?} {:?} {:?}",
        error.title(),
        error.detail(),
        error.body()
    );
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text += &format!(" {cause} {cause:?}");
        source = cause.source();
    }
    text
}
