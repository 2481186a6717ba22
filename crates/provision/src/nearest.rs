//! The known name that somebody probably meant.

use crate::text::lower;

/// The known name nearest to `name`; `None` if none is near.
pub(crate) fn of<'a>(name: &str, known: &mut dyn Iterator<Item = &'a str>) -> Option<&'a str> {
    // Below this similarity, suggestions are wrong more often than right: clap uses 0.7 for
    // the same purpose.
    const NEAR: f64 = 0.7;
    let name = lower(name.trim());
    known
        .map(|known| (strsim::jaro(&name, &lower(known)), known))
        .filter(|(similarity, _)| *similarity > NEAR)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
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
