//! The exported client: made of options, calling operations.

use std::{collections::BTreeMap, future::Future, pin::Pin, time::Duration};

use bitsight_users::{CallOptions, Client as Inner, Error, Event, Observer, Token};
use js_sys::{Function, Promise};
use serde::Deserialize;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::{argument, cancel::cancellable, outcome};

/// A client of the Bitsight Users API.
#[wasm_bindgen]
pub struct Client {
    inner: Inner,
}

/// What a client is made of; times in milliseconds.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Options {
    token: String,
    base_url: Option<String>,
    allow_http: Option<bool>,
    headers: Option<BTreeMap<String, String>>,
    timeout: Option<u32>,
    total_timeout: Option<u32>,
    max_retries: Option<u32>,
    max_concurrency: Option<u32>,
}

/// What a single call may set; times in milliseconds.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PerCall {
    token: Option<String>,
    timeout: Option<u32>,
    total_timeout: Option<u32>,
    max_retries: Option<u32>,
    /// The number by which `abort` knows the call.
    call: Option<u32>,
}

#[wasm_bindgen]
impl Client {
    /// Makes a client. `observe` is called with every event, or is `undefined`.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue, observe: Option<Function>) -> Result<Client, JsValue> {
        Self::make(options, observe).map_err(|error| outcome::failure(&error))
    }
}

impl Client {
    fn make(options: &JsValue, observe: Option<Function>) -> Result<Self, Error> {
        let options: Options = read(options)?;
        let mut builder = Inner::builder().token(options.token);
        if let Some(base_url) = options.base_url {
            builder = builder.base_url(base_url);
        }
        for (name, value) in options.headers.into_iter().flatten() {
            builder = builder.header(name, value);
        }
        if let Some(timeout) = options.timeout {
            builder = builder.timeout(milliseconds(timeout));
        }
        if let Some(timeout) = options.total_timeout {
            builder = builder.total_timeout(milliseconds(timeout));
        }
        if let Some(retries) = options.max_retries {
            builder = builder.max_retries(retries);
        }
        if let Some(requests) = options.max_concurrency {
            builder = builder.max_concurrency(requests as usize);
        }
        if let Some(observe) = observe {
            builder = builder.observer(Listener(observe));
        }
        let allow_http = options.allow_http.unwrap_or(false);
        let inner = builder.dangerously_allow_http(allow_http).build()?;
        Ok(Self { inner })
    }

    /// Runs a call of an operation as a promise. The client is cloned first: nothing of `self` is
    /// borrowed while the promise is pending, so that it may be freed meanwhile.
    pub(crate) fn call<F, S>(&self, options: &JsValue, run: F) -> Promise
    where
        F: FnOnce(Inner) -> S + 'static,
        S: Future<Output = Result<JsValue, Error>> + 'static,
    {
        match prepare(&self.inner, options) {
            Ok((client, call)) => promise(cancellable(call, Box::pin(run(client)))),
            Err(error) => Promise::reject(&outcome::failure(&error)),
        }
    }

    /// What the exported client stands for.
    pub(crate) fn inner(&self) -> &Inner {
        &self.inner
    }
}

/// The client with the options of a call, and the call's number.
pub(crate) fn prepare(client: &Inner, options: &JsValue) -> Result<(Inner, Option<u32>), Error> {
    if options.is_undefined() {
        return Ok((client.clone(), None));
    }
    let options: PerCall = read(options)?;
    let mut settings = CallOptions::new();
    if let Some(token) = options.token {
        settings = settings.token(Token::new(token)?);
    }
    if let Some(timeout) = options.timeout {
        settings = settings.timeout(milliseconds(timeout));
    }
    if let Some(timeout) = options.total_timeout {
        settings = settings.total_timeout(milliseconds(timeout));
    }
    if let Some(retries) = options.max_retries {
        settings = settings.max_retries(retries);
    }
    Ok((client.with_options(settings), options.call))
}

/// A promise that rejects with the parts of an error, for the npm package to make one of.
///
/// Takes the future boxed, so that what carries it is compiled once and not for each operation.
pub(crate) fn promise(run: Pin<Box<dyn Future<Output = Result<JsValue, Error>>>>) -> Promise {
    future_to_promise(async move { run.await.map_err(|error| outcome::failure(&error)) })
}

fn read<T: serde::de::DeserializeOwned>(options: &JsValue) -> Result<T, Error> {
    let plain = argument::plain(options)?;
    serde_json::from_value(plain).map_err(|error| Error::invalid_configuration("options", error))
}

fn milliseconds(milliseconds: u32) -> Duration {
    Duration::from_millis(u64::from(milliseconds))
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
