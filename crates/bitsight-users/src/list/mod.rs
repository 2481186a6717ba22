//! Lists from beginning to end: every entry once, also if the list changes while it is read.
//!
//! The service pages by *offset*, so an entry that is added or deleted during the reading moves all that
//! follow it. Entries are identified by their guid, and none is yielded twice. When the
//! *count* of the list changes, entries may have moved to before the offset that was reached: the reading
//! *steps back* until a page begins with a known entry, after which none can be missing.
//!
//! `reader` decides all of that and sends nothing. [`stream`] requests the pages: the first alone, and
//! once it has stated the count, a *window* of as many pages ahead of the reader as the client may have requests
//! under way. Whenever a page is taken out of the window, the next one is requested. A page can be short or empty without being the last, so only the count and `links.next` tell where a list ends. A list
//! that repeats entries and ends with fewer entries than it counts is an error: a program that compares an
//! account with a list must not take a part of it for the whole. An *entry* that can't be decoded is an
//! error of its own; the others of its page are given.

pub(crate) mod entries;
#[doc(hidden)]
pub mod outline;
#[doc(hidden)]
pub mod page;
pub(crate) mod reader;
pub mod stream;

mod keys;
mod window;
