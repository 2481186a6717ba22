//! The exported client.

use std::{future::Future, pin::Pin};

use bitsight_users::{
    Client as Inner, Error, Event, Observer, settings,
    users::{ensure, find},
};
use js_sys::{Function, Promise};
use serde_json::Value;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::{
    cancel::cancellable,
    outcome,
    panics::throw_on_panic,
    request::{Call, Options, Target, count, flag, members, take, time},
};

/// A client of the Bitsight Users API.
#[wasm_bindgen]
pub struct Client {
    inner: Inner,
}

#[wasm_bindgen]
impl Client {
    /// Makes a client. Its options are JSON. `observe` is called with every event, or is `undefined`.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue, observe: Option<Function>) -> Result<Client, JsValue> {
        throw_on_panic();
        Self::make(options, observe).map_err(|error| outcome::failure(&error))
    }

    /// Calls an operation, another endpoint, or a method that makes several requests. The request is JSON; see
    /// `Call::read`.
    pub fn call(&self, request: &JsValue) -> Promise {
        let request = match Call::read(request) {
            Ok(request) => request,
            Err(error) => return Promise::reject(&outcome::failure(&error)),
        };
        let Call { target, options } = request;
        let Options { settings, call } = options;
        // The client is a clone: nothing of `self` is borrowed while the promise is pending, so that it may be freed.
        let client = self.inner.with_options(settings);
        let run = async move {
            let response = match target {
                Target::Operation(route, arguments) => {
                    client.perform_validated(route, &arguments).await?
                }
                Target::UserByEmail(email) => find::user(&client, &email).await?,
                Target::AccessGroupByName(name) => find::access_group(&client, &name).await?,
                Target::EnsureUser(arguments) => {
                    let (response, created) = ensure::user(&client, &arguments).await?;
                    return Ok(outcome::ensured(&response, created));
                }
            };
            Ok(outcome::success(&response))
        };
        promise(cancellable(call, Box::pin(run)))
    }
}

impl Client {
    /// Options are those of the npm package, which has checked them; times in milliseconds.
    fn make(options: &JsValue, observe: Option<Function>) -> Result<Self, Error> {
        let mut members = members(options)?;
        let allow_http = members.get("allowHttp") == Some(&Value::Bool(true));
        let mut builder = Inner::builder().dangerously_allow_http(allow_http);
        // Moved, not copied: the builder wipes it.
        if let Value::String(token) = take(&mut members, "token") {
            builder = builder.token(token);
        }
        if let Value::String(base_url) = take(&mut members, "baseUrl") {
            builder = builder.base_url(base_url);
        }
        if let Value::Object(headers) = take(&mut members, "headers") {
            for (name, value) in headers {
                builder = builder.header(name, value.as_str().unwrap_or_default());
            }
        }
        for option in settings::HEADER_NAMES {
            if let Value::String(text) = take(&mut members, option.javascript) {
                builder = builder.header_option(*option, text);
            }
        }
        if let Some(time) = time(&members, settings::TIMEOUT.javascript) {
            builder = builder.timeout(time);
        }
        if let Some(time) = time(&members, settings::TOTAL_TIMEOUT.javascript) {
            builder = builder.total_timeout(time);
        }
        if let Some(time) = time(&members, settings::SETTLE_TIME.javascript) {
            builder = builder.settle_time(time);
        }
        if let Some(retries) = count(&members, settings::MAX_RETRIES.javascript) {
            builder = builder.max_retries(retries);
        }
        if let Some(requests) = count(&members, settings::MAX_CONCURRENCY.javascript) {
            builder = builder.max_concurrency(requests as usize);
        }
        if let Some(bytes) = count(&members, settings::MAX_BODY_BYTES.javascript) {
            builder = builder.max_body_bytes(bytes as usize);
        }
        if let Some(look_up) = flag(&members, settings::LOOK_UP_CONFLICTS.javascript) {
            builder = builder.look_up_conflicts(look_up);
        }
        if let Some(allow) = flag(&members, settings::ALLOW_SIMILAR_VALUES.javascript) {
            builder = builder.allow_similar_values(allow);
        }
        if let Some(observe) = observe {
            builder = builder.observer(Listener(observe));
        }
        let inner = builder.build()?;
        Ok(Self { inner })
    }

    /// The client of the crate.
    pub(crate) fn inner(&self) -> &Inner {
        &self.inner
    }
}

/// A promise that rejects with the parts of an error, of which the npm package makes an error.
///
/// The future is boxed, so that this is compiled once and not for each type of future.
pub(crate) fn promise(run: Pin<Box<dyn Future<Output = Result<JsValue, Error>>>>) -> Promise {
    future_to_promise(async move { run.await.map_err(|error| outcome::failure(&error)) })
}

/// Passes events on to a JavaScript function.
struct Listener(Function);

impl Observer for Listener {
    fn event(&self, event: &Event<'_>) {
        // An exception of a listener must not end the call.
        let _ = self.0.call1(&JsValue::UNDEFINED, &outcome::event(event));
    }
}

// JavaScript values belong to one thread, and wasm32 has only one. The client's traits are also for programs with
// several threads.
#[allow(unsafe_code)]
mod one_thread {
    // SAFETY: without the `atomics` target feature there is no other thread to move to.
    #[cfg(not(target_feature = "atomics"))]
    unsafe impl Send for super::Listener {}
    #[cfg(not(target_feature = "atomics"))]
    unsafe impl Sync for super::Listener {}
}
