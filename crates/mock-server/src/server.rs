//! Starting a server, and holding it.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::Mutex,
};

use axum::{Router, middleware};
use bitsight_users_openapi::{Document, DocumentError};
use serde_json::Value;
use tokio::{net::TcpListener, task::JoinHandle};

use crate::{
    accept,
    account::{Account, Behaviour, Event, MONTHLY_LIMIT},
    admin, api,
    auth::{Token, default_tokens},
    clock::Clock,
    contract::Contract,
    exchange::exchange,
    faults::{self, Fault, FaultQueue},
    gauge::Gauge,
    recorder::{RecordedRequest, Recorder},
    seed::{Seed, SeedError},
    state::{Server, Shared},
};

/// The path that the API's base URL ends in.
pub(crate) const API_ROOT: &str = "/ratings";

const ADMIN_ROOT: &str = "/_admin";

/// The document that the server keeps to unless it is given another.
///
/// # Errors
/// Never, as a test makes sure.
pub fn document() -> Result<Document, DocumentError> {
    Document::parse("openapi.yaml", include_str!("../openapi.yaml"))
}

/// A running server; it stops when this is dropped.
#[derive(Debug)]
pub struct MockServer {
    address: SocketAddr,
    server: Shared,
    task: JoinHandle<()>,
}

impl Drop for MockServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl MockServer {
    /// An empty account, the default tokens, any free port; change what you like, then
    /// [`start`](Builder::start).
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The API's base URL, which ends in `/ratings`.
    pub fn url(&self) -> String {
        format!("http://{}{API_ROOT}", self.address)
    }

    /// The base URL of the admin routes, which ends in `/_admin`.
    pub fn admin_url(&self) -> String {
        format!("http://{}{ADMIN_ROOT}", self.address)
    }

    /// The address that the server listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// All users, as `list_users` shows them, in the order they were added.
    pub fn users(&self) -> Vec<Value> {
        self.server.account().snapshot()
    }

    /// The requests to the API since the start or the last reset.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.server.recorder.all()
    }

    /// Forgets the requests so far, and the most that were in flight.
    pub fn forget_requests(&self) {
        self.server.recorder.clear();
        self.server.gauge.reset_max();
    }

    /// How many requests to the API are in flight. A request whose client has left no longer counts.
    pub fn in_flight(&self) -> usize {
        self.server.gauge.now()
    }

    /// The most requests that were in flight at the same time.
    pub fn max_in_flight(&self) -> usize {
        self.server.gauge.max()
    }

    /// Adds a fault to the queue.
    ///
    /// # Panics
    /// When the fault makes no sense, such as an unknown operation or a probability of 2.
    pub fn inject(&self, fault: impl Into<Fault>) {
        let fault = fault.into();
        if let Err(error) = faults::check(&fault) {
            panic!("fault: {error}");
        }
        self.server.faults().push(fault);
    }

    /// The faults that may still strike.
    pub fn pending_faults(&self) -> Vec<Fault> {
        self.server.faults().all()
    }

    /// Removes all faults.
    pub fn clear_faults(&self) {
        self.server.faults().clear();
    }

    /// Starts over with the account of the start: no faults, no recorded requests.
    pub fn reset(&self) {
        self.server.reset(self.server.initial.clone());
    }

    /// Starts over with what `seed` says: no faults, no recorded requests.
    ///
    /// # Errors
    /// When the seed can't be used; then nothing changes.
    pub fn reset_to(&self, seed: &Seed) -> Result<(), SeedError> {
        let account = self.server.initial.reseeded(seed)?;
        self.server.reset(account);
        Ok(())
    }

    /// Activates a user, as following the link in the activation email does. False if there is no
    /// such user.
    pub fn activate(&self, guid: &str) -> bool {
        self.server.account().happen(guid, Event::Activate).is_ok()
    }

    /// Deactivates a user. False if there is no such user.
    pub fn deactivate(&self, guid: &str) -> bool {
        self.server
            .account()
            .happen(guid, Event::Deactivate)
            .is_ok()
    }

    /// Lets a user log in. False if there is no such user, or they aren't activated.
    pub fn log_in(&self, guid: &str) -> bool {
        self.server.account().happen(guid, Event::Login).is_ok()
    }

    /// Lets a user set up the second factor. False if there is no such user, or they aren't
    /// activated.
    pub fn enroll_mfa(&self, guid: &str) -> bool {
        self.server.account().happen(guid, Event::EnrollMfa).is_ok()
    }
}

/// How a server is to be; see [`MockServer::builder`].
#[derive(Debug)]
pub struct Builder {
    port: u16,
    seed: Seed,
    tokens: Vec<Token>,
    documented: bool,
    monthly_limit: u32,
    real_clock: bool,
    max_concurrent: Option<usize>,
    fault_seed: u64,
    faults: Vec<Fault>,
    verbose: bool,
    document: Option<Document>,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            port: 0,
            seed: Seed::empty(),
            tokens: Vec::new(),
            documented: false,
            monthly_limit: MONTHLY_LIMIT,
            real_clock: false,
            max_concurrent: None,
            fault_seed: 0,
            faults: Vec::new(),
            verbose: false,
            document: None,
        }
    }
}

impl Builder {
    /// Listens on this port; by default on any that is free.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// What the account holds.
    #[must_use]
    pub fn seed(mut self, seed: Seed) -> Self {
        self.seed = seed;
        self
    }

    /// Accepts this admin's token. The first token given replaces the default ones.
    #[must_use]
    pub fn token(mut self, token: impl Into<String>) -> Self {
        let (value, admin) = (token.into(), true);
        self.tokens.push(Token { value, admin });
        self
    }

    /// Accepts this token, which may only read. The first token given replaces the default ones.
    #[must_use]
    pub fn read_only_token(mut self, token: impl Into<String>) -> Self {
        let (value, admin) = (token.into(), false);
        self.tokens.push(Token { value, admin });
        self
    }

    /// Whether creating the user of the documentation's example gives exactly the documented
    /// response, guid and time included.
    #[must_use]
    pub fn documented(mut self, documented: bool) -> Self {
        self.documented = documented;
        self
    }

    /// How many users may be created in a calendar month; 300 by default.
    #[must_use]
    pub fn monthly_limit(mut self, limit: u32) -> Self {
        self.monthly_limit = limit;
        self
    }

    /// Takes times from the real clock. By default, the clock starts at 2020-02-02T20:20:20Z and
    /// moves a second with each new user and login.
    #[must_use]
    pub fn real_clock(mut self, real: bool) -> Self {
        self.real_clock = real;
        self
    }

    /// Answers 429 to requests beyond this many at the same time.
    #[must_use]
    pub fn max_concurrent(mut self, max: usize) -> Self {
        self.max_concurrent = Some(max);
        self
    }

    /// Seeds the choice of requests for faults with a probability.
    #[must_use]
    pub fn fault_seed(mut self, seed: u64) -> Self {
        self.fault_seed = seed;
        self
    }

    /// Injects a fault before the first request; see [`MockServer::inject`].
    #[must_use]
    pub fn fault(mut self, fault: impl Into<Fault>) -> Self {
        self.faults.push(fault.into());
        self
    }

    /// Whether to report each request on stderr.
    #[must_use]
    pub fn verbose(mut self, verbose: bool) -> Self {
        self.verbose = verbose;
        self
    }

    /// Keeps to another document. Operations that it lacks are not served.
    #[must_use]
    pub fn document(mut self, document: Document) -> Self {
        self.document = Some(document);
        self
    }

    /// Starts the server on the current tokio runtime, which has to run for it to answer.
    ///
    /// # Errors
    /// When the port is taken, or when the seed, a fault or the document can't be used.
    pub async fn start(self) -> io::Result<MockServer> {
        let port = self.port;
        let server = Shared::new(self.build().map_err(io::Error::other)?);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = listener.local_addr()?;
        let router = routes(server.clone());
        let task = tokio::spawn(accept::serve(listener, router));
        Ok(MockServer {
            address,
            server,
            task,
        })
    }

    fn build(self) -> Result<Server, String> {
        let contract = match &self.document {
            Some(document) => Contract::compile(document)?.into(),
            None => Contract::of_this_crate()?,
        };
        let behaviour = Behaviour {
            documented: self.documented,
            monthly_limit: self.monthly_limit,
            clock: if self.real_clock {
                Clock::Real
            } else {
                Clock::default()
            },
        };
        let account = Account::new(&self.seed, behaviour).map_err(|error| error.to_string())?;
        let mut queue = FaultQueue::new(self.fault_seed);
        for fault in self.faults {
            faults::check(&fault).map_err(|error| format!("fault: {error}"))?;
            queue.push(fault);
        }
        let tokens = if self.tokens.is_empty() {
            default_tokens()
        } else {
            self.tokens
        };
        Ok(Server {
            contract,
            tokens,
            recorder: Recorder::default(),
            gauge: Gauge::default(),
            max_concurrent: self.max_concurrent,
            verbose: self.verbose,
            initial: account.clone(),
            account: Mutex::new(account),
            faults: Mutex::new(queue),
        })
    }
}

fn routes(server: Shared) -> Router {
    let api = api::router(&server).layer(middleware::from_fn_with_state(server.clone(), exchange));
    Router::new()
        .nest(API_ROOT, api)
        .nest(ADMIN_ROOT, admin::router())
        .with_state(server)
}
