//! The exported pages of a list.

use std::{cell::RefCell, rc::Rc};

use bitsight_users::{
    Client as Inner, Error,
    list::{outline::Outline, stream::Paginated},
    users::all,
};
use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::{
    cancel::cancellable,
    client::{Client, promise},
    outcome,
    request::{Options, Request},
};

type Pages = Paginated<Outline>;
type Shared = Rc<RefCell<Option<Pages>>>;

/// The pages while one of them is being requested. They go back to the pager however the request ends.
struct Borrowed {
    pages: Option<Pages>,
    owner: Shared,
    /// Whether the call ended by itself, and was not cancelled.
    done: bool,
}

impl Borrowed {
    async fn next(&mut self) -> Result<JsValue, Error> {
        let Some(pages) = &mut self.pages else {
            return Ok(JsValue::UNDEFINED);
        };
        let page = pages.next_page().await;
        self.done = true;
        match page.transpose()? {
            Some(entries) => Ok(outcome::page(&entries.page, &entries.new)),
            None => Ok(JsValue::UNDEFINED),
        }
    }
}

impl Drop for Borrowed {
    fn drop(&mut self) {
        if let Some(mut pages) = self.pages.take() {
            if !self.done {
                pages.stop();
            }
            if let Ok(mut owner) = self.owner.try_borrow_mut() {
                *owner = Some(pages);
            }
        }
    }
}

/// The pages of a list.
#[wasm_bindgen]
pub struct Pager {
    /// Empty while a page is being requested.
    pages: Shared,
    /// The client without options of a call.
    client: Inner,
}

#[wasm_bindgen]
impl Pager {
    /// The next page, or `undefined` after the last. The options of the call are JSON.
    pub fn next(&self, options: &JsValue) -> Promise {
        let Options { settings, call } = match Options::read(options) {
            Ok(options) => options,
            Err(error) => return Promise::reject(&outcome::failure(&error)),
        };
        let owner = self.pages.clone();
        let pages = owner
            .try_borrow_mut()
            .ok()
            .and_then(|mut pages| pages.take());
        if pages.is_none() {
            let problem = "another page of the same list is being requested";
            let error = Error::invalid_argument("next", problem);
            return Promise::reject(&outcome::failure(&error));
        }
        let mut borrowed = Borrowed {
            pages,
            owner,
            done: false,
        };
        if let Some(pages) = &mut borrowed.pages {
            pages.use_client(self.client.with_options(settings));
        }
        let next = async move { borrowed.next().await };
        promise(cancellable(call, Box::pin(next)))
    }
}

#[wasm_bindgen]
impl Client {
    /// The pages of a list, such as that of `list_users`. The request is JSON; see `Request::read`.
    pub fn pages(&self, request: &JsValue) -> Result<Pager, JsValue> {
        let request = Request::read(request).map_err(|error| outcome::failure(&error))?;
        let pages = match request.all {
            true => all::pages(self.inner()),
            false => Paginated::new(self.inner(), request.route, request.query),
        };
        Ok(Pager {
            pages: Rc::new(RefCell::new(Some(pages))),
            client: self.inner().clone(),
        })
    }
}
