//! Panics, reported to JavaScript with their place in the source.
//!
//! The module is compiled with `panic = "abort"`: without a hook a panic is a trap with neither place nor message.

use std::panic::{PanicHookInfo, set_hook};

/// Makes every panic throw a JavaScript error. It leaves the instance as unusable as a trap would: no destructor
/// runs.
pub(crate) fn throw_on_panic() {
    set_hook(Box::new(|info| wasm_bindgen::throw_str(&message(info))));
}

/// The place of a panic, and its message if that is a constant: a formatted one can contain data of the caller, such
/// as a token. It is shown in tests only.
fn message(info: &PanicHookInfo<'_>) -> String {
    let mut message = String::from("panicked");
    if let Some(location) = info.location() {
        message.push_str(&format!(" at {}:{}", location.file(), location.line()));
    }
    if let Some(constant) = info.payload().downcast_ref::<&'static str>() {
        message.push_str(&format!(": {constant}"));
    }
    if let (true, Some(text)) = (
        cfg!(debug_assertions),
        info.payload().downcast_ref::<String>(),
    ) {
        message.push_str(&format!(": {text}"));
    }
    message
}
