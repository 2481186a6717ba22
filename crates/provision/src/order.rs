//! Sorting and looking up, compiled once for all types: each copy of the standard library's stable sort takes 5 KB of
//! the module that pages download.

use crate::prelude::*;

use alloc::{borrow::Cow, collections::BTreeMap};
use core::cmp::Ordering;

/// The elements in the order that `compare` gives. Equal ones stay in their order.
pub(crate) fn of<'a, T>(elements: &'a [T], compare: &dyn Fn(&T, &T) -> Ordering) -> Vec<&'a T> {
    let pairs = elements.iter().zip(elements.iter().skip(1));
    if pairs
        .into_iter()
        .all(|(one, next)| compare(one, next).is_le())
    {
        return elements.iter().collect();
    }
    let mut places: Vec<usize> = (0..elements.len()).collect();
    sort(
        &mut places,
        &|one, other| match (elements.get(one), elements.get(other)) {
            (Some(one), Some(other)) => compare(one, other),
            _ => Ordering::Equal,
        },
    );
    places
        .into_iter()
        .filter_map(|place| elements.get(place))
        .collect()
}

fn sort(places: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    places.sort_by(|one, other| compare(*one, *other));
}

/// Places by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Index<'a>(BTreeMap<Cow<'a, str>, usize>);

impl<'a> Index<'a> {
    /// The index of these names. With several of one name the last counts.
    pub(crate) fn of(names: impl Iterator<Item = &'a str>) -> Self {
        let mut index = Self::default();
        for (place, name) in names.enumerate() {
            index.insert(name, place);
        }
        index
    }

    /// Sets the place of a name, and returns the place that it had.
    pub(crate) fn insert(&mut self, name: impl Into<Cow<'a, str>>, place: usize) -> Option<usize> {
        self.0.insert(name.into(), place)
    }

    /// The place of a name.
    pub(crate) fn get(&self, name: &str) -> Option<usize> {
        self.0.get(name).copied()
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

#[cfg(test)]
mod tests {
    use super::*;

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
