//! Where panics are said to be. In a test module of its own: after a panic, most of a module doesn't run any more.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::panic)] // a panic is what is tested

use js_sys::{Error, Function};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_test::wasm_bindgen_test;

// No dependency on the crate: it is compiled as `cdylib` alone.
#[path = "../src/panics.rs"]
mod panics;

/// It fails by its result: after a panic, a second one ends the module without a message.
#[wasm_bindgen_test]
fn a_panic_says_where_in_the_source_it_happened() -> Result<(), JsValue> {
    panics::throw_on_panic();
    let panicking = Closure::<dyn FnMut()>::new(|| panic!("for this test"));
    let panicking: &Function = panicking.as_ref().unchecked_ref();
    let message: String = match panicking.call0(&JsValue::NULL) {
        Err(thrown) => thrown.dyn_into::<Error>()?.message().into(),
        Ok(_) => String::new(),
    };
    let is_place = |text: &str| {
        let (file, line) = text.rsplit_once(".rs:").unwrap_or_default();
        file.ends_with("panics") && line.parse::<u32>().is_ok()
    };
    let place = message
        .strip_prefix("panicked at ")
        .and_then(|text| text.strip_suffix(": for this test"));
    match place.is_some_and(is_place) {
        true => Ok(()),
        false => Err(message.into()),
    }
}
