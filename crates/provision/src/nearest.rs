//! The known name that somebody probably meant.

use crate::{prelude::*, text::lower};

/// The known name nearest to `name`; `None` if none is near.
pub(crate) fn of<'a>(name: &str, known: &mut dyn Iterator<Item = &'a str>) -> Option<&'a str> {
    // Below this similarity, suggestions are wrong more often than right: clap uses 0.7 for
    // the same purpose.
    const NEAR: f64 = 0.7;
    let name = lower(name.trim());
    known
        .map(|known| (jaro(&name, &lower(known)), known))
        .filter(|(similarity, _)| *similarity > NEAR)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, known)| known)
}

/// The Jaro similarity of two texts, from 0 to 1. The crate `strsim`, with which a test compares this, needs the standard
/// library.
fn jaro(one: &str, other: &str) -> f64 {
    let one: Vec<char> = one.chars().collect();
    // Each character, and whether it is matched.
    let mut other: Vec<(char, bool)> = other.chars().map(|letter| (letter, false)).collect();
    let reach = (one.len().max(other.len()) / 2).saturating_sub(1);
    let mut matched = Vec::new();
    for (place, letter) in one.iter().enumerate() {
        let near = other.iter_mut().take(place + reach + 1);
        let mut near = near.skip(place.saturating_sub(reach));
        if let Some((_, taken)) = near.find(|(candidate, taken)| candidate == letter && !taken) {
            *taken = true;
            matched.push(*letter);
        }
    }
    if matched.is_empty() {
        return 0.0;
    }
    let in_place_of = other.iter().filter(|(_, taken)| *taken);
    let pairs = matched.iter().zip(in_place_of);
    let transpositions = pairs.filter(|(one, (other, _))| *one != other).count() / 2;
    let share = |part: usize, all: usize| part as f64 / all as f64;
    let matches = matched.len();
    (share(matches, one.len())
        + share(matches, other.len())
        + share(matches - transpositions, matches))
        / 3.0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_similarity_is_that_of_strsim(one in "[abc]{0,9}", other in "[abc]{1,9}") {
            prop_assert_eq!(super::jaro(&one, &other), strsim::jaro(&one, &other));
        }
    }

    #[test]
    fn a_misspelt_name_finds_its_neighbour_and_a_strange_one_finds_none() {
        let known = ["email", "formal_name", "friendly_name", "role"];
        assert_eq!(super::of("E-Mail", &mut known.into_iter()), Some("email"));
        assert_eq!(
            super::of("formalname", &mut known.into_iter()),
            Some("formal_name")
        );
        assert_eq!(super::of("xyz", &mut known.into_iter()), None);
    }
}
