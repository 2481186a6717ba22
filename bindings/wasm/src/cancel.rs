//! Cancelling calls, by numbers that JavaScript chose.
//!
//! A table instead of a promise for each call: a closure that listens to a promise that never settles would never be
//! freed.

use std::{
    cell::RefCell,
    future::Future,
    pin::Pin,
    task::{Poll, Waker},
};

use bitsight_users::Error;
use wasm_bindgen::prelude::*;

struct Flag {
    call: u32,
    aborted: bool,
    waker: Option<Waker>,
}

thread_local! {
    static CALLS: RefCell<Vec<Flag>> = const { RefCell::new(Vec::new()) };
}

/// Runs `f` on the table. It calls no other code, so that the table is never borrowed twice.
///
/// A list: there are few calls at a time, and a map of hashes would be more code.
fn calls<T>(f: impl FnOnce(&mut Vec<Flag>) -> T) -> Option<T> {
    CALLS.with(|calls| calls.try_borrow_mut().ok().map(|mut calls| f(&mut calls)))
}

/// Cancels the call with this number; its promise rejects with the code `cancelled`.
#[wasm_bindgen]
pub fn abort(call: u32) {
    let waker = calls(|calls| {
        let flag = calls.iter_mut().find(|flag| flag.call == call)?;
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
        // What is removed is dropped after the table is released.
        calls(|calls| {
            let index = calls.iter().position(|flag| flag.call == self.0)?;
            Some(calls.swap_remove(index))
        });
    }
}

/// A call, which ends in an outcome.
type Running = Pin<Box<dyn Future<Output = Result<JsValue, Error>>>>;

/// Runs `future` until it is done, or drops it when its number is cancelled.
pub(crate) fn cancellable(call: Option<u32>, mut future: Running) -> Running {
    let Some(call) = call else { return future };
    calls(|calls| {
        calls.push(Flag {
            call,
            aborted: false,
            waker: None,
        });
    });
    let registered = Registered(call);
    Box::pin(std::future::poll_fn(move |context| {
        let _owned = &registered;
        let aborted = calls(|calls| {
            let flag = calls.iter_mut().find(|flag| flag.call == call);
            flag.is_some_and(|flag| {
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
