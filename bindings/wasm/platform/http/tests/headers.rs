//! Headers, compared with JavaScript's own where it has the same rules.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::panic, clippy::unwrap_used)] // a test may fail loudly

use http::{
    HeaderMap, HeaderName, HeaderValue, Response, StatusCode,
    header::{ACCEPT, CONTENT_TYPE, Entry},
};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen]
extern "C" {
    type Headers;
    #[wasm_bindgen(constructor)]
    fn new() -> Headers;
    #[wasm_bindgen(method, catch)]
    fn append(this: &Headers, name: &str, value: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method)]
    fn keys(this: &Headers) -> js_sys::Iterator;
}

/// The name as JavaScript writes it, if it is valid to JavaScript.
fn javascript_name(name: &str) -> Option<String> {
    let headers = Headers::new();
    headers.append(name, "").ok()?;
    headers.keys().next().unwrap().value().as_string()
}

#[wasm_bindgen_test]
fn names_are_valid_if_they_are_to_javascript() {
    let mut valid = 0;
    for code in 0..=300 {
        let character = char::from_u32(code).unwrap();
        for text in [character.to_string(), format!("A{character}b-Z")] {
            let ours = HeaderName::try_from(text.as_str()).ok();
            let ours = ours.map(|name| name.as_str().to_owned());
            assert_eq!(ours, javascript_name(&text), "{text:?}");
            valid += u32::from(ours.is_some());
        }
    }
    // The 77 characters of a token, each in both texts.
    assert_eq!(valid, 2 * 77);
    assert!(HeaderName::try_from("").is_err());
}

#[wasm_bindgen_test]
fn values_hold_no_control_characters_but_tabs() {
    for code in 0..=300 {
        let character = char::from_u32(code).unwrap();
        let value = HeaderValue::try_from(format!("a{character}"));
        let is_control = (code < 32 && character != '\t') || code == 127;
        assert_eq!(value.is_err(), is_control, "{code}");
        let Ok(value) = value else { continue };
        assert_eq!(value.to_str().is_ok(), code < 127, "{code}");
        assert_eq!(value.len(), 1 + character.len_utf8());
    }
}

#[wasm_bindgen_test]
fn a_sensitive_value_is_not_shown() {
    let mut value = HeaderValue::from_static("secret");
    assert_eq!(format!("{value:?}"), "\"secret\"");
    value.set_sensitive(true);
    assert_eq!(format!("{:?}", value.clone()), "Sensitive");
    assert_eq!(value, *"secret");
}

fn value(text: &'static str) -> HeaderValue {
    HeaderValue::from_static(text)
}

fn name(text: &str) -> HeaderName {
    HeaderName::try_from(text).unwrap()
}

fn shown(headers: &HeaderMap) -> String {
    let pairs = headers
        .iter()
        .map(|(name, value)| format!("{}={}", name.as_str(), value.to_str().unwrap()));
    pairs.collect::<Vec<_>>().join(" ")
}

fn example() -> HeaderMap {
    let mut headers = HeaderMap::new();
    assert!(!headers.append(name("X-A"), value("1")));
    assert!(!headers.append(ACCEPT, value("2")));
    assert!(headers.append(name("x-a"), value("3")));
    assert!(headers.append(name("x-A"), value("4")));
    headers
}

#[wasm_bindgen_test]
fn values_of_a_name_are_together_and_in_order() {
    let headers = example();
    assert_eq!(shown(&headers), "x-a=1 x-a=3 x-a=4 accept=2");
    assert_eq!(headers.get("X-a").unwrap(), "1");
    assert!(headers.contains_key(&ACCEPT) && !headers.contains_key(CONTENT_TYPE));
    let owned: Vec<_> = headers.into_iter().collect();
    let names = owned
        .iter()
        .map(|(name, _)| name.as_ref().map(HeaderName::as_str));
    assert!(names.eq([Some("x-a"), None, None, Some("accept")]));
}

#[wasm_bindgen_test]
fn inserting_replaces_all_values_of_a_name() {
    let mut headers = example();
    assert_eq!(headers.insert(name("x-a"), value("5")).unwrap(), *"1");
    assert!(headers.insert(CONTENT_TYPE, value("6")).is_none());
    assert_eq!(shown(&headers), "x-a=5 accept=2 content-type=6");
    for value in headers.values_mut() {
        *value = HeaderValue::from_static("7");
    }
    assert!(headers.values().all(|value| *value == *"7"));
    headers = example();
    headers.remove("X-A");
    assert_eq!(shown(&headers), "accept=2");
}

#[wasm_bindgen_test]
fn an_entry_adds_to_its_own_name_alone() {
    let mut headers = example();
    headers.entry(name("x-a")).or_insert_with(|| value("no"));
    headers.entry(name("x-b")).or_insert_with(|| value("5"));
    let Entry::Vacant(entry) = headers.entry(name("x-c")) else {
        panic!("x-c has a value");
    };
    let mut entry = entry.insert_entry(value("6"));
    entry.append(value("7"));
    let Entry::Occupied(mut entry) = headers.entry(ACCEPT) else {
        panic!("accept has no value");
    };
    entry.append(value("8"));
    let all = "x-a=1 x-a=3 x-a=4 accept=2 accept=8 x-b=5 x-c=6 x-c=7";
    assert_eq!(shown(&headers), all);
}

#[wasm_bindgen_test]
fn a_response_is_refused_for_any_of_its_parts() {
    let response = |status, header, value| {
        Response::builder()
            .status(status)
            .header(header, value)
            .body(())
    };
    let valid = response(204, "X-A", "1").unwrap();
    assert_eq!(valid.status().as_u16(), 204);
    assert_eq!(shown(valid.headers()), "x-a=1");
    assert!(response(0, "x-a", "1").is_err());
    assert!(response(1000, "x-a", "1").is_err());
    assert!(response(200, "x a", "1").is_err());
    assert!(response(200, "x-a", "\n").is_err());
}

#[wasm_bindgen_test]
fn statuses_are_told_apart_by_their_hundreds() {
    for number in [199, 200, 299, 300, 399, 400, 499, 500, 599, 600] {
        let status = StatusCode::try_from(number).unwrap();
        assert_eq!(status.is_success(), number / 100 == 2);
        assert_eq!(status.is_client_error(), number / 100 == 4);
        assert_eq!(status.is_server_error(), number / 100 == 5);
    }
}
