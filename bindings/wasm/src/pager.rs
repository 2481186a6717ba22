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
    /// Aborts a request that is under way.
    fn stop(&mut self);
}

impl<P: Page> Pages for Paginated<P> {
    fn next(&mut self) -> Next<'_> {
        Box::pin(async move {
            let page = self.next_page().await?;
            Some(page.map(|entries| outcome::page(&entries.page, &entries.new)))
        })
    }

    fn stop(&mut self) {
        self.stop();
    }
}

type Home = Rc<RefCell<Option<Box<dyn Pages>>>>;

/// Pages while one is being requested; however that ends, they can be asked again.
struct Taken {
    pages: Option<Box<dyn Pages>>,
    home: Home,
}

impl Taken {
    async fn next(&mut self) -> Result<JsValue, Error> {
        let Some(pages) = &mut self.pages else {
            return Ok(JsValue::UNDEFINED);
        };
        let page = pages.next().await.transpose()?;
        Ok(page.unwrap_or(JsValue::UNDEFINED))
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
        let next = async move { taken.next().await };
        promise(cancellable(call, Box::pin(next)))
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
            Ok(Pager::new(Paginated::<Outline<P>>::new(&client, query)))
        };
        make().map_err(|error| outcome::failure(&error))
    }
}
