//! Lists page by page, as an exported object.

use std::{cell::RefCell, future::Future, pin::Pin, rc::Rc};

use bitsight_users::{
    Client as Inner, Error,
    pagination::{Outline, Outlined, Page, Paginated},
};
use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::{
    cancel::cancellable,
    client::{Client, prepare, promise},
    outcome,
};

type Next<'a> = Pin<Box<dyn Future<Output = Option<Result<JsValue, Error>>> + 'a>>;

/// Any list.
trait Pages {
    fn next(&mut self) -> Next<'_>;
    /// Requests what follows through this client, whose token can be another.
    fn use_client(&mut self, client: Inner);
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

    fn use_client(&mut self, client: Inner) {
        self.use_client(client);
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
    /// The client, without the options of any call.
    client: Inner,
}

impl Pager {
    fn new<P: Page>(client: &Inner, pages: Paginated<P>) -> Self {
        Self {
            pages: Rc::new(RefCell::new(Some(Box::new(pages)))),
            client: client.clone(),
        }
    }
}

#[wasm_bindgen]
impl Pager {
    /// The next page, or `undefined` after the last; with the options of a call.
    pub fn next(&self, options: &JsValue) -> Promise {
        let (client, call) = match prepare(&self.client, options) {
            Ok(prepared) => prepared,
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
            pages.use_client(client);
        }
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
            let (client, _) = prepare(self.inner(), options)?;
            let pages = Paginated::<Outline<P>>::new(&client, query);
            Ok(Pager::new(self.inner(), pages))
        };
        make().map_err(|error| outcome::failure(&error))
    }
}
