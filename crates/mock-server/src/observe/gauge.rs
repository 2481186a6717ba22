//! Counts the requests that are being answered at the same time.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

/// How many requests are in flight, and how many were at most.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gauge(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    now: AtomicUsize,
    max: AtomicUsize,
}

impl Gauge {
    /// Counts a request until the returned value is dropped, which also happens when the client
    /// goes away.
    pub(crate) fn enter(&self) -> InFlight {
        let now = self.0.now.fetch_add(1, SeqCst) + 1;
        self.0.max.fetch_max(now, SeqCst);
        InFlight {
            gauge: self.clone(),
            now,
        }
    }

    pub(crate) fn now(&self) -> usize {
        self.0.now.load(SeqCst)
    }

    pub(crate) fn max(&self) -> usize {
        self.0.max.load(SeqCst)
    }

    pub(crate) fn reset_max(&self) {
        self.0.max.store(self.now(), SeqCst);
    }
}

/// A request in flight.
#[derive(Debug)]
pub(crate) struct InFlight {
    gauge: Gauge,
    /// How many there were when this one came, including it.
    pub(crate) now: usize,
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.gauge.0.now.fetch_sub(1, SeqCst);
    }
}
