//! Several pages of a list requested at once.

use std::{
    collections::VecDeque,
    task::{Context, Poll},
};

use crate::{error::Error, platform::BoxFuture, types::response::Response};

/// A page under way.
pub(super) type Fetching<P> = BoxFuture<'static, Result<Response<P>, Error>>;

/// A page that has arrived, or why it hasn't.
type Arrived<P> = Result<Response<P>, Error>;

/// Pages under way, each with its offset.
pub(super) struct Batch<P>(Vec<(u32, State<P>)>);

enum State<P> {
    Fetching(Fetching<P>),
    Arrived(Arrived<P>),
}

impl<P> Batch<P> {
    pub fn new(pages: impl Iterator<Item = (u32, Fetching<P>)>) -> Self {
        let pages = pages.map(|(offset, page)| (offset, State::Fetching(page)));
        Self(pages.collect())
    }

    /// The pages in their order, once all have arrived. A request that is under way while nobody waits
    /// for it would keep other calls of the client from being sent, so none is left behind.
    pub fn poll(&mut self, context: &mut Context<'_>) -> Poll<VecDeque<(u32, Arrived<P>)>> {
        let mut all_arrived = true;
        for (_, state) in &mut self.0 {
            if let State::Fetching(page) = state {
                match page.as_mut().poll(context) {
                    Poll::Ready(page) => *state = State::Arrived(page),
                    Poll::Pending => all_arrived = false,
                }
            }
        }
        if !all_arrived {
            return Poll::Pending;
        }
        let pages = std::mem::take(&mut self.0).into_iter();
        let arrived = pages.filter_map(|(offset, state)| match state {
            State::Arrived(page) => Some((offset, page)),
            State::Fetching(_) => None,
        });
        Poll::Ready(arrived.collect())
    }
}
