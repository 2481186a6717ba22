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
    pub fn call(&self, operation: &str, arguments: &Array, options: &JsValue) -> Promise {
        let prepared = named(operation).and_then(|operation| {
            let arguments = argument::of(operation, arguments)?;
            Ok((operation, arguments, prepare(&self.inner, options)?))
        });
        let (operation, arguments, (client, call)) = match prepared {
            Ok(prepared) => prepared,
            Err(error) => return Promise::reject(&outcome::failure(&error)),
        };
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
        let mut builder = Inner::builder();
        for (name, value) in members(options)? {
            builder = match (name.as_str(), value) {
                ("token", Value::String(token)) => builder.token(token),
                ("baseUrl", Value::String(url)) => builder.base_url(url),
                ("allowHttp", Value::Bool(allow)) => builder.dangerously_allow_http(allow),
                ("headers", Value::Object(headers)) => {
                    for (name, value) in headers {
                        let Value::String(value) = value else {
                            return Err(Error::invalid_configuration(&name, "must be a string"));
                        };
                        builder = builder.header(name, value);
                    }
                    builder
                }
                (name, value) => {
                    let number = number(name, &value)?;
                    match name {
                        "timeout" => builder.timeout(milliseconds(number)),
                        "totalTimeout" => builder.total_timeout(milliseconds(number)),
                        "maxRetries" => builder.max_retries(number),
                        "maxConcurrency" => builder.max_concurrency(number as usize),
                        _ => return Err(unknown(name)),
                    }
                }
            };
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
pub(crate) fn named(operation: &str) -> Result<&'static Operation, Error> {
    let problem = "there is no such operation";
    bitsight_users::operation_named(operation)
        .ok_or_else(|| Error::invalid_argument("operation", problem))
}

/// The client with the options of a call, times in milliseconds, and the number by which `abort`
/// knows the call.
pub(crate) fn prepare(client: &Inner, options: &JsValue) -> Result<(Inner, Option<u32>), Error> {
    if options.is_undefined() {
        return Ok((client.clone(), None));
    }
    let (mut settings, mut call) = (CallOptions::new(), None);
    for (name, value) in members(options)? {
        if let ("token", Value::String(token)) = (name.as_str(), &value) {
            settings = settings.token(Token::new(token)?);
            continue;
        }
        let number = number(&name, &value)?;
        settings = match name.as_str() {
            "timeout" => settings.timeout(milliseconds(number)),
            "totalTimeout" => settings.total_timeout(milliseconds(number)),
            "maxRetries" => settings.max_retries(number),
            "call" => {
                call = Some(number);
                settings
            }
            _ => return Err(unknown(&name)),
        };
    }
    Ok((client.with_options(settings), call))
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

fn number(name: &str, value: &Value) -> Result<u32, Error> {
    let number = value.as_u64().and_then(|number| number.try_into().ok());
    number.ok_or_else(|| Error::invalid_configuration(name, "is not of the right type"))
}

fn unknown(name: &str) -> Error {
    Error::invalid_configuration(name, "there is no such option")
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
