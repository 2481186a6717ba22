//! Arguments from JavaScript: plain data out of whatever a caller passes.
//!
//! Every access to the caller's values can run the caller's code (getters, proxies) and throw, so
//! only the `Reflect` functions that catch are used; a throw through Rust's frames would skip their
//! destructors. Bounds keep a value that never ends, or refers to itself, from filling memory.

use bitsight_users::{Error, arguments::Arguments, operation::Operation};
use js_sys::{Array, JsString, Reflect};
use serde_json::{Map, Number, Value};
use wasm_bindgen::{JsCast, prelude::*};

/// Requests are five levels deep; values that refer to themselves are as deep as one looks.
const MAX_DEPTH: usize = 16;
/// More values than any request has, by orders of magnitude.
const MAX_VALUES: usize = 10_000;
/// Of all strings and names together, in UTF-16 units; a whole request has a few hundred. One string
/// can stand in many places, so that a bound for each would bound nothing.
const MAX_TEXT: u32 = 1 << 20;

#[wasm_bindgen]
extern "C" {
    /// Unlike `js_sys`'s, which takes it for a function that never throws: it does, for a proxy that
    /// was revoked.
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;
}

/// What an operation takes, out of a list: the parameters of its path, its query, its body.
pub(crate) fn of(operation: &Operation, list: &Array) -> Result<Arguments, Error> {
    let mut arguments = Arguments::default();
    let mut rest = 0_u32..;
    let mut next = || list.get(rest.next().unwrap_or(u32::MAX));
    for name in operation.path_parameters {
        arguments.path.push(string(name, &next())?);
    }
    if operation.query.is_some() {
        arguments.query = Some(request(&next())?);
    }
    if operation.body.is_some() {
        arguments.body = Some(request(&next())?.into());
    }
    Ok(arguments)
}

/// A request body or query, for the client to check; `undefined` is an empty one.
pub(crate) fn request(value: &JsValue) -> Result<Value, Error> {
    if value.is_undefined() {
        return Ok(Value::Object(Map::new()));
    }
    plain(value)
}

/// A parameter of a path.
fn string(name: &str, value: &JsValue) -> Result<String, Error> {
    match Reader::default().read(value, &|| name.to_owned(), 0)? {
        Value::String(string) => Ok(string),
        _ => Err(Error::invalid_argument(name, "must be a string")),
    }
}

/// Copies a value as plain data.
pub(crate) fn plain(value: &JsValue) -> Result<Value, Error> {
    Reader::default().read(value, &String::new, 0)
}

#[derive(Default)]
struct Reader {
    values: usize,
    text: u32,
}

impl Reader {
    fn read(
        &mut self,
        value: &JsValue,
        path: &dyn Fn() -> String,
        depth: usize,
    ) -> Result<Value, Error> {
        let refuse = |problem: &str| Err(Error::invalid_argument(&path(), problem));
        self.values += 1;
        if depth > MAX_DEPTH {
            return refuse("is nested too deeply, or refers to itself");
        }
        if self.values > MAX_VALUES {
            return refuse("has too many parts");
        }
        if value.is_null() {
            return Ok(Value::Null);
        }
        if let Some(boolean) = value.as_bool() {
            return Ok(Value::Bool(boolean));
        }
        if let Some(number) = value.as_f64() {
            return match number_of(number) {
                Some(number) => Ok(Value::Number(number)),
                None => refuse("is a number that JSON doesn't have"),
            };
        }
        if let Some(string) = value.dyn_ref::<JsString>() {
            self.text = self.text.saturating_add(string.length());
            if self.text > MAX_TEXT {
                return refuse("is too long");
            }
            if !string.is_valid_utf16() {
                return refuse("holds half of a surrogate pair, which is no character");
            }
            return Ok(Value::String(String::from(string)));
        }
        if value.is_undefined() {
            return refuse("is undefined");
        }
        if value.is_bigint() {
            return refuse("is a BigInt, which JSON doesn't have; pass a number");
        }
        if value.is_symbol() || value.is_function() {
            return refuse("is a symbol or function");
        }
        if is_array(value).map_err(|_| unreadable(path))? {
            return self.read_array(value, path, depth);
        }
        self.read_object(value, path, depth)
    }

    fn read_array(
        &mut self,
        value: &JsValue,
        path: &dyn Fn() -> String,
        depth: usize,
    ) -> Result<Value, Error> {
        let length = get(value, &"length".into(), path)?.as_f64().unwrap_or(0.0);
        let mut items = Vec::new();
        let mut index = 0_u32;
        while f64::from(index) < length {
            let item_path = || format!("{}[{index}]", path());
            let item = get(value, &index.into(), &item_path)?;
            items.push(self.read(&item, &item_path, depth + 1)?);
            index += 1;
        }
        Ok(Value::Array(items))
    }

    fn read_object(
        &mut self,
        value: &JsValue,
        path: &dyn Fn() -> String,
        depth: usize,
    ) -> Result<Value, Error> {
        let keys = Reflect::own_keys(value).map_err(|_| unreadable(path))?;
        let mut object = Map::new();
        for key in keys {
            // Symbols name nothing that could be sent.
            let Some(name) = key.dyn_ref::<JsString>() else {
                continue;
            };
            self.values += 1;
            self.text = self.text.saturating_add(name.length());
            if self.values > MAX_VALUES || self.text > MAX_TEXT {
                return Err(Error::invalid_argument(&path(), "has too many parts"));
            }
            let name = String::from(name);
            let member_path = || match path() {
                path if path.is_empty() => name.clone(),
                path => format!("{path}.{name}"),
            };
            let member = get(value, &key, &member_path)?;
            // A field that is `undefined` is not set, as everywhere in JavaScript.
            if !member.is_undefined() {
                let member = self.read(&member, &member_path, depth + 1)?;
                object.insert(name.clone(), member);
            }
        }
        Ok(Value::Object(object))
    }
}

fn get(value: &JsValue, key: &JsValue, path: &dyn Fn() -> String) -> Result<JsValue, Error> {
    Reflect::get(value, key).map_err(|_| unreadable(path))
}

fn unreadable(path: &dyn Fn() -> String) -> Error {
    Error::invalid_argument(&path(), "threw when it was read")
}

/// Whole numbers as integers, as JSON would write them.
fn number_of(number: f64) -> Option<Number> {
    /// Beyond 2^53 a float skips integers.
    const SAFE: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() < SAFE {
        return Some(Number::from(number as i64));
    }
    Number::from_f64(number)
}
