//! JSON and times, as JavaScript passes them.

use std::time::Duration;

use bitsight_users_provision::{Answer, Failure, Now, Timestamp};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use wasm_bindgen::JsValue;

use crate::error::error;

/// The JSON of a value.
pub(crate) fn write(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Reads JSON that the package wrote, or that its caller passed.
pub(crate) fn read<T: DeserializeOwned>(text: &str) -> Result<T, JsValue> {
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
    read::<Failure>(failure).map(Answer::Failure)
}
