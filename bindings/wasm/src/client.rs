//! The exported client: made of options, calling operations.

use std::{future::Future, pin::Pin};

use bitsight_users::{Client as Inner, Error, Event, Observer};
use js_sys::{Function, Promise};
use serde_json::{Map, Value};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::{
    cancel::cancellable,
    outcome,
    panics::throw_on_panic,
    request::{Numbers, Options, Request, members, milliseconds},
};

/// A client of the Bitsight Users API.
#[wasm_bindgen]
pub struct Client {
    inner: Inner,
}

#[wasm_bindgen]
impl Client {
    /// Makes a client of options as JSON. `observe` is called with every event, or is `undefined`.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue, observe: Option<Function>) -> Result<Client, JsValue> {
        throw_on_panic();
        Self::make(options, observe).map_err(|error| outcome::failure(&error))
    }

    /// Calls an operation: what is asked for, as JSON. See `Request`.
    pub fn call(&self, request: &JsValue) -> Promise {
        let request = match Request::read(request) {
            Ok(request) => request,
            Err(error) => return Promise::reject(&outcome::failure(&error)),
        };
        let (route, arguments) = (request.route, request.arguments());
        let Options { settings, call } = request.options;
        // The client is a clone: nothing of `self` is borrowed while the promise is pending, so that
        // it may be freed meanwhile.
        let client = self.inner.with_options(settings);
        let run = async move {
            let response = client.perform_validated(route, &arguments).await?;
            Ok(outcome::success(&response))
        };
        promise(cancellable(call, Box::pin(run)))
    }
}

impl Client {
    /// Options are those of the npm package, times in milliseconds.
    fn make(options: &JsValue, observe: Option<Function>) -> Result<Self, Error> {
        let [mut token, mut base_url] = [None, None];
        let mut allow_http = false;
        let mut headers = Map::new();
        let mut numbers = Numbers::default();
        for (name, value) in members(options)? {
            match (name.as_str(), value) {
                ("token", Value::String(text)) => token = Some(text),
                ("baseUrl", Value::String(text)) => base_url = Some(text),
                ("allowHttp", Value::Bool(flag)) => allow_http = flag,
                ("headers", Value::Object(object)) => headers = object,
                (name, value) => numbers.take(name, &value)?,
            }
        }
        // Put together at the end, since each step moves the whole.
        let mut builder = Inner::builder().dangerously_allow_http(allow_http);
        if let Some(token) = token {
            builder = builder.token(token);
        }
        if let Some(base_url) = base_url {
            builder = builder.base_url(base_url);
        }
        for (name, value) in headers {
            let Value::String(value) = value else {
                return Err(Error::invalid_configuration(&name, "must be a string"));
            };
            builder = builder.header(name, value);
        }
        if let Some(timeout) = numbers.timeout {
            builder = builder.timeout(milliseconds(timeout));
        }
        if let Some(timeout) = numbers.total_timeout {
            builder = builder.total_timeout(milliseconds(timeout));
        }
        if let Some(retries) = numbers.max_retries {
            builder = builder.max_retries(retries);
        }
        if let Some(time) = numbers.settle_time {
            builder = builder.settle_time(milliseconds(time));
        }
        if let Some(bytes) = numbers.max_body_bytes {
            builder = builder.max_body_bytes(bytes as usize);
        }
        if let Some(requests) = numbers.max_concurrency {
            builder = builder.max_concurrency(requests as usize);
        }
        if let Some(observe) = observe {
            builder = builder.observer(Listener(observe));
        }
        let inner = builder.build()?;
        Ok(Self { inner })
    }

    /// What the exported client stands for.
    pub(crate) fn inner(&self) -> &Inner {
        &self.inner
    }
}

/// A promise that rejects with the parts of an error, for the npm package to make one of.
///
/// Takes the future boxed, so that what carries it is compiled once and not for each operation.
pub(crate) fn promise(run: Pin<Box<dyn Future<Output = Result<JsValue, Error>>>>) -> Promise {
    future_to_promise(async move { run.await.map_err(|error| outcome::failure(&error)) })
}

/// Passes events on to a JavaScript function.
struct Listener(Function);

impl Observer for Listener {
    fn event(&self, event: &Event<'_>) {
        // What a listener throws is its own affair, and must not end a call.
        let _ = self.0.call1(&JsValue::UNDEFINED, &outcome::event(event));
    }
}

// wasm32 has one thread, which is where JavaScript values live; the client's traits are made for
// programs with several.
#[allow(unsafe_code)]
mod one_thread {
    // SAFETY: without the `atomics` target feature there is no other thread to move to.
    #[cfg(not(target_feature = "atomics"))]
    unsafe impl Send for super::Listener {}
    #[cfg(not(target_feature = "atomics"))]
    unsafe impl Sync for super::Listener {}
}
