//! Configuring and starting a server.

use std::{
    io,
    net::Ipv4Addr,
    sync::{Mutex, atomic::AtomicU64},
};

use bitsight_users_openapi::Document;
use tokio::{net::TcpListener, runtime::Handle};

use crate::{
    account::{Account, Options},
    clock::Clock,
    contract::Contract,
    faults::{self, Fault, FaultQueue},
    http,
    observe::{Gauge, Recorder},
    seed::Seed,
    server::MockServer,
    state::{Server, Shared},
    tokens::{Token, default_tokens},
};

impl MockServer {
    /// A server with an empty account, the default tokens and any free port, to be configured and then
    /// [started](Builder::start).
    pub fn builder() -> Builder {
        Builder::default()
    }
}

/// The configuration of a server; see [`MockServer::builder`].
#[derive(Debug)]
pub struct Builder {
    port: u16,
    seed: Seed,
    tokens: Vec<Token>,
    options: Options,
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
            options: Options::default(),
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
        self.options.documented = documented;
        self
    }

    /// Changes how the service behaves; see [`Options`].
    #[must_use]
    pub fn options(mut self, change: impl FnOnce(&mut Options)) -> Self {
        change(&mut self.options);
        self
    }

    /// How many users may be created in a calendar month; 300 by default.
    #[must_use]
    pub fn monthly_limit(mut self, limit: u32) -> Self {
        self.options.monthly_limit = limit;
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

    /// Checks requests by another document. Operations that it lacks are not served.
    #[must_use]
    pub fn document(mut self, document: Document) -> Self {
        self.document = Some(document);
        self
    }

    /// Starts the server on the current tokio runtime, which has to run for it to answer.
    ///
    /// # Errors
    /// When the port is taken, or when the seed, an option, a fault or the document can't be used.
    pub async fn start(self) -> io::Result<MockServer> {
        let port = self.port;
        let server = Shared::new(self.build().map_err(io::Error::other)?);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = listener.local_addr()?;
        let router = http::router(server.clone());
        let task = tokio::spawn(http::serve(listener, router));
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
        let clock = if self.real_clock {
            Clock::Real
        } else {
            Clock::default()
        };
        self.options.check().map_err(|error| error.to_string())?;
        let account = Account::new(&self.seed, self.options, clock, contract.roles());
        let account = account.map_err(|error| error.to_string())?;
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
            generation: AtomicU64::new(0),
            runtime: Handle::current(),
        })
    }
}
