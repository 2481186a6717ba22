//! The pages of a list, as all lists see them.

use crate::{call::answer::Answer, error::Error, types::response::Response};

/// A page of a list; implemented by generated code.
#[doc(hidden)]
pub trait Page: Sized + Unpin + Send + 'static {
    /// An entry.
    type Item: Unpin + Send;

    /// Reads a page.
    fn read(answer: Answer) -> Result<Response<Self>, Error>;
    /// The number of entries on all pages.
    fn count(&self) -> i64;
    /// The link to the next page.
    fn next(&self) -> Option<&str>;
    /// The identities of its entries.
    fn keys(&self) -> Vec<&str>;
    /// Its entries.
    fn into_items(self) -> Vec<Self::Item>;
}
