//! Cancelling calls, by numbers that JavaScript chose.
//!
//! A table instead of a promise for each call: a closure that listens to a promise that never settles would never be
//! freed.

use std::{
    cell::RefCell,
    collections::HashMap,
    future::Future,
    pin::Pin,
    task::{Poll, Waker},
};

use bitsight_users::Error;
use wasm_bindgen::prelude::*;

#[derive(Default)]
struct Flag {
    aborted: bool,
    waker: Option<Waker>,
}

thread_local! {
    static CALLS: RefCell<HashMap<u32, Flag>> = RefCell::default();
}

/// Runs `f` on the table. It calls no other code, so that the table is never borrowed twice.
fn calls<T>(f: impl FnOnce(&mut HashMap<u32, Flag>) -> T) -> Option<T> {
    CALLS.with(|calls| calls.try_borrow_mut().ok().map(|mut calls| f(&mut calls)))
}

/// Cancels the call with this number; its promise rejects with the code `cancelled`.
#[wasm_bindgen]
pub fn abort(call: u32) {
    let waker = calls(|calls| {
        let flag = calls.get_mut(&call)?;
        flag.aborted = true;
        flag.waker.take()
    });
    if let Some(waker) = waker.flatten() {
        waker.wake();
    }
}

/// Removes the number from the table, however the call ends.
struct Registered(u32);

impl Drop for Registered {
    fn drop(&mut self) {
        calls(|calls| calls.remove(&self.0));
    }
}

/// A call, which ends in an outcome.
type Running = Pin<Box<dyn Future<Output = Result<JsValue, Error>>>>;

/// Runs `future` until it is done, or drops it when its number is cancelled.
pub(crate) fn cancellable(call: Option<u32>, mut future: Running) -> Running {
    let Some(call) = call else { return future };
    calls(|calls| calls.insert(call, Flag::default()));
    let registered = Registered(call);
    Box::pin(std::future::poll_fn(move |context| {
        let _owned = &registered;
        let aborted = calls(|calls| {
            calls.get_mut(&call).is_some_and(|flag| {
                flag.waker = Some(context.waker().clone());
                flag.aborted
            })
        });
        if aborted == Some(true) {
            return Poll::Ready(Err(Error::cancelled()));
        }
        future.as_mut().poll(context)
    }))
}
