//! The entries that were read, in little memory.

use std::{
    hash::{BuildHasher, RandomState},
    num::NonZeroU64,
};

/// A set of keys, of each of which it has 127 bits of hashes. That takes a third of the memory of the texts. Among a
/// million keys, two have the same bits with a probability of 10^-26.
///
/// `HashSet` would hash the hashes once more, and take 2 KB more of the WebAssembly module.
#[derive(Debug, Default)]
pub(super) struct Keys {
    hashers: [RandomState; 2],
    /// None, or a power of two. A key is in the row that its second hash names, or in one of the taken rows that follow
    /// it. A quarter of the rows at least is free, so that few follow.
    rows: Vec<Option<Hashes>>,
    len: usize,
}

/// No key has zero as its first hash, so that a free row takes no more memory than a taken one.
type Hashes = (NonZeroU64, u64);

/// How many rows there are at first.
const ROWS: usize = 64;

impl Keys {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.len
    }

    pub fn contains(&self, key: &str) -> bool {
        let hashes = self.hashes_of(key);
        self.rows.get(self.row_of(&hashes)) == Some(&Some(hashes))
    }

    /// Adds a key, and returns whether it is new.
    pub fn insert(&mut self, key: &str) -> bool {
        if self.len >= self.rows.len() / 4 * 3 {
            self.grow();
        }
        let is_new = self.add(self.hashes_of(key));
        self.len += usize::from(is_new);
        is_new
    }

    fn add(&mut self, hashes: Hashes) -> bool {
        let row = self.row_of(&hashes);
        match self.rows.get_mut(row) {
            Some(row) if row.is_none() => {
                *row = Some(hashes);
                true
            }
            _ => false,
        }
    }

    fn grow(&mut self) {
        let rows = vec![None; (self.rows.len() * 2).max(ROWS)];
        for hashes in std::mem::replace(&mut self.rows, rows)
            .into_iter()
            .flatten()
        {
            self.add(hashes);
        }
    }

    /// The row that holds a key, or the free one that it goes into.
    fn row_of(&self, hashes: &Hashes) -> usize {
        let mask = self.rows.len().wrapping_sub(1);
        // The lowest bits are as random as any others.
        let mut index = hashes.1 as usize & mask;
        while let Some(Some(other)) = self.rows.get(index) {
            if other == hashes {
                break;
            }
            index = (index + 1) & mask;
        }
        index
    }

    fn hashes_of(&self, key: &str) -> Hashes {
        let [one, other] = &self.hashers;
        (NonZeroU64::MIN | one.hash_one(key), other.hash_one(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_new_once() {
        let mut keys = Keys::default();
        assert!(!keys.contains("guid-1"));
        let texts: Vec<String> = (0..1_000).map(|number| format!("guid-{number}")).collect();
        for text in &texts {
            assert!(!keys.contains(text) && keys.insert(text) && !keys.insert(text));
        }
        assert!(texts.iter().all(|text| keys.contains(text)));
        assert_eq!(keys.len(), texts.len());
        assert!(keys.rows.len() / 4 * 3 >= keys.len());
        let (one, other) = keys.hashes_of("guid-1");
        assert_ne!(one.get() | 1, other | 1, "the hashers differ");
    }

    #[test]
    fn keys_of_one_row_are_told_apart() {
        let mut keys = Keys::default();
        keys.grow();
        let last = keys.rows.len() as u64 - 1;
        let one = NonZeroU64::MIN;
        // The rows that follow the last are the first ones.
        assert!(keys.add((one, last)) && keys.add((one | 2, last)) && keys.add((one, last + 64)));
        assert!(
            !keys.add((one, last)) && !keys.add((one | 2, last)) && !keys.add((one, last + 64))
        );
        assert_eq!(keys.rows.iter().flatten().count(), 3);
        assert!(keys.rows.first().is_some_and(Option::is_some));
    }

    #[test]
    fn a_free_row_takes_no_more_memory() {
        assert_eq!(size_of::<Option<Hashes>>(), 16);
    }
}
