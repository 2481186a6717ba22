//! A page without its entries, for the bindings, which pass the text on.

use serde::Deserialize;

use crate::{
    call::answer::{Answer, Verdict},
    error::Error,
    types::response::Response,
};

use super::stream::Page;

/// The parts of a page that a reader needs.
#[derive(Deserialize)]
pub struct Outline {
    links: Option<Links>,
    count: i64,
    results: Vec<Entry>,
}

#[derive(Deserialize)]
struct Links {
    next: Option<String>,
}

#[derive(Deserialize)]
struct Entry {
    guid: String,
}

impl Page for Outline {
    type Item = ();

    fn read(answer: Answer) -> Result<Response<Self>, Error> {
        // The verdict of the bindings names the place of a problem.
        if let Verdict::Invalid(problem) = &answer.verdict {
            return Err(answer.invalid(problem));
        }
        answer.json()
    }

    fn count(&self) -> i64 {
        self.count
    }

    fn next(&self) -> Option<&str> {
        self.links.as_ref()?.next.as_deref()
    }

    fn keys(&self) -> Vec<&str> {
        self.results
            .iter()
            .map(|entry| entry.guid.as_str())
            .collect()
    }

    fn into_items(self) -> Vec<()> {
        Vec::new()
    }
}
