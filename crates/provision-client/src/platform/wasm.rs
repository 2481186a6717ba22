//! JavaScript: requests in one thread, and a journal that the caller opens, locks and writes.

use std::{cell::RefCell, fmt, future::Future, io, pin::Pin};

use bitsight_users::{BodyId, CallOptions};
use bitsight_users_provision::Journal;
use futures_util::{StreamExt, stream::FuturesUnordered};

use crate::RunError;

/// The options of all calls: the `fetch` of the npm package bounds response bodies, and says how it took them.
pub(crate) fn call_options() -> CallOptions {
    CallOptions::new().body_id(BodyId::Validate)
}

/// Requests under way. Dropping this aborts them.
pub(crate) struct Requests<T>(FuturesUnordered<Pin<Box<dyn Future<Output = T>>>>);

impl<T: 'static> Requests<T> {
    pub(crate) fn new() -> Self {
        Self(FuturesUnordered::new())
    }

    pub(crate) fn begin(&mut self, request: impl Future<Output = T> + 'static) {
        self.0.push(Box::pin(request));
    }

    /// The next result; `None` if nothing is under way.
    pub(crate) async fn next(&mut self) -> Option<T> {
        self.0.next().await
    }
}

/// Appends a text to the journal, and returns when it is on the disk if it has to be durable.
type Append = Box<dyn FnMut(&str, bool) -> io::Result<()>>;

/// A journal that the caller has opened and locked.
pub struct JournalFile {
    bytes: RefCell<Vec<u8>>,
    append: RefCell<Append>,
}

impl JournalFile {
    /// A journal with its content so far. `append` is called with each text, and whether the text must be on the disk
    /// when it returns.
    pub fn new(bytes: Vec<u8>, append: impl FnMut(&str, bool) -> io::Result<()> + 'static) -> Self {
        Self {
            bytes: RefCell::new(bytes),
            append: RefCell::new(Box::new(append)),
        }
    }

    /// Reads the journal.
    ///
    /// # Errors
    /// When the journal is damaged.
    pub fn read(&self) -> Result<Journal, RunError> {
        Journal::read(&self.bytes.borrow()).map_err(RunError::Journal)
    }

    pub(crate) fn bytes(&self) -> io::Result<Vec<u8>> {
        Ok(self.bytes.borrow().clone())
    }

    pub(crate) async fn append(&self, text: String, durable: bool) -> io::Result<()> {
        (self.append.borrow_mut())(&text, durable)?;
        self.bytes.borrow_mut().extend_from_slice(text.as_bytes());
        Ok(())
    }
}

impl fmt::Debug for JournalFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JournalFile").finish_non_exhaustive()
    }
}
