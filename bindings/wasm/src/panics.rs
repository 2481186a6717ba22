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

#[cfg(test)]
#[allow(clippy::panic)] // a panic is what is tested
mod tests {
    use js_sys::{Error, Function};
    use wasm_bindgen::{JsCast, JsValue, closure::Closure};
    use wasm_bindgen_test::wasm_bindgen_test;

    /// It fails by its result: after a panic, a second one ends the module without a message.
    #[wasm_bindgen_test]
    fn a_panic_says_where_in_the_source_it_happened() -> Result<(), JsValue> {
        super::throw_on_panic();
        let panics = Closure::<dyn FnMut()>::new(|| panic!("for this test"));
        let panics: &Function = panics.as_ref().unchecked_ref();
        let message: String = match panics.call0(&JsValue::NULL) {
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
}
