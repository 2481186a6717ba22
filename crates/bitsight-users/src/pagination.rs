//! Lists from beginning to end: every entry once, whatever happens to the list on the way.
//!
//! The service pages by offset, so an entry that is added or deleted while somebody reads moves all
//! that follow it. Entries that were seen are recognised and not given twice. When `count` changes,
//! entries may have moved to before where the reading was: it steps back until a page begins with
//! an entry that was seen, after which nothing can be missing.

use std::{
    future::Future,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll, ready},
    vec,
};

use futures_core::Stream;
use reqwest::Url;
use serde_json::Value;

use crate::{
    Client, Code, Error, Response,
    arguments::{Arguments, Query},
    body::Raw,
    operation::Operation,
    seen::Seen,
};

/// How large a page is, if the query doesn't say; the service's own default.
const PAGE: u32 = 100;
/// Pages may be without new entries and not be the last; more in a row than this is a list that has
/// no end.
const IDLE_PAGES: u32 = 100;
/// How often to step back for a list that changes; one that changes more often is read as it comes.
const STEPS_BACK: u32 = 100;

#[cfg(not(target_arch = "wasm32"))]
pub(crate) type Fetching<P> = Pin<Box<dyn Future<Output = Result<Response<P>, Error>> + Send>>;
#[cfg(target_arch = "wasm32")]
pub(crate) type Fetching<P> = Pin<Box<dyn Future<Output = Result<Response<P>, Error>>>>;

/// A page of a list; implemented by generated code.
#[doc(hidden)]
pub trait Page: Sized + Unpin + Send + 'static {
    /// An entry.
    type Item: Unpin + Send;

    /// Reads a page out of an answer.
    fn read(answer: Response<Raw>) -> Result<Response<Self>, Error>;
    /// The number of entries on all pages.
    fn count(&self) -> i64;
    /// The link to the next page.
    fn next(&self) -> Option<&str>;
    /// What tells entries apart, for each.
    fn keys(&self) -> Vec<&str>;
    /// The entries.
    fn into_items(self) -> Vec<Self::Item>;
}

/// What there is to know of a page without its entries, for the bindings, which pass the text on.
#[doc(hidden)]
pub struct Outline {
    next: Option<String>,
    count: i64,
    keys: Vec<String>,
}

impl Page for Outline {
    type Item = ();

    fn read(answer: Response<Raw>) -> Result<Response<Self>, Error> {
        let answer = answer.checked()?;
        // It was found to have all these.
        let page = answer
            .raw_json()
            .and_then(|json| serde_json::from_str(json).ok());
        let page: Value = page.unwrap_or_default();
        let text = |value: Option<&Value>| Some(value?.as_str()?.to_owned());
        let results = page.get("results").and_then(Value::as_array);
        let outline = Self {
            next: text(page.get("links").and_then(|links| links.get("next"))),
            count: page.get("count").and_then(Value::as_i64).unwrap_or(0),
            keys: results
                .into_iter()
                .flatten()
                .map(|entry| text(entry.get("guid")).unwrap_or_default())
                .collect(),
        };
        Ok(answer.with_value(outline))
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

/// All entries of a list, requested page by page as they are needed.
///
/// A [`Stream`], and for those who have no use for one, [`next`](Self::next). After an error it
/// can be asked again, and goes on where it was.
pub struct Paginated<P: Page> {
    reader: Reader<P>,
    fetching: Option<Fetching<P>>,
    items: vec::IntoIter<P::Item>,
}

/// All users that match a query; see [`Client::list_users_stream`].
pub type UserStream = Paginated<crate::types::UserPage>;

/// A page, and which of its entries were not on an earlier one.
#[doc(hidden)]
pub struct NewEntries<P> {
    /// The page.
    pub page: Response<P>,
    /// The places of the new entries.
    pub new: Vec<usize>,
}

impl<P: Page> Paginated<P> {
    /// For the bindings; others have a method of the client.
    #[doc(hidden)]
    pub fn new(client: &Client, operation: &'static Operation, query: Value) -> Self {
        let reader = Reader::new(client.clone(), operation, query);
        Self {
            reader,
            fetching: None,
            items: Vec::new().into_iter(),
        }
    }

    /// The next entry; `None` after the last.
    ///
    /// # Errors
    /// Whatever requesting a page can end in.
    pub async fn next(&mut self) -> Option<Result<P::Item, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The next page, for the bindings.
    #[doc(hidden)]
    pub async fn next_page(&mut self) -> Option<Result<NewEntries<P>, Error>> {
        std::future::poll_fn(|context| self.poll_page(context)).await
    }

    /// For the bindings: requests what follows through this client, whose token can be another.
    #[doc(hidden)]
    pub fn use_client(&mut self, client: Client) {
        self.reader.client = client;
    }

    /// For the bindings: aborts a request that is under way; the next page asks anew.
    #[doc(hidden)]
    pub fn stop(&mut self) {
        self.fetching = None;
    }

    fn poll_page(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<NewEntries<P>, Error>>> {
        loop {
            let fetching = match &mut self.fetching {
                Some(fetching) => fetching,
                None => match self.reader.fetch() {
                    Some(fetching) => self.fetching.insert(fetching),
                    None => return Poll::Ready(None),
                },
            };
            let page = ready!(fetching.as_mut().poll(context));
            self.fetching = None;
            match page.and_then(|page| self.reader.read(page)) {
                Ok(None) => {}
                Ok(Some(page)) => return Poll::Ready(Some(Ok(page))),
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        }
    }
}

impl<P: Page> Stream for Paginated<P> {
    type Item = Result<P::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            // What held the last page's entries isn't kept while the next is read.
            self.items = Vec::new().into_iter();
            match ready!(self.poll_page(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(NewEntries { page, new })) => {
                    // The places are in order.
                    let mut new = new.into_iter().peekable();
                    let (mut items, mut place) = (page.into_inner().into_items(), 0);
                    items.retain(|_| {
                        place += 1;
                        new.next_if_eq(&(place - 1)).is_some()
                    });
                    self.items = items.into_iter();
                }
            }
        }
    }
}

impl<P: Page> std::fmt::Debug for Paginated<P> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Paginated")
            .field("offset", &self.reader.offset)
            .finish_non_exhaustive()
    }
}

/// Where the reading of a list is.
struct Reader<P: Page> {
    page: PhantomData<fn() -> P>,
    client: Client,
    operation: &'static Operation,
    query: Value,
    /// Where the caller wants the list to begin.
    start: u32,
    offset: u32,
    limit: u32,
    ended: bool,
    count: i64,
    /// The keys of all entries so far: there is no telling how far entries move.
    seen: Seen,
    idle_pages: u32,
    steps_back: u32,
    /// From where the reading stepped back.
    furthest: u32,
    /// How far the last step back went, until a page shows that it went far enough.
    step: Option<u32>,
}

impl<P: Page> Reader<P> {
    fn new(client: Client, operation: &'static Operation, query: Value) -> Self {
        // What is no such number is refused by the first request.
        let number = |name: &str| query.get(name)?.as_u64()?.try_into().ok();
        let limit: u32 = number("limit").unwrap_or(PAGE);
        let offset: u32 = number("offset").unwrap_or(0);
        Self {
            page: PhantomData,
            client,
            operation,
            query,
            start: offset,
            offset,
            limit,
            ended: false,
            count: 0,
            seen: Seen::default(),
            idle_pages: 0,
            steps_back: 0,
            furthest: 0,
            step: None,
        }
    }

    fn fetch(&self) -> Option<Fetching<P>> {
        if self.ended {
            return None;
        }
        let mut query = self.query.clone();
        // What the caller didn't set is only sent where it says something.
        if self.offset > self.start
            && let Value::Object(query) = &mut query
        {
            query.insert("offset".to_owned(), self.offset.into());
            query.insert("limit".to_owned(), self.limit.into());
        }
        let (client, operation) = (self.client.clone(), self.operation);
        let arguments = Arguments {
            query: Some(Query::of(operation, &query)),
            ..Arguments::default()
        };
        Some(Box::pin(async move {
            client.send(operation, &arguments).await.and_then(P::read)
        }))
    }

    /// Takes a page in; `None` if it has to be requested again, from an earlier offset.
    fn read(&mut self, page: Response<P>) -> Result<Option<NewEntries<P>>, Error> {
        let keys = page.keys();
        let known_first = keys.first().is_some_and(|key| self.seen.contains(key));
        if let Some(step) = self.step_back(page.count(), known_first) {
            self.furthest = self.furthest.max(self.offset);
            self.offset = self.offset.saturating_sub(step).max(self.start);
            return Ok(None);
        }

        self.seen.expect(usize::try_from(page.count()).unwrap_or(0));
        // The same entry twice on one page is one entry as well.
        let is_new = |(place, key): (usize, &&str)| {
            let new = self.seen.insert(key);
            new.then_some(place)
        };
        let new: Vec<usize> = keys.iter().enumerate().filter_map(is_new).collect();
        let length = u32::try_from(keys.len()).unwrap_or(u32::MAX);
        self.idle_pages = match new.is_empty() {
            false => 0,
            // Brings nothing new as a matter of course, after a step back.
            true if self.offset < self.furthest => self.idle_pages,
            true => self.idle_pages + 1,
        };
        if self.idle_pages > IDLE_PAGES {
            let message = format!("the list doesn't end: {IDLE_PAGES} pages without new entries");
            self.ended = true;
            return Err(Error::new(Code::Decode, message));
        }

        // A page may be short because the service's pages are smaller than asked for, so the next
        // begins after what came, and not after what was asked for, unless the service says so.
        let window_end = self.offset.saturating_add(self.limit.max(length));
        let by_offset = match length {
            0 => window_end,
            _ => self.offset.saturating_add(length),
        };
        let link = page
            .next()
            .and_then(|link| offset_of(link, self.client.base_url(), self.operation.path))
            // A link that leads back would lead round in circles.
            .filter(|offset| *offset > self.offset);
        // Nor does any lead past what was not on this page.
        let next = link.map_or(by_offset, |link| link.clamp(by_offset, window_end));
        let before_end = i64::from(next) < self.count;
        // Past the end, a page that brings nothing is the last, whatever it links to.
        self.ended = !before_end && (link.is_none() || new.is_empty());
        self.offset = next;
        Ok(Some(NewEntries { page, new }))
    }

    /// How far to go back before reading on, if entries may have moved to before where a page
    /// begins.
    fn step_back(&mut self, count: i64, known_first: bool) -> Option<u32> {
        let shrunk = self.count.saturating_sub(count).max(0);
        let changed = self.count != count;
        self.count = count;
        let may_lack_some = self.offset > self.start && (changed || self.step.is_some());
        if !may_lack_some || known_first || self.steps_back >= STEPS_BACK {
            self.step = None;
            return None;
        }
        let step = match self.step {
            Some(step) if !changed => step.saturating_mul(2),
            // One more than those that are gone, to meet an entry that was seen.
            _ => u32::try_from(shrunk).unwrap_or(u32::MAX).saturating_add(1),
        };
        self.step = Some(step);
        self.steps_back += 1;
        Some(step)
    }
}

/// The offset that a link of the service leads to, if it is one to the same list at the same place.
fn offset_of(link: &str, base_url: &str, path: &str) -> Option<u32> {
    let here = Url::parse(&format!("{base_url}{path}")).ok()?;
    let link = Url::parse(link).ok()?;
    if link.origin() != here.origin() || link.path() != here.path() {
        return None;
    }
    let (_, offset) = link.query_pairs().find(|(name, _)| name == "offset")?;
    offset.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_counts_only_within_the_configured_origin() {
        let base = "https://api.bitsighttech.com/ratings";
        let offset = |link| offset_of(link, base, "/v2/users");
        assert_eq!(
            offset("https://api.bitsighttech.com/ratings/v2/users?limit=100&offset=200"),
            Some(200)
        );
        for other in [
            "https://evil.example/ratings/v2/users?offset=200",
            "http://api.bitsighttech.com/ratings/v2/users?offset=200",
            "https://api.bitsighttech.com/ratings/v1/users?offset=200",
            "https://api.bitsighttech.com/ratings/v2/users",
            "/ratings/v2/users?offset=200",
            "https://api.bitsighttech.com/ratings/v2/users?offset=-1",
        ] {
            assert_eq!(offset(other), None, "{other}");
        }
    }
}
