//! Circles in the imports between files.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;

use crate::imports::Imports;

/// A circle: the importing file, the path in its code, and the imported file, and so on.
pub type Circle = Vec<(PathBuf, String, PathBuf)>;

/// The shortest circle through each file that is in one, each circle once.
pub fn circles(imports: &Imports) -> Vec<Circle> {
    let mut circles: Vec<Circle> = Vec::new();
    for file in imports.keys() {
        let known = circles.iter().flatten().any(|(from, ..)| from == file);
        if !known && let Some(circle) = shortest_circle(imports, file) {
            circles.push(circle);
        }
    }
    circles
}

fn shortest_circle(imports: &Imports, start: &PathBuf) -> Option<Circle> {
    let mut reached: BTreeMap<&PathBuf, (&PathBuf, &str)> = BTreeMap::new();
    let mut open = VecDeque::from([start]);
    while let Some(file) = open.pop_front() {
        for (path, to) in imports.get(file).into_iter().flatten() {
            if reached.contains_key(to) {
                continue;
            }
            reached.insert(to, (file, path));
            if to == start {
                let mut circle = Vec::new();
                let mut at = to;
                loop {
                    let (from, path) = reached.get(at)?;
                    circle.push(((*from).clone(), (*path).to_owned(), at.clone()));
                    at = from;
                    if at == start {
                        circle.reverse();
                        return Some(circle);
                    }
                }
            }
            open.push_back(to);
        }
    }
    None
}
