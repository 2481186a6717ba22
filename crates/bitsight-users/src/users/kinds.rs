//! The lists that together hold every user.
//!
//! One source says that a list without the filters `is_company_api_token` and `is_available_for_contact` is one
//! with `false` for both, and that `true` includes the users concerned; another, that `true` selects them.
//! Whichever holds, each user is in one of these lists.

use serde_json::{Map, Value};

/// The filters that are true in each list. The plain list is first, since it has nearly every user.
pub(super) const KINDS: [&[&str]; 4] = [
    &[],
    &["is_company_api_token"],
    &["is_available_for_contact"],
    &["is_company_api_token", "is_available_for_contact"],
];

/// The query for one of the lists.
pub(super) fn query(kind: &[&str]) -> Map<String, Value> {
    // Not collected: that would bring a sort into the WebAssembly module.
    let mut query = Map::new();
    for filter in kind {
        query.insert((*filter).to_owned(), true.into());
    }
    query
}
