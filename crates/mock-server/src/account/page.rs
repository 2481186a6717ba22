//! One page of a list, and its links to the others.

use form_urlencoded::Serializer;
use serde_json::{Map, Value, json};

use super::{options::Options, user::User};
use crate::operation::{API_ROOT, Operation};

/// The page size of the documentation, should the document not give one.
const DEFAULT_LIMIT: usize = 100;

/// A page of a list.
pub(super) struct Page<'a> {
    /// All users of the list, filtered and sorted.
    pub(super) users: &'a [&'a User],
    /// The query's values.
    pub(super) values: &'a Map<String, Value>,
    /// The query as it was sent.
    pub(super) raw_query: &'a str,
    /// The host for links.
    pub(super) host: &'a str,
    pub(super) options: &'a Options,
}

impl Page<'_> {
    pub(super) fn json(&self) -> Value {
        let limit = self.number("limit").unwrap_or(DEFAULT_LIMIT);
        let length = limit.min(self.options.page_cap.unwrap_or(limit));
        let offset = self.number("offset").unwrap_or(0);
        let end = offset.saturating_add(length);
        let leads_on = if self.options.repeat_first_page {
            self.users.len() > length
        } else {
            end < self.users.len()
        };
        let has_next = leads_on && length > 0 && !self.options.no_next_link;
        let next = has_next.then(|| self.link(limit, end));
        let previous = (offset > 0).then(|| self.link(limit, offset.saturating_sub(length)));
        let start = if self.options.repeat_first_page {
            0
        } else {
            offset
        };
        let results = self.users.iter().skip(start).take(length);
        let results = results.map(|user| self.options.show(user.listed()));
        json!({
            "links": { "next": next, "previous": previous },
            "count": self.count(),
            "results": results.collect::<Vec<_>>(),
        })
    }

    fn number(&self, name: &str) -> Option<usize> {
        let value = self.values.get(name).and_then(Value::as_u64)?;
        Some(usize::try_from(value).unwrap_or(usize::MAX))
    }

    fn count(&self) -> u64 {
        let count = u64::try_from(self.users.len()).unwrap_or(u64::MAX);
        count.saturating_add_signed(self.options.count_error)
    }

    /// The absolute URL of another page of the same list.
    fn link(&self, limit: usize, offset: usize) -> String {
        let mut query = Serializer::new(String::new());
        for (name, value) in form_urlencoded::parse(self.raw_query.as_bytes()) {
            if name != "limit" && name != "offset" {
                query.append_pair(&name, &value);
            }
        }
        query.append_pair("limit", &limit.to_string());
        if offset > 0 {
            query.append_pair("offset", &offset.to_string());
        }
        let path = Operation::ListUsers.path();
        format!("http://{}{API_ROOT}{path}?{}", self.host, query.finish())
    }
}
