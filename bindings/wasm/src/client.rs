//! The exported client: made of options, calling operations.

use std::{future::Future, pin::Pin, time::Duration};

use bitsight_users::{
    CallOptions, Client as Inner, Error, Event, Observer, Token, operation::Operation,
};
use js_sys::{Array, Function, Promise};
use serde_json::Value;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::future_to_promise;

use crate::{argument, cancel::cancellable, outcome};

/// A client of the Bitsight Users API.
#[wasm_bindgen]
pub struct Client {
    inner: Inner,
}

#[wasm_bindgen]
impl Client {
    /// Makes a client. `observe` is called with every event, or is `undefined`.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue, observe: Option<Function>) -> Result<Client, JsValue> {
        Self::make(options, observe).map_err(|error| outcome::failure(&error))
    }

    /// Calls an operation, as `create_user`, with a list of what it takes: the parameters of its
    /// path, its query, its body. Everything is read at once, while it is as the caller passed it.
    /// `slot` is where the caller can keep the answer's body.
    pub fn call(
        &self,
        operation: &JsValue,
        arguments: &Array,
        slot: u32,
        options: &JsValue,
    ) -> Promise {
        let prepared = named(operation).and_then(|operation| {
            let arguments = argument::of(operation, arguments)?;
            let (settings, call) = settings(options)?;
            Ok((operation, arguments, settings, call))
        });
        let (operation, arguments, settings, call) = match prepared {
            Ok(prepared) => prepared,
            Err(error) => return Promise::reject(&outcome::failure(&error)),
        };
        let client = self.inner.with_options(settings.slot(slot));
        // The client is a clone: nothing of `self` is borrowed while the promise is pending, so that
        // it may be freed meanwhile.
        let run = async move {
            let response = client.perform_checked(operation, &arguments).await?;
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
        let mut headers = serde_json::Map::new();
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

/// The operation of that name.
pub(crate) fn named(operation: &JsValue) -> Result<&'static Operation, Error> {
    let problem = "there is no such operation";
    let name = operation.as_string().unwrap_or_default();
    bitsight_users::operation_named(&name)
        .ok_or_else(|| Error::invalid_argument("operation", problem))
}

/// The options of a call, times in milliseconds, and the number by which `abort` knows it.
pub(crate) fn settings(options: &JsValue) -> Result<(CallOptions, Option<u32>), Error> {
    let mut token = None;
    let mut numbers = Numbers::default();
    if !options.is_undefined() {
        for (name, value) in members(options)? {
            match (name.as_str(), value) {
                ("token", Value::String(text)) => token = Some(Token::new(text)?),
                (name, value) => numbers.take(name, &value)?,
            }
        }
    }
    let mut settings = CallOptions::new();
    if let Some(token) = token {
        settings = settings.token(token);
    }
    if let Some(timeout) = numbers.timeout {
        settings = settings.timeout(milliseconds(timeout));
    }
    if let Some(timeout) = numbers.total_timeout {
        settings = settings.total_timeout(milliseconds(timeout));
    }
    if let Some(retries) = numbers.max_retries {
        settings = settings.max_retries(retries);
    }
    Ok((settings, numbers.call))
}

/// The options that are numbers, of clients and of calls; the package tells them apart.
#[derive(Default)]
struct Numbers {
    timeout: Option<u32>,
    total_timeout: Option<u32>,
    max_retries: Option<u32>,
    max_concurrency: Option<u32>,
    call: Option<u32>,
}

impl Numbers {
    fn take(&mut self, name: &str, value: &Value) -> Result<(), Error> {
        let place = match name {
            "timeout" => &mut self.timeout,
            "totalTimeout" => &mut self.total_timeout,
            "maxRetries" => &mut self.max_retries,
            "maxConcurrency" => &mut self.max_concurrency,
            "call" => &mut self.call,
            _ => {
                return Err(Error::invalid_configuration(
                    name,
                    "there is no such option",
                ));
            }
        };
        *place = value.as_u64().and_then(|number| number.try_into().ok());
        match place {
            Some(_) => Ok(()),
            None => Err(Error::invalid_configuration(
                name,
                "is not of the right type",
            )),
        }
    }
}

/// A promise that rejects with the parts of an error, for the npm package to make one of.
///
/// Takes the future boxed, so that what carries it is compiled once and not for each operation.
pub(crate) fn promise(run: Pin<Box<dyn Future<Output = Result<JsValue, Error>>>>) -> Promise {
    future_to_promise(async move { run.await.map_err(|error| outcome::failure(&error)) })
}

/// The package has checked options and told their names; what is wrong here is the package.
fn members(options: &JsValue) -> Result<serde_json::Map<String, Value>, Error> {
    match argument::plain(options)? {
        Value::Object(members) => Ok(members),
        _ => Err(Error::invalid_configuration("options", "must be an object")),
    }
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
