//! Every user of an account.

use std::{
    collections::HashSet,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_core::Stream;
use serde_json::Value;

use crate::{
    client::Client,
    error::Error,
    generated::transport::LIST_USERS,
    list::stream::Paginated,
    types::{User, UserPage},
};

use super::kinds::{KINDS, query};

/// Every user of an account, each once; see [`Client::all_users`].
///
/// A [`Stream`]; [`next`](Self::next) serves those who don't use streams. After an error it can be asked
/// again, and goes on where it was.
pub struct AllUsers {
    client: Client,
    /// The lists that were not begun yet.
    kinds: std::slice::Iter<'static, &'static [&'static str]>,
    list: Option<Paginated<UserPage>>,
    /// The guids of the users that were given.
    given: HashSet<String>,
}

impl Client {
    /// Every user of the account, each once: people and company tokens, whether or not they are available
    /// for contact.
    ///
    /// [`list_users_stream`](Self::list_users_stream) can leave some of them out, since the service may hide
    /// company tokens and users who are available for contact from lists that don't ask for them. This reads
    /// four lists, one for each combination of the two filters, and merges them by guid. A service that
    /// doesn't hide anybody sends every user up to four times.
    pub fn all_users(&self) -> AllUsers {
        AllUsers {
            client: self.clone(),
            kinds: KINDS.iter(),
            list: None,
            given: HashSet::new(),
        }
    }
}

impl AllUsers {
    /// The next user; `None` after the last.
    ///
    /// # Errors
    /// Whatever requesting a page can end in, and an entry that can't be decoded.
    pub async fn next(&mut self) -> Option<Result<User, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl Stream for AllUsers {
    type Item = Result<User, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let Some(list) = &mut self.list else {
                let Some(kind) = self.kinds.next() else {
                    return Poll::Ready(None);
                };
                let list = Paginated::new(&self.client, &LIST_USERS, Value::Object(query(kind)));
                self.list = Some(list);
                continue;
            };
            match ready!(Pin::new(list).poll_next(context)) {
                None => self.list = None,
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(user)) => {
                    if self.given.insert(user.guid.clone()) {
                        return Poll::Ready(Some(Ok(user)));
                    }
                }
            }
        }
    }
}

impl std::fmt::Debug for AllUsers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AllUsers")
            .field("given", &self.given.len())
            .finish_non_exhaustive()
    }
}
