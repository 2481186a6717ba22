//! Which entries of a list have been given, in a few bytes for each.

use std::{
    collections::HashSet,
    hash::{BuildHasher, RandomState},
};

/// The keys of entries, as hashes of 128 bits: 16 bytes for each, whatever its length.
///
/// Two keys with one hash would be taken for one entry, which happens to less than one of 10^26 lists
/// of a million entries.
#[derive(Default)]
pub(crate) struct Seen {
    hashes: HashSet<u128>,
    functions: [RandomState; 2],
}

impl Seen {
    /// Whether an entry was noted.
    pub fn contains(&self, key: &str) -> bool {
        self.hashes.contains(&self.hash(key))
    }

    /// Notes an entry; false if it was already.
    pub fn insert(&mut self, key: &str) -> bool {
        self.hashes.insert(self.hash(key))
    }

    fn hash(&self, key: &str) -> u128 {
        let [high, low] = self
            .functions
            .each_ref()
            .map(|f| u128::from(f.hash_one(key)));
        high << 64 | low
    }
}

#[cfg(test)]
mod tests {
    use super::Seen;

    #[test]
    fn what_was_noted_is_known_and_nothing_else() {
        let mut seen = Seen::default();
        for key in 0..1000 {
            assert!(!seen.contains(&key.to_string()));
            assert!(seen.insert(&key.to_string()));
            assert!(seen.contains(&key.to_string()));
            assert!(!seen.insert(&key.to_string()));
        }
        assert!(!seen.contains(""));
    }
}
