//! The concurrency gate: so many requests at once, first come first served, and none while the
//! service has asked for a pause.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::sync::{Semaphore, SemaphorePermit};

use crate::clock::{Instant, sleep};

/// Shared by all clones of a client.
#[derive(Debug)]
pub(crate) struct Gate {
    places: Semaphore,
    paused_until: Mutex<Option<Instant>>,
}

impl Gate {
    pub fn new(places: usize) -> Self {
        // More places than a semaphore can have would be as good as no gate.
        let places = Semaphore::new(places.min(Semaphore::MAX_PERMITS));
        Self {
            places,
            paused_until: Mutex::new(None),
        }
    }

    /// Waits for a place, and for the end of a pause. Dropping what it returns frees the place, and
    /// so does dropping the wait.
    pub async fn enter(&self) -> Option<SemaphorePermit<'_>> {
        // The semaphore is fair, and never closed.
        let place = self.places.acquire().await.ok()?;
        // The place is kept through a pause: nobody else could use it, and the order stays.
        while let Some(left) = self.pause_left() {
            sleep(left).await;
        }
        Some(place)
    }

    /// Lets nobody in for `duration`; a pause that ends later stays.
    pub fn pause(&self, duration: Duration) {
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

    #[tokio::test(start_paused = true)]
    async fn lets_in_so_many_and_in_order() {
        let gate = Arc::new(Gate::new(3));
        let inside = Arc::new(AtomicUsize::new(0));
        let order = Arc::new(Mutex::new(Vec::new()));
        let tasks: Vec<_> = (0..20)
            .map(|number| {
                let (gate, inside, order) = (gate.clone(), inside.clone(), order.clone());
                tokio::spawn(async move {
                    let _place = gate.enter().await;
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
    async fn a_wait_that_is_dropped_frees_its_place() {
        let gate = Gate::new(1);
        let held = gate.enter().await;
        assert!(
            crate::clock::timeout(Some(Duration::from_secs(1)), gate.enter())
                .await
                .is_none()
        );
        drop(held);
        let entered = crate::clock::timeout(Some(Duration::from_secs(1)), gate.enter()).await;
        assert!(entered.flatten().is_some());
    }

    #[tokio::test(start_paused = true)]
    async fn a_pause_holds_everybody_and_a_shorter_one_does_not_end_it() {
        let gate = Gate::new(3);
        gate.pause(Duration::from_secs(60));
        gate.pause(Duration::from_secs(1));
        let start = Instant::now();
        let _place = gate.enter().await;
        assert!(start.elapsed() >= Duration::from_secs(60));
    }
}
