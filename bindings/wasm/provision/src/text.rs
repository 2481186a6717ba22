//! JSON and times, as JavaScript passes them.

use alloc::{
    borrow::ToOwned,
    string::{String, ToString},
    vec::Vec,
};
use core::time::Duration;

use bitsight_users_provision::{Answer, Failure, Now, Timestamp, json};
use serde_json::{Map, Value};
use wasm_bindgen::JsValue;

use crate::error::error;

/// An object with these members as JSON.
pub(crate) fn object(members: &mut [(&str, Value)]) -> String {
    json::canonical(&members_of(members))
}

/// An object with these members, whose values are taken: a list by value would compile this for each length.
pub(crate) fn members_of(members: &mut [(&str, Value)]) -> Value {
    let mut object = Map::new();
    for (name, value) in members {
        object.insert((*name).to_owned(), value.take());
    }
    Value::Object(object)
}

/// Grows the memory by about what is needed next, at once. The allocator grows it in steps of 64 KB, and an engine takes
/// half a millisecond for each: for 50,000 users that was most of the time.
pub(crate) fn reserve(bytes: usize) {
    let mut memory: Vec<u8> = Vec::new();
    // Without so much memory, the allocator gets what it needs step by step.
    let _ = memory.try_reserve_exact(bytes);
    // Or the compiler would leave the allocation out.
    core::hint::black_box(&memory);
}

/// How many bytes of values come of one byte of JSON. An account takes 11 to 14; what is
/// missing is asked for step by step.
pub(crate) const VALUES_OF_JSON: usize = 8;

/// Reads JSON that the package wrote, or that its caller passed.
pub(crate) fn read(text: &str) -> Result<Value, JsValue> {
    reserve(text.len().saturating_mul(VALUES_OF_JSON));
    serde_json::from_str(text).map_err(|cause| error("invalid_argument", &cause.to_string()))
}

/// The time on both clocks: milliseconds since 1970, and milliseconds of a clock that never goes back.
pub(crate) fn now(wall: f64, monotonic: f64) -> Now {
    Now {
        wall: timestamp(wall),
        monotonic: Duration::from_millis(monotonic as u64),
    }
}

/// A moment, from milliseconds since 1970.
pub(crate) fn timestamp(milliseconds: f64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds as i64)
}

/// The answer to a request that succeeded. A body that isn't JSON counts as none.
pub(crate) fn success(body: Option<String>) -> Answer {
    let body: Option<Value> = body.and_then(|body| serde_json::from_str(&body).ok());
    Answer::Success { body }
}

/// The answer to a request that failed.
pub(crate) fn failure(failure: &str) -> Result<Answer, JsValue> {
    let failure = Failure::from_json(&read(failure)?);
    failure
        .map(Answer::Failure)
        .map_err(|cause| error("invalid_argument", &cause))
}
