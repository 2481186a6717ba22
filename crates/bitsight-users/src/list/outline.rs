//! A page without its entries, for the bindings, which pass the text on.

use crate::{
    call::answer::{Answer, Verdict},
    error::Error,
    types::{
        json::{elements, integer, member, string},
        response::Response,
    },
};

use super::page::Page;

/// The parts of a page that a reader needs.
pub struct Outline {
    next: Option<String>,
    count: i64,
    keys: Vec<String>,
}

impl Outline {
    /// Reads a valid page.
    fn of(page: &str) -> Option<Self> {
        let entries = elements(member(page, "results")?)?;
        Some(Self {
            next: member(page, "links").and_then(|links| string(links, "next")),
            count: integer(page, "count")?,
            keys: entries
                // An entry that JavaScript finds invalid can lack its guid.
                .map(|entry| string(entry, "guid").unwrap_or_else(|| entry.to_owned()))
                .collect(),
        })
    }
}

impl Page for Outline {
    type Item = ();

    fn read(answer: Answer) -> Result<Response<Self>, Error> {
        // The verdict of the bindings names the path of a problem.
        if let Verdict::Invalid(problem) = &answer.verdict {
            return Err(answer.invalid(problem));
        }
        match answer.text.as_deref().map(Self::of) {
            Some(Some(outline)) => Ok(answer.with(outline)),
            Some(None) => Err(answer.invalid("it is no page")),
            None => Err(answer.invalid("it is empty")),
        }
    }

    fn count(&self) -> i64 {
        self.count
    }

    fn next(&self) -> Option<&str> {
        self.next.as_deref()
    }

    fn keys(&self) -> Vec<&str> {
        self.keys.iter().map(String::as_str).collect()
    }

    fn into_items(self) -> Vec<()> {
        Vec::new()
    }
}
