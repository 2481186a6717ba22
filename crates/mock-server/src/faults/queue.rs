//! The queue of faults, from which each request draws at most one.

use super::fault::Fault;
use crate::operation::Operation;

/// Faults in the order they were injected. The first that matches a request strikes it.
#[derive(Debug)]
pub(crate) struct FaultQueue {
    faults: Vec<Fault>,
    /// State of a SplitMix64 generator: small, and the same faults strike in every run.
    random: u64,
}

impl FaultQueue {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            faults: Vec::new(),
            random: seed,
        }
    }

    pub(crate) fn push(&mut self, fault: Fault) {
        // One that strikes no request would never leave the queue.
        if fault.times != Some(0) {
            self.faults.push(fault);
        }
    }

    pub(crate) fn all(&self) -> Vec<Fault> {
        self.faults.clone()
    }

    pub(crate) fn clear(&mut self) {
        self.faults.clear();
    }

    /// The fault for a request, if any; faults that have struck often enough leave the queue.
    pub(crate) fn draw(&mut self, operation: Option<Operation>) -> Option<Fault> {
        let id = operation.map(Operation::id);
        for (index, fault) in self.faults.iter_mut().enumerate() {
            if fault.operation.is_some() && fault.operation.as_deref() != id {
                continue;
            }
            if fault.skip > 0 {
                fault.skip -= 1;
                continue;
            }
            if fault.probability < 1.0 && chance(&mut self.random) >= fault.probability {
                continue;
            }
            let drawn = fault.clone();
            if let Some(times) = &mut fault.times {
                *times -= 1;
                if *times == 0 {
                    self.faults.remove(index);
                }
            }
            return Some(drawn);
        }
        None
    }
}

/// A number from 0 up to but not including 1.
fn chance(state: &mut u64) -> f64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut bits = *state;
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^= bits >> 31;
    // The 32 bits that f64 represents exactly are plenty for a probability.
    f64::from((bits >> 32) as u32) / (f64::from(u32::MAX) + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_match_skip_count_down_and_leave() {
        let mut queue = FaultQueue::new(1);
        queue.push(Fault::garbage().on("get_user").skip(1).times(2));
        queue.push(Fault::reset());
        let get = Some(Operation::GetUser);
        let names: Vec<_> = (0..4)
            .map(|_| queue.draw(get).map(|fault| fault.kind.name()))
            .collect();
        assert_eq!(
            names,
            [Some("reset"), Some("garbage"), Some("garbage"), None]
        );
        assert!(queue.all().is_empty());
    }

    #[test]
    fn probability_is_seeded_and_roughly_right() {
        let struck = |seed| {
            let mut queue = FaultQueue::new(seed);
            queue.push(Fault::reset().always().probability(0.25));
            (0..1000)
                .map(|_| queue.draw(None).is_some())
                .collect::<Vec<_>>()
        };
        assert_eq!(struck(7), struck(7));
        assert_ne!(struck(7), struck(8));
        let count = struck(7).into_iter().filter(|struck| *struck).count();
        assert!((200..300).contains(&count), "{count}");
    }
}
