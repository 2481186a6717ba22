//! Lists page by page, as an exported object.

use std::{cell::RefCell, future::Future, pin::Pin, rc::Rc};

use bitsight_users::{
    Error,
    pagination::{Outline, Outlined, Page, Paginated},
};
use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::{
    cancel::cancellable,
    client::{Client, promise},
    outcome,
};

type Next<'a> = Pin<Box<dyn Future<Output = Option<Result<JsValue, Error>>> + 'a>>;

/// Any list.
trait Pages {
    fn next(&mut self) -> Next<'_>;
}

impl<P: Page> Pages for Paginated<P> {
    fn next(&mut self) -> Next<'_> {
        Box::pin(async move {
            let page = self.next_page().await?;
            Some(page.map(|entries| outcome::page(&entries.page, &entries.new)))
        })
    }
}

/// The pages of a list.
#[wasm_bindgen]
pub struct Pager {
    /// Taken out while a page is being requested.
    pages: Rc<RefCell<Option<Box<dyn Pages>>>>,
}

impl Pager {
    pub(crate) fn new<P: Page>(pages: Paginated<P>) -> Self {
        Self {
            pages: Rc::new(RefCell::new(Some(Box::new(pages)))),
        }
    }
}

#[wasm_bindgen]
impl Pager {
    /// The next page, or `undefined` after the last. `call` is a number for `abort`.
    pub fn next(&self, call: Option<u32>) -> Promise {
        let pages = self.pages.clone();
        let taken = pages
            .try_borrow_mut()
            .ok()
            .and_then(|mut pages| pages.take());
        promise(async move {
            let Some(mut taken) = taken else {
                let problem = "another page of the same list is being requested";
                return Err(Error::invalid_argument("next", problem));
            };
            let next = async { taken.next().await.transpose() };
            let page = cancellable(call, next).await;
            if let Ok(mut pages) = pages.try_borrow_mut() {
                *pages = Some(taken);
            }
            Ok(page?.unwrap_or(JsValue::UNDEFINED))
        })
    }
}

impl Client {
    /// The pages of a list, with the options of a call.
    pub(crate) fn pages<P: Outlined>(
        &self,
        query: &JsValue,
        options: &JsValue,
    ) -> Result<Pager, JsValue> {
        let make = || {
            let query = crate::argument::request(query)?;
            let (client, _) = self.prepare(options)?;
            Ok(Pager::new(Paginated::<Outline<P>>::new(&client, &query)))
        };
        make().map_err(|error| outcome::failure(&error))
    }
}
