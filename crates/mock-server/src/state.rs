//! What all requests to one server share.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::{
    account::Account,
    auth::Token,
    contract::Contract,
    faults::FaultQueue,
    gauge::Gauge,
    recorder::{Number, Recorder},
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
}

/// How handlers get at it.
pub(crate) type Shared = Arc<Server>;

impl Server {
    pub(crate) fn account(&self) -> MutexGuard<'_, Account> {
        lock(&self.account)
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, FaultQueue> {
        lock(&self.faults)
    }

    /// Reports something about a request on stderr, if that is wanted.
    pub(crate) fn log(&self, number: Number, what: fmt::Arguments<'_>) {
        if self.verbose {
            eprintln!("{} {what}", number.id());
        }
    }

    /// Starts over with `account`: no faults, no records.
    pub(crate) fn reset(&self, account: Account) {
        *self.account() = account;
        self.faults().clear();
        self.recorder.clear();
        self.gauge.reset_max();
    }
}

/// A panic in one request shouldn't make the others panic too.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
