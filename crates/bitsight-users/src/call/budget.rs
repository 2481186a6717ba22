//! How much of a client's traffic may be retries.

use std::sync::atomic::{AtomicU32, Ordering};

/// The retries that a client may make, so that a service that fails every call doesn't receive each of
/// them three times. Retries after a 429 are free: the pause bounds them.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

/// Ten retries in a row, without a success between them.
const FULL: u32 = 100;
const COST: u32 = 10;
/// Ten successes pay for one retry, so that in the long run at most a tenth of requests are retries.
const REFUND: u32 = 1;

impl Budget {
    pub fn new() -> Self {
        Self(AtomicU32::new(FULL))
    }

    /// Takes a retry out; false if there is none left.
    pub fn spend(&self) -> bool {
        let spend = |left: u32| left.checked_sub(COST);
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, spend)
            .is_ok()
    }

    /// A success pays in.
    pub fn refund(&self) {
        let refund = |left: u32| (left < FULL).then_some(left + REFUND);
        let _ = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, refund);
    }
}

#[cfg(test)]
mod tests {
    use super::Budget;

    #[test]
    fn the_budget_runs_out_and_fills_up() {
        let budget = Budget::new();
        assert_eq!((0..20).filter(|_| budget.spend()).count(), 10);
        for _ in 0..10 {
            budget.refund();
        }
        assert!(budget.spend());
        assert!(!budget.spend());
    }
}
