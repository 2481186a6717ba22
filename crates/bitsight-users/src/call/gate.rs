//! The concurrency gate: a bounded number of requests at once, first come first served, and none
//! while the service has asked for a pause.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use crate::platform::{
    Instant, sleep,
    sync::{Semaphore, SemaphorePermit},
};

use super::deadline::Deadline;

/// Shared by all clones of a client.
#[derive(Debug)]
pub(crate) struct Gate {
    size: usize,
    permits: Semaphore,
    paused_until: Mutex<Option<Instant>>,
}

impl Gate {
    pub fn new(permits: usize) -> Self {
        // More permits than a semaphore can have would be as good as no gate.
        let size = permits.min(Semaphore::MAX_PERMITS);
        let permits = Semaphore::new(size);
        Self {
            size,
            permits,
            paused_until: Mutex::new(None),
        }
    }

    /// How many requests it lets through at once.
    pub fn permits(&self) -> usize {
        self.size
    }

    /// Waits for a permit, and for the end of a pause. Dropping what it returns frees the permit, and
    /// so does dropping the wait.
    ///
    /// # Errors
    /// How long the pause still is, if it will not end before `deadline`.
    pub async fn enter(&self, deadline: Deadline) -> Result<Option<SemaphorePermit<'_>>, Duration> {
        // The semaphore is fair. It is never closed, which is the only error.
        let permit = self.permits.acquire().await.ok();
        // The permit is kept during a pause: no other call could use it, and the order stays.
        while let Some(left) = self.pause_left() {
            if !deadline.allows(left) {
                return Err(left);
            }
            sleep(left).await;
        }
        Ok(permit)
    }

    /// Starts no request for `duration`; a pause that ends later stays.
    pub fn pause(&self, duration: Duration) {
        // Too far in the future to be a time: callers bound pauses, so this is never reached.
        let Some(until) = Instant::now().checked_add(duration) else {
            return;
        };
        let mut paused = self
            .paused_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if paused.is_none_or(|other| other < until) {
            *paused = Some(until);
        }
    }

    fn pause_left(&self) -> Option<Duration> {
        let mut paused = self
            .paused_until
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let left = (*paused)?.saturating_duration_since(Instant::now());
        if left.is_zero() {
            *paused = None;
            return None;
        }
        Some(left)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    };

    use super::*;

    fn within(time: Duration) -> Deadline {
        Deadline::after(Instant::now(), Some(time))
    }

    fn unlimited() -> Deadline {
        Deadline::after(Instant::now(), None)
    }

    #[tokio::test(start_paused = true)]
    async fn lets_in_so_many_and_in_order() {
        let gate = Arc::new(Gate::new(3));
        let inside = Arc::new(AtomicUsize::new(0));
        let order = Arc::new(Mutex::new(Vec::new()));
        let tasks: Vec<_> = (0..20)
            .map(|number| {
                let (gate, inside, order) = (gate.clone(), inside.clone(), order.clone());
                tokio::spawn(async move {
                    let _permit = gate.enter(unlimited()).await;
                    order
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push(number);
                    assert!(inside.fetch_add(1, Ordering::SeqCst) < 3);
                    sleep(Duration::from_millis(10)).await;
                    inside.fetch_sub(1, Ordering::SeqCst);
                })
            })
            .collect();
        for task in tasks {
            assert!(task.await.is_ok());
        }
        let order = order.lock().unwrap_or_else(PoisonError::into_inner);
        assert!(order.iter().copied().eq(0..20), "{order:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_wait_that_is_dropped_frees_its_permit() {
        let gate = Gate::new(1);
        let held = gate.enter(unlimited()).await;
        let soon = || within(Duration::from_secs(1));
        assert!(soon().run(gate.enter(unlimited())).await.is_none());
        drop(held);
        let entered = soon().run(gate.enter(unlimited())).await;
        assert!(matches!(entered, Some(Ok(Some(_)))));
    }

    #[tokio::test(start_paused = true)]
    async fn a_pause_holds_everybody_and_a_shorter_one_does_not_end_it() {
        let gate = Gate::new(3);
        gate.pause(Duration::from_secs(60));
        gate.pause(Duration::from_secs(1));
        let start = Instant::now();
        let _permit = gate.enter(unlimited()).await;
        assert!(start.elapsed() >= Duration::from_secs(60));
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_cannot_wait_as_long_as_the_pause_is_told_at_once() {
        let gate = Gate::new(1);
        gate.pause(Duration::from_secs(60));
        let start = Instant::now();
        let hurried = gate.enter(within(Duration::from_secs(59))).await;
        assert!(matches!(hurried, Err(left) if left == Duration::from_secs(60)));
        assert_eq!(start.elapsed(), Duration::ZERO);
        // And has left the permit to others.
        let patient = gate.enter(within(Duration::from_secs(61))).await;
        assert!(matches!(patient, Ok(Some(_))));
    }
}
