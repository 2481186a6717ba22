//! The time by which something must have ended.

use std::{
    future::{Future, poll_fn},
    pin::pin,
    task::Poll,
    time::Duration,
};

use crate::platform::{Instant, sleep_until};

/// A point in time, or none if there is no limit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadline(Option<Instant>);

impl Deadline {
    /// So much later than `start`.
    pub fn after(start: Instant, limit: Option<Duration>) -> Self {
        Self(limit.and_then(|limit| start.checked_add(limit)))
    }

    /// The earlier of two.
    pub fn or_earlier(self, other: Self) -> Self {
        match (self.0, other.0) {
            (Some(one), Some(two)) if two < one => other,
            (None, _) => other,
            _ => self,
        }
    }

    /// Whether a wait would end before it.
    pub fn allows(self, wait: Duration) -> bool {
        self.left().is_none_or(|left| wait < left)
    }

    /// How much time is left; `None` if there is no limit.
    pub fn left(self) -> Option<Duration> {
        Some(self.0?.saturating_duration_since(Instant::now()))
    }

    /// Runs `future`, which is dropped at the deadline; `None` if it was not done by then.
    pub async fn run<F: Future>(self, future: F) -> Option<F::Output> {
        let Some(end) = self.0 else {
            return Some(future.await);
        };
        let mut future = pin!(future);
        // Most futures are done before they need a timer.
        let mut timer = None;
        poll_fn(move |context| {
            if let Poll::Ready(output) = future.as_mut().poll(context) {
                return Poll::Ready(Some(output));
            }
            let timer = timer.get_or_insert_with(|| Box::pin(sleep_until(end)));
            timer.as_mut().poll(context).map(|()| None)
        })
        .await
    }
}
