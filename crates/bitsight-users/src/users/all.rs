//! Every user of an account.

use serde_json::Value;

use crate::{
    UserStream,
    client::Client,
    generated::transport::LIST_USERS,
    list::{page::Page, stream::Paginated},
};

use super::kinds::{KINDS, query};

impl Client {
    /// Every user of the account, each once: people and company tokens, whether or not they are available
    /// for contact.
    ///
    /// [`list_users_stream`](Self::list_users_stream) can leave some of them out, since the service may hide
    /// company tokens and users who are available for contact from lists that don't ask for them. This reads
    /// four lists, one for each combination of the two filters, and merges them by guid. A service that
    /// doesn't hide anybody sends every user up to four times.
    pub fn all_users(&self) -> UserStream {
        pages(self)
    }
}

/// The pages of the lists that together hold every user, for the bindings.
#[doc(hidden)]
pub fn pages<P: Page>(client: &Client) -> Paginated<P> {
    let queries = KINDS.map(|kind| Value::Object(query(kind)));
    Paginated::merged(client, &LIST_USERS, queries.into())
}
