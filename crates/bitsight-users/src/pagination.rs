//! Lists from beginning to end: every entry once, whatever happens to the list on the way.
//!
//! The service pages by offset, so an entry that is added or deleted while somebody reads moves all
//! that follow it. Entries that were seen on the last pages are recognised and not given twice;
//! when `count` shrinks, the reading steps back by as much, since entries may have moved to before
//! where it was.

use std::{
    collections::{HashSet, VecDeque},
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
    vec,
};

use futures_core::Stream;
use reqwest::Url;

use crate::{Client, Code, Error, Request, Response};

/// How large a page is, if the query doesn't say; the service's own default.
const PAGE: u32 = 100;
/// Pages may be empty without being the last; more in a row than this is a list that has no end.
const EMPTY_PAGES: u32 = 100;
/// How often to step back for a list that shrinks; one that shrinks more often is read as it comes.
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
    /// The list's query parameters.
    type Query: Request + Clone + Unpin + Send;
    /// The path of the operation.
    const PATH: &'static str;

    /// `limit` and `offset` of a query.
    fn window(query: &mut Self::Query) -> (&mut Option<u32>, &mut Option<u32>);
    /// Requests the page that a query asks for.
    fn fetch(client: Client, query: Self::Query) -> Fetching<Self>;
    /// The number of entries on all pages.
    fn count(&self) -> i64;
    /// The link to the next page.
    fn next(&self) -> Option<&str>;
    /// What tells entries apart, for each.
    fn keys(&self) -> Vec<&str>;
    /// The entries.
    fn into_items(self) -> Vec<Self::Item>;
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
    pub(crate) fn new(client: &Client, query: &P::Query) -> Self {
        let reader = Reader::new(client.clone(), query.clone());
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
            match ready!(self.poll_page(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(NewEntries { page, new })) => {
                    let new: HashSet<_> = new.into_iter().collect();
                    let items = page.into_inner().into_items().into_iter().enumerate();
                    let items: Vec<_> = items
                        .filter_map(|(place, item)| new.contains(&place).then_some(item))
                        .collect();
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
    client: Client,
    query: P::Query,
    offset: u32,
    limit: u32,
    ended: bool,
    count: i64,
    /// The keys of the last pages, with where each page's window ended.
    seen: VecDeque<(u32, Vec<String>)>,
    empty_pages: u32,
    steps_back: u32,
}

impl<P: Page> Reader<P> {
    fn new(client: Client, mut query: P::Query) -> Self {
        let (limit, offset) = P::window(&mut query);
        let (limit, offset) = (limit.unwrap_or(PAGE), offset.unwrap_or(0));
        Self {
            client,
            query,
            offset,
            limit,
            ended: false,
            count: 0,
            seen: VecDeque::new(),
            empty_pages: 0,
            steps_back: 0,
        }
    }

    fn fetch(&self) -> Option<Fetching<P>> {
        if self.ended {
            return None;
        }
        let mut query = self.query.clone();
        let (limit, offset) = P::window(&mut query);
        // What the caller didn't set is only sent where it says something.
        if self.offset > 0 || offset.is_some() {
            *offset = Some(self.offset);
        }
        if self.offset > 0 || limit.is_some() {
            *limit = Some(self.limit);
        }
        Some(P::fetch(self.client.clone(), query))
    }

    /// Takes a page in; `None` if it has to be requested again, from an earlier offset.
    fn read(&mut self, page: Response<P>) -> Result<Option<NewEntries<P>>, Error> {
        let count = page.count();
        let shrunk = u32::try_from(self.count - count).unwrap_or(0);
        self.count = count;
        if shrunk > 0 && self.offset > 0 && self.steps_back < STEPS_BACK {
            self.steps_back += 1;
            self.offset = self.offset.saturating_sub(shrunk);
            return Ok(None);
        }

        let keys = page.keys();
        let known: HashSet<&str> = self
            .seen
            .iter()
            .flat_map(|(_, keys)| keys)
            .map(String::as_str)
            .collect();
        let mut new: Vec<_> = (0..keys.len())
            .filter(|place| keys.get(*place).is_some_and(|key| !known.contains(key)))
            .collect();
        // The same entry twice on one page is one entry.
        let mut once = HashSet::new();
        new.retain(|place| keys.get(*place).is_some_and(|key| once.insert(*key)));

        let length = u32::try_from(keys.len()).unwrap_or(u32::MAX);
        self.empty_pages = if length == 0 { self.empty_pages + 1 } else { 0 };
        if self.empty_pages > EMPTY_PAGES {
            let message = format!("the list doesn't end: {EMPTY_PAGES} empty pages in a row");
            self.ended = true;
            return Err(Error::new(Code::Decode, message));
        }

        // A page may be short because the service's pages are smaller than asked for, so the next
        // begins after what came, and not after what was asked for.
        let advance = if length == 0 { self.limit } else { length };
        let by_offset = self.offset.saturating_add(advance);
        let link = page
            .next()
            .and_then(|link| offset_of(link, self.client.base_url(), P::PATH));
        let (next, has_link) = match link {
            // A link that leads back would lead round in circles.
            Some(offset) if offset > self.offset => (offset, true),
            _ => (by_offset, false),
        };
        let before_end = i64::from(next) < count;
        // Past the end, an empty page is the end whatever it links to.
        let goes_on = before_end || (has_link && length > 0);
        self.ended = !goes_on;

        let window_end = self.offset.saturating_add(self.limit.max(length));
        let keys = keys.into_iter().map(str::to_owned).collect();
        self.seen.push_back((window_end, keys));
        // Windows that ended more than a page ago can't hold what comes next.
        while self.seen.len() > 1
            && self
                .seen
                .front()
                .is_some_and(|(end, _)| end.saturating_add(self.limit) <= next)
        {
            self.seen.pop_front();
        }
        self.offset = next;
        Ok(Some(NewEntries { page, new }))
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
