//! Lists page by page, as an exported object.

use std::{cell::RefCell, rc::Rc};

use bitsight_users::{
    Client as Inner, Error,
    list::{outline::Outline, stream::Paginated},
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
type Home = Rc<RefCell<Option<Pages>>>;

/// Pages while one is being requested; however that ends, they can be asked again.
struct Taken {
    pages: Option<Pages>,
    home: Home,
}

impl Taken {
    async fn next(&mut self) -> Result<JsValue, Error> {
        let Some(pages) = &mut self.pages else {
            return Ok(JsValue::UNDEFINED);
        };
        match pages.next_page().await.transpose()? {
            Some(entries) => Ok(outcome::page(&entries.page, &entries.new)),
            None => Ok(JsValue::UNDEFINED),
        }
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        if let Some(mut pages) = self.pages.take() {
            pages.stop();
            if let Ok(mut home) = self.home.try_borrow_mut() {
                *home = Some(pages);
            }
        }
    }
}

/// The pages of a list.
#[wasm_bindgen]
pub struct Pager {
    /// Taken out while a page is being requested.
    pages: Home,
    /// The client, without the options of any call.
    client: Inner,
}

#[wasm_bindgen]
impl Pager {
    /// The next page, or `undefined` after the last; with the options of a call as JSON.
    pub fn next(&self, options: &JsValue) -> Promise {
        let Options { settings, call } = match Options::read(options) {
            Ok(options) => options,
            Err(error) => return Promise::reject(&outcome::failure(&error)),
        };
        let home = self.pages.clone();
        let pages = home
            .try_borrow_mut()
            .ok()
            .and_then(|mut pages| pages.take());
        if pages.is_none() {
            let problem = "another page of the same list is being requested";
            let error = Error::invalid_argument("next", problem);
            return Promise::reject(&outcome::failure(&error));
        }
        let mut taken = Taken { pages, home };
        if let Some(pages) = &mut taken.pages {
            pages.use_client(self.client.with_options(settings));
        }
        let next = async move { taken.next().await };
        promise(cancellable(call, Box::pin(next)))
    }
}

#[wasm_bindgen]
impl Client {
    /// The pages that an operation returns, as `list_users`: what is asked for, as JSON.
    pub fn pages(&self, request: &JsValue) -> Result<Pager, JsValue> {
        let Request { route, query, .. } =
            Request::read(request).map_err(|error| outcome::failure(&error))?;
        let pages = Paginated::new(self.inner(), route, query);
        Ok(Pager {
            pages: Rc::new(RefCell::new(Some(pages))),
            client: self.inner().clone(),
        })
    }
}
