//! The state that all requests to one server share.

use std::{
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering::SeqCst},
    },
};

use tokio::runtime::Handle;

use crate::{
    account::Account,
    contract::Contract,
    faults::FaultQueue,
    observe::{Gauge, Number, Recorder},
    tokens::Token,
};

/// The state behind the routes.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) contract: Arc<Contract>,
    pub(crate) tokens: Vec<Token>,
    pub(crate) recorder: Recorder,
    pub(crate) gauge: Gauge,
    /// More requests than this at the same time are answered with 429.
    pub(crate) max_concurrent: Option<usize>,
    /// Whether each request is reported on stderr.
    pub(crate) verbose: bool,
    /// The account as it was at the start, to go back to.
    pub(crate) initial: Account,
    pub(crate) account: Mutex<Account>,
    pub(crate) faults: Mutex<FaultQueue>,
    /// How often the server was reset. Requests from before a reset have no effect after it.
    pub(crate) generation: AtomicU64,
    /// The runtime whose clock counts for lags and delays.
    pub(crate) runtime: Handle,
}

/// The state as handlers hold it.
pub(crate) type Shared = Arc<Server>;

impl Server {
    pub(crate) fn account(&self) -> MutexGuard<'_, Account> {
        lock(&self.account)
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, FaultQueue> {
        lock(&self.faults)
    }

    /// Reports an event of a request on stderr, if the server is verbose.
    pub(crate) fn log(&self, number: Number, event: fmt::Arguments<'_>) {
        if self.verbose {
            eprintln!("{} {event}", number.id());
        }
    }

    /// Starts over with `account`: no faults, no records.
    pub(crate) fn reset(&self, account: Account) {
        let mut present = self.account();
        // Under the account's lock, as requests ask for the generation.
        self.generation.fetch_add(1, SeqCst);
        *present = account;
        drop(present);
        self.faults().clear();
        self.recorder.clear();
        self.gauge.reset_max();
    }
}

/// A panic in one request shouldn't make the others panic too.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
