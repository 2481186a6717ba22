//! Pages whose entries are decoded one by one, so that one that can't be decoded takes no other along.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{
    call::{answer::Answer, context::Context, tolerant},
    error::{Code, Error},
    types::{
        json::{elements, member, with_member},
        response::{Head, Response, UnreadableEntry},
    },
};

use super::page::Page;

/// Reads a page. Entries that can't be decoded are kept in the response, apart from the others.
pub(crate) fn read<P>(answer: Answer) -> Result<Response<P>, Error>
where
    P: Page + DeserializeOwned,
    P::Item: DeserializeOwned,
{
    // An empty body is reported there.
    let Some(text) = &answer.text else {
        return answer.json();
    };
    match decode(text) {
        Ok((page, unreadable)) => {
            let mut response = answer.with(page);
            response.unreadable = unreadable;
            Ok(response)
        }
        Err(problem) => Err(answer.invalid(&problem).caused_by(problem)),
    }
}

/// Decodes a page, and returns the entries that can't be decoded apart from it.
pub(crate) fn decode<P>(text: &str) -> Result<(P, Vec<UnreadableEntry>), serde_json::Error>
where
    P: Page + DeserializeOwned,
    P::Item: DeserializeOwned,
{
    let problem = match serde_json::from_str(text) {
        Ok(page) => return Ok((page, Vec::new())),
        Err(problem) => problem,
    };
    // What is wrong with the page as it came says more than what is wrong with parts of it.
    let Some(results) = member(text, "results").and_then(elements) else {
        return Err(problem);
    };
    let (mut readable, mut unreadable) = (Vec::new(), Vec::new());
    for (index, entry) in results.enumerate() {
        match tolerant::repair::<P::Item>(entry) {
            Ok(value) => readable.push(value),
            Err(problem) => unreadable.push(UnreadableEntry::new(index, entry, problem)),
        }
    }
    // As values and not as text, since a page may be nested more deeply than its entries.
    let page = with_member(text, "results", "[]").and_then(|page| {
        let mut page: Value = tolerant::from_str(&page).ok()?;
        let results = Value::Array(readable);
        page.as_object_mut()?.insert("results".to_owned(), results);
        let (page, _) = tolerant::repaired_value(page)?;
        Some((page, unreadable))
    });
    page.ok_or(problem)
}

/// What tells the entries of a page apart: of those that can't be decoded, all of their text.
pub(crate) fn keys<P: Page>(page: &Response<P>) -> Vec<&str> {
    let mut keys = page.keys();
    for entry in &page.unreadable {
        keys.insert(entry.index.min(keys.len()), &entry.raw_json);
    }
    keys
}

/// The entries at some indices, which are in order; those that can't be decoded as errors.
pub(crate) fn new_ones<P: Page>(
    page: Response<P>,
    new: Vec<usize>,
    context: &Context,
) -> Vec<Result<P::Item, Error>> {
    let mut unreadable = page.unreadable.into_iter().peekable();
    let mut items = page.value.into_items().into_iter();
    let mut new = new.into_iter().peekable();
    let mut entries = Vec::with_capacity(new.len());
    for index in 0.. {
        let entry = match unreadable.next_if(|entry| entry.index == index) {
            Some(entry) => Err(undecoded(&entry, page.head.clone(), context)),
            None => match items.next() {
                Some(item) => Ok(item),
                None => break,
            },
        };
        if new.next_if_eq(&index).is_some() {
            entries.push(entry);
        }
    }
    entries
}

/// The error for an entry that can't be decoded.
fn undecoded(entry: &UnreadableEntry, head: Head, context: &Context) -> Error {
    let UnreadableEntry { index, problem, .. } = entry;
    let message = format!("entry {index} of a page can't be decoded: {problem}");
    let mut error = Error::new(Code::Decode, message).with_head(head);
    context.keep_body(&mut error, entry.raw_json.as_bytes());
    context.complete(error)
}
