//! Which entries of a list have been given, in a few bytes for each.

use std::{
    collections::HashSet,
    hash::{BuildHasher, RandomState},
};

/// The keys of entries, as hashes: 10 bytes for each, whatever its length.
///
/// Two keys with one hash would be taken for one entry, which happens to less than one of 10^12 lists
/// of a million entries.
#[derive(Default)]
pub(crate) struct Seen {
    hashes: HashSet<[u8; 10]>,
    functions: [RandomState; 2],
}

/// A list says how many entries it has; so many are believed, which is more than any account has users.
const MOST_EXPECTED: usize = 100_000;

impl Seen {
    /// Makes room for so many entries: a table that grows is there twice for a moment.
    pub fn expect(&mut self, entries: usize) {
        let more = entries.min(MOST_EXPECTED).saturating_sub(self.hashes.len());
        self.hashes.reserve(more);
    }

    /// Whether an entry was noted.
    pub fn contains(&self, key: &str) -> bool {
        self.hashes.contains(&self.hash(key))
    }

    /// Notes an entry; false if it was already.
    pub fn insert(&mut self, key: &str) -> bool {
        self.hashes.insert(self.hash(key))
    }

    fn hash(&self, key: &str) -> [u8; 10] {
        let [one, other] = self
            .functions
            .each_ref()
            .map(|f| f.hash_one(key).to_le_bytes());
        let mut hash = [0; 10];
        for (to, from) in hash.iter_mut().zip(one.into_iter().chain(other)) {
            *to = from;
        }
        hash
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
