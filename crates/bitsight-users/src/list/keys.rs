//! The entries that were read, in little memory.

use std::{
    collections::HashSet,
    hash::{BuildHasher, RandomState},
};

/// A set of keys, of each of which it has 128 bits of hashes. That takes a third of the memory of the texts. Among a
/// million keys, two have the same bits with a probability of 10^-27.
#[derive(Debug, Default)]
pub(super) struct Keys {
    hashers: [RandomState; 2],
    hashes: HashSet<[u64; 2]>,
}

impl Keys {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    pub fn contains(&self, key: &str) -> bool {
        self.hashes.contains(&self.hashes_of(key))
    }

    /// Adds a key, and returns whether it is new.
    pub fn insert(&mut self, key: &str) -> bool {
        self.hashes.insert(self.hashes_of(key))
    }

    fn hashes_of(&self, key: &str) -> [u64; 2] {
        let [one, other] = &self.hashers;
        [one.hash_one(key), other.hash_one(key)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_new_once() {
        let mut keys = Keys::default();
        let texts: Vec<String> = (0..1_000).map(|number| format!("guid-{number}")).collect();
        for text in &texts {
            assert!(!keys.contains(text) && keys.insert(text) && !keys.insert(text));
        }
        assert_eq!(keys.len(), texts.len());
        let [one, other] = keys.hashes_of("guid-1");
        assert_ne!(one, other, "the hashers differ");
    }
}
