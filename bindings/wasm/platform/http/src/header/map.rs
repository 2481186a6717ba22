//! Headers by name.

use std::{iter::Map, mem, slice, vec};

use super::{HeaderName, HeaderValue};

/// Headers: names, each with its values. They keep the order in which they were added; values of one name are next to
/// each other.
#[derive(Clone, Debug)]
pub struct HeaderMap<T = HeaderValue> {
    /// A list, since a search in it is short and a table of hashes is much code.
    entries: Vec<(HeaderName, T)>,
}

impl HeaderMap {
    /// No headers.
    pub fn new() -> Self {
        Self::default()
    }

    /// No headers, and room for some.
    pub fn with_capacity(capacity: usize) -> Self {
        let entries = Vec::with_capacity(capacity);
        Self { entries }
    }
}

impl<T> Default for HeaderMap<T> {
    fn default() -> Self {
        let entries = Vec::new();
        Self { entries }
    }
}

impl<T> HeaderMap<T> {
    /// The first value of a name.
    pub fn get(&self, name: impl AsRef<str>) -> Option<&T> {
        let index = self.find(name.as_ref())?;
        self.entries.get(index).map(|(_, value)| value)
    }

    /// Whether a name has a value.
    pub fn contains_key(&self, name: impl AsRef<str>) -> bool {
        self.find(name.as_ref()).is_some()
    }

    /// Makes a value the only one of its name. Returns the first value that the name had.
    pub fn insert(&mut self, name: impl Into<HeaderName>, value: T) -> Option<T> {
        match self.entry(name) {
            Entry::Occupied(mut entry) => entry.insert(value),
            Entry::Vacant(entry) => {
                entry.insert(value);
                None
            }
        }
    }

    /// Adds a value to those of its name. Returns whether there were others.
    pub fn append(&mut self, name: impl Into<HeaderName>, value: T) -> bool {
        match self.entry(name) {
            Entry::Occupied(mut entry) => {
                entry.append(value);
                true
            }
            Entry::Vacant(entry) => {
                entry.insert(value);
                false
            }
        }
    }

    /// Removes all values of a name.
    pub fn remove(&mut self, name: impl AsRef<str>) {
        let name = name.as_ref();
        self.entries
            .retain(|(other, _)| !other.as_str().eq_ignore_ascii_case(name));
    }

    /// The place of a name.
    pub fn entry(&mut self, name: impl Into<HeaderName>) -> Entry<'_, T> {
        let name = name.into();
        match self.find(name.as_str()) {
            Some(index) => Entry::Occupied(OccupiedEntry { map: self, index }),
            None => Entry::Vacant(VacantEntry { map: self, name }),
        }
    }

    /// Names and values.
    pub fn iter(&self) -> Iter<'_, T> {
        self.entries.iter().map(|(name, value)| (name, value))
    }

    /// Values.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.entries.iter().map(|(_, value)| value)
    }

    /// Values, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.entries.iter_mut().map(|(_, value)| value)
    }

    fn find(&self, name: &str) -> Option<usize> {
        let mut names = self.entries.iter().map(|(name, _)| name.as_str());
        names.position(|other| other.eq_ignore_ascii_case(name))
    }
}

/// Names and values of a map, borrowed.
pub type Iter<'a, T> =
    Map<slice::Iter<'a, (HeaderName, T)>, fn(&'a (HeaderName, T)) -> (&'a HeaderName, &'a T)>;

impl<'a, T> IntoIterator for &'a HeaderMap<T> {
    type Item = (&'a HeaderName, &'a T);
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<T> IntoIterator for HeaderMap<T> {
    type Item = (Option<HeaderName>, T);
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> IntoIter<T> {
        IntoIter {
            entries: self.entries.into_iter(),
            previous: None,
        }
    }
}

/// Names and values of a map. Only the first value of a name comes with the name.
#[derive(Debug)]
pub struct IntoIter<T> {
    entries: vec::IntoIter<(HeaderName, T)>,
    previous: Option<HeaderName>,
}

impl<T> Iterator for IntoIter<T> {
    type Item = (Option<HeaderName>, T);

    fn next(&mut self) -> Option<Self::Item> {
        let (name, value) = self.entries.next()?;
        if self.previous.as_ref() == Some(&name) {
            return Some((None, value));
        }
        self.previous = Some(name.clone());
        Some((Some(name), value))
    }
}

/// The place of a name in a map.
#[derive(Debug)]
pub enum Entry<'a, T> {
    /// The name has values.
    Occupied(OccupiedEntry<'a, T>),
    /// The name has none.
    Vacant(VacantEntry<'a, T>),
}

impl<T> Entry<'_, T> {
    /// Adds a value if there is none.
    pub fn or_insert_with(self, value: impl FnOnce() -> T) {
        if let Self::Vacant(entry) = self {
            entry.insert(value());
        }
    }
}

/// The values of a name in a map.
#[derive(Debug)]
pub struct OccupiedEntry<'a, T> {
    map: &'a mut HeaderMap<T>,
    /// Of the first value.
    index: usize,
}

impl<T> OccupiedEntry<'_, T> {
    /// Makes a value the only one of the name. Returns the first value that the name had.
    pub fn insert(&mut self, value: T) -> Option<T> {
        let end = self.end();
        self.map.entries.drain(self.index + 1..end);
        let (_, first) = self.map.entries.get_mut(self.index)?;
        Some(mem::replace(first, value))
    }

    /// Adds a value to those of the name.
    pub fn append(&mut self, value: T) {
        if let Some((name, _)) = self.map.entries.get(self.index) {
            let entry = (name.clone(), value);
            self.map.entries.insert(self.end(), entry);
        }
    }

    /// The index behind the last value.
    fn end(&self) -> usize {
        let mut rest = self.map.entries.iter().skip(self.index);
        let first = rest.next().map(|(name, _)| name);
        let others = rest.take_while(|(name, _)| Some(name) == first);
        self.index + 1 + others.count()
    }
}

/// A name that has no value in a map.
#[derive(Debug)]
pub struct VacantEntry<'a, T> {
    map: &'a mut HeaderMap<T>,
    name: HeaderName,
}

impl<'a, T> VacantEntry<'a, T> {
    /// Adds the value.
    pub fn insert(self, value: T) {
        self.map.entries.push((self.name, value));
    }

    /// Adds the value, and returns its place.
    pub fn insert_entry(self, value: T) -> OccupiedEntry<'a, T> {
        let index = self.map.entries.len();
        self.map.entries.push((self.name, value));
        OccupiedEntry {
            map: self.map,
            index,
        }
    }
}
