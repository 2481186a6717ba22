//! The pages ahead of the reader: requested, or arrived and not taken yet.
//!
//! Each page is requested by a task of its own. A request that only runs while its caller polls would keep its
//! place at the gate while the caller handles entries, and a call that the caller makes meanwhile would wait for
//! that place forever.

use std::{
    future::poll_fn,
    pin::{Pin, pin},
    task::{Context, Poll, ready},
};

use crate::{
    call::{answer::Answer, trace},
    error::Error,
    platform::{
        BoxFuture, spawn,
        sync::{Receiver, channel},
    },
};

/// A page whose text was received, or the reason why it was not.
pub(super) type Arrived = Result<Answer, Error>;
/// The request of a page.
pub(super) type Fetch = BoxFuture<'static, Arrived>;

/// Pages in their order, of which there are few. Dropping a page cancels its request.
#[derive(Default)]
pub(super) struct Window(Vec<Page>);

struct Page {
    offset: u32,
    state: State,
}

enum State {
    /// Requested by a task.
    Spawned(Receiver<Arrived>),
    /// Requested by the caller, since the task ended early.
    Here(Fetch),
}

impl Window {
    /// Requests the pages at these offsets that are not requested yet. If the first page is another one, all pages
    /// are outdated and dropped.
    pub fn fill(&mut self, offsets: &[u32], fetch: impl Fn(u32) -> Fetch) {
        let first = self.0.first().map(|page| page.offset);
        if first != offsets.first().copied() {
            self.clear();
        }
        for offset in offsets.iter().copied().skip(self.0.len()) {
            let state = State::Spawned(spawned(fetch(offset)));
            self.0.push(Page { offset, state });
        }
    }

    /// Takes the first page once it has arrived.
    pub fn poll_first(
        &mut self,
        context: &mut Context<'_>,
        fetch: impl Fn(u32) -> Fetch,
    ) -> Poll<Option<Arrived>> {
        let Some(page) = self.0.first_mut() else {
            return Poll::Ready(None);
        };
        if let State::Spawned(receiver) = &mut page.state {
            match ready!(Pin::new(receiver).poll(context)) {
                Ok(arrived) => {
                    self.0.remove(0);
                    return Poll::Ready(Some(arrived));
                }
                // Its runtime was shut down, as in a program that starts one for each call.
                Err(_) => page.state = State::Here(fetch(page.offset)),
            }
        }
        let State::Here(fetch) = &mut page.state else {
            return Poll::Ready(None);
        };
        let arrived = ready!(fetch.as_mut().poll(context));
        self.0.remove(0);
        Poll::Ready(Some(arrived))
    }

    /// Cancels all requests, and drops the pages that arrived.
    pub fn clear(&mut self) {
        self.0.clear();
    }
}

/// Runs a request by itself, until nobody waits for it any more.
fn spawned(fetch: Fetch) -> Receiver<Arrived> {
    let (mut sender, receiver) = channel();
    let task = async move {
        let mut fetch = pin!(fetch);
        let arrived = poll_fn(|context| {
            if sender.poll_closed(context).is_ready() {
                return Poll::Ready(None);
            }
            fetch.as_mut().poll(context).map(Some)
        });
        if let Some(arrived) = arrived.await {
            // The receiver can be dropped at the last moment.
            let _ = sender.send(arrived);
        }
    };
    spawn(trace::as_here(task));
    receiver
}
