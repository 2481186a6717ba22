//! Lists as streams: requests the pages that the reader asks for.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
    vec,
};

use futures_core::Stream;
use serde_json::Value;

use crate::{
    call::{self, route::Route},
    client::Client,
    error::Error,
    operation::{Arguments, Query},
    types::response::Response,
};

use super::{
    entries,
    keys::Keys,
    page::Page,
    reader::{Facts, Reader, Step, offset_of},
    window::{Fetch, Window},
};

/// The size of a page if the query doesn't set it: the service's default.
const PAGE: u32 = 100;

/// The most pages ahead of the reader, if the client's own limit of simultaneous requests is larger: as many
/// requests as Bitsight's documentation allows. It bounds the memory as well.
const MOST_AHEAD: usize = 20;

/// All entries of a list, requested page by page.
///
/// Once the first page has stated how many entries there are, as many pages are requested ahead of the entry that
/// is read as the client may have requests under way (`max_concurrency`). They are requested by tasks of tokio's
/// runtime. Dropping the list cancels them.
///
/// A [`Stream`]; [`next`](Self::next) serves those who don't use streams. After an error it can be asked
/// again, and goes on where it was. An entry that can't be decoded is an error as well, whose
/// [`body`](Error::body) is the entry as the service sent it. If entries were repeated and others are
/// missing in their place, the last item is an error.
pub struct Paginated<P: Page> {
    client: Client,
    route: &'static Route,
    query: Value,
    /// The queries of the lists that follow this one.
    queries: vec::IntoIter<Value>,
    /// The keys of all entries that were given; only kept if there are several lists.
    given: Option<Keys>,
    reader: Reader,
    /// Whether the end of the list has been reported.
    ended: bool,
    /// The pages ahead.
    window: Window,
    items: vec::IntoIter<Result<P::Item, Error>>,
}

/// A page, and which of its entries were not on an earlier one.
#[doc(hidden)]
pub struct NewEntries<P> {
    /// The page.
    pub page: Response<P>,
    /// The indices of the new entries.
    pub new: Vec<usize>,
}

impl<P: Page> Paginated<P> {
    /// For the bindings; others have a method of the client.
    #[doc(hidden)]
    pub fn new(client: &Client, route: &'static Route, query: Value) -> Self {
        let reader = reader(&query);
        Self {
            client: client.clone(),
            route,
            query,
            queries: Vec::new().into_iter(),
            given: None,
            reader,
            ended: false,
            window: Window::default(),
            items: Vec::new().into_iter(),
        }
    }

    /// One list after the other. An entry that is in several of them is given once.
    pub(crate) fn merged(client: &Client, route: &'static Route, queries: Vec<Value>) -> Self {
        let mut queries = queries.into_iter();
        let mut list = Self::new(client, route, queries.next().unwrap_or_default());
        list.queries = queries;
        list.given = Some(Keys::default());
        list
    }

    /// The next entry; `None` after the last.
    ///
    /// # Errors
    /// Any failure of requesting a page.
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
        self.client = client;
    }

    /// For the bindings: cancels the requests that are under way; the next page is requested anew.
    #[doc(hidden)]
    pub fn stop(&mut self) {
        self.window.clear();
    }

    fn poll_page(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<NewEntries<P>, Error>>> {
        loop {
            let page = match ready!(self.poll_arrived(context)) {
                None => match self.end() {
                    Some(error) => return Poll::Ready(Some(Err(error))),
                    None if self.begin_next() => continue,
                    None => return Poll::Ready(None),
                },
                Some(Ok(page)) => page,
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            };
            match self.take(&page) {
                Ok(Step::BackUp) => {}
                Ok(Step::Entries(mut new)) => {
                    if let Some(given) = &mut self.given {
                        let keys = entries::keys(&page);
                        new.retain(|index| keys.get(*index).is_some_and(|key| given.insert(key)));
                    }
                    // Before the caller handles the entries, which takes time.
                    self.request_ahead();
                    return Poll::Ready(Some(Ok(NewEntries { page, new })));
                }
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        }
    }

    /// The page that the reader needs next; `None` at the end of the list.
    fn poll_arrived(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Response<P>, Error>>> {
        self.request_ahead();
        let fetch = fetch(&self.client, self.route, &self.query, self.reader.limit());
        let Some(arrived) = ready!(self.window.poll_first(context, fetch)) else {
            return Poll::Ready(None);
        };
        // Decoded only now: until then the page is no larger than its text.
        let page = arrived.and_then(P::read);
        if page.is_err() {
            // Nothing more is sent unless the list is asked again, and then the other pages may be out of date.
            self.window.clear();
        }
        Poll::Ready(Some(page))
    }

    /// Requests the pages that the reader needs next.
    fn request_ahead(&mut self) {
        let most = self.client.shared.gate.permits().min(MOST_AHEAD);
        let offsets = self.reader.next_offsets(most);
        let fetch = fetch(&self.client, self.route, &self.query, self.reader.limit());
        self.window.fill(&offsets, fetch);
    }

    fn take(&mut self, page: &Response<P>) -> Result<Step, Error> {
        let path = self.route.operation.endpoint.path;
        let link = page.next();
        let facts = Facts {
            count: page.count(),
            next: link.and_then(|link| offset_of(link, self.client.base_url(), path)),
            keys: entries::keys(page),
        };
        self.reader
            .take(&facts)
            .map_err(|error| self.complete(error))
    }

    /// Begins the next list, if there is one.
    fn begin_next(&mut self) -> bool {
        let Some(query) = self.queries.next() else {
            return false;
        };
        self.reader = reader(&query);
        self.query = query;
        self.ended = false;
        true
    }

    /// The problem of a list that has ended, reported once.
    fn end(&mut self) -> Option<Error> {
        if std::mem::replace(&mut self.ended, true) {
            return None;
        }
        let problem = self.reader.problem()?;
        Some(self.complete(problem))
    }

    fn complete(&self, error: Error) -> Error {
        self.context().complete(error)
    }

    /// What errors of the list report about their call.
    fn context(&self) -> call::context::Context {
        call::context::Context::new(&self.client, &self.route.operation.endpoint)
    }
}

/// Requests the page of a list at an offset.
fn fetch(
    client: &Client,
    route: &'static Route,
    query: &Value,
    limit: u32,
) -> impl Fn(u32) -> Fetch {
    move |offset| {
        let mut query = query.clone();
        if let Value::Object(query) = &mut query {
            // Always sent: without it, a service may send all entries at once.
            // An invalid one of the caller's stays, and is refused.
            query.entry("limit").or_insert_with(|| limit.into());
            if offset > 0 {
                query.insert("offset".to_owned(), offset.into());
            }
        }
        let client = client.clone();
        let arguments = Arguments {
            query: Some(Query::of(route.operation, &query)),
            ..Arguments::default()
        };
        Box::pin(async move { client.answer(route, &arguments).await })
    }
}

/// A reader for the list with this query.
fn reader(query: &Value) -> Reader {
    // An invalid number is refused before the first request.
    let number = |name: &str| query.get(name)?.as_u64()?.try_into().ok();
    Reader::new(
        number("offset").unwrap_or(0),
        number("limit").unwrap_or(PAGE),
    )
}

impl<P: Page> Stream for Paginated<P> {
    type Item = Result<P::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.items.next() {
                return Poll::Ready(Some(item));
            }
            // The memory of the last page is freed before the next is read.
            self.items = Vec::new().into_iter();
            match ready!(self.poll_page(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(NewEntries { page, new })) => {
                    let entries = entries::new_ones(page, new, &self.context());
                    self.items = entries.into_iter();
                }
            }
        }
    }
}

impl<P: Page> std::fmt::Debug for Paginated<P> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Paginated")
            .field("offset", &self.reader.offset())
            .finish_non_exhaustive()
    }
}
