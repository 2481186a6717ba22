//! Sorting and looking up, compiled once for all types: each copy of the standard library's stable sort takes 5 KB of
//! the module that pages download.

use crate::prelude::*;

use alloc::collections::BinaryHeap;
use core::cmp::Ordering;

use serde_json::{Map, Value};

/// The elements in the order that `compare` gives. Equal ones stay in their order.
pub(crate) fn of<'a, T>(elements: &'a [T], compare: &dyn Fn(&T, &T) -> Ordering) -> Vec<&'a T> {
    let order = |one: usize, other: usize| match (elements.get(one), elements.get(other)) {
        (Some(one), Some(other)) => compare(one, other),
        _ => Ordering::Equal,
    };
    sorted(elements.len(), &order)
        .into_iter()
        .filter_map(|placed| elements.get(placed.place))
        .collect()
}

/// The places below `count` in order. By a heap: the code of the standard library's stable sort is much larger.
fn sorted(count: usize, order: &dyn Fn(usize, usize) -> Ordering) -> Vec<Placed<'_>> {
    let places: Vec<_> = (0..count).map(|place| Placed { place, order }).collect();
    if places.is_sorted() {
        return places;
    }
    BinaryHeap::from(places).into_sorted_vec()
}

/// The place of an element, in the order of the elements. Equal ones stay in the order of their places.
struct Placed<'a> {
    place: usize,
    order: &'a dyn Fn(usize, usize) -> Ordering,
}

impl Ord for Placed<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.order)(self.place, other.place).then(self.place.cmp(&other.place))
    }
}

impl PartialOrd for Placed<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Placed<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Placed<'_> {}

/// Places by name. The map is of the type that JSON objects have, since each type of map takes 3 KB of the module.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Index(Map<String, Value>);

impl Index {
    /// The index of these names. With several of one name the last counts.
    pub(crate) fn of<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let mut index = Self::default();
        for (place, name) in names.enumerate() {
            index.insert(name, place);
        }
        index
    }

    /// Sets the place of a name, and returns the place that it had.
    pub(crate) fn insert(&mut self, name: impl Into<String>, place: usize) -> Option<usize> {
        self.0
            .insert(name.into(), place.into())
            .as_ref()
            .and_then(place_of)
    }

    /// The place of a name.
    pub(crate) fn get(&self, name: &str) -> Option<usize> {
        self.0.get(name).and_then(place_of)
    }

    /// Whether the name is there.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// How many names there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

fn place_of(value: &Value) -> Option<usize> {
    value.as_u64().and_then(|place| place.try_into().ok())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_order_is_that_of_the_standard_library(pairs: Vec<(u8, u32)>) {
            // Of few values, so that many are equal.
            let compare = |one: &(u8, u32), other: &(u8, u32)| (one.0 % 4).cmp(&(other.0 % 4));
            let mut expected: Vec<_> = pairs.iter().collect();
            expected.sort_by(|one, other| compare(one, other));
            prop_assert_eq!(of(&pairs, &compare), expected);
        }
    }

    #[test]
    fn equal_elements_stay_in_their_order() {
        let pairs = [(2, 'a'), (1, 'b'), (2, 'c'), (1, 'd')];
        let sorted = of(&pairs, &|one, other| one.0.cmp(&other.0));
        let letters: String = sorted.into_iter().map(|(_, letter)| letter).collect();
        assert_eq!(letters, "bdac");
    }

    #[test]
    fn an_index_says_which_place_it_replaces() {
        let mut index = Index::of(["a", "b"].into_iter());
        assert_eq!(index.insert("b".to_owned(), 7), Some(1));
        assert_eq!(
            (index.get("b"), index.get("c"), index.len()),
            (Some(7), None, 2)
        );
        assert!(index.contains("a"));
    }
}
