//! Parts of URLs, as JavaScript's own parser tells them.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)] // a test may fail loudly

use url::Url;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = URL)]
    type Parsed;
    #[wasm_bindgen(constructor, js_class = URL)]
    fn new(text: &str) -> Parsed;
    #[wasm_bindgen(method, getter)]
    fn username(this: &Parsed) -> String;
    #[wasm_bindgen(method, getter)]
    fn password(this: &Parsed) -> String;
    #[wasm_bindgen(method, getter)]
    fn hostname(this: &Parsed) -> String;
    #[wasm_bindgen(method, getter)]
    fn pathname(this: &Parsed) -> String;
    #[wasm_bindgen(method, getter)]
    fn search(this: &Parsed) -> String;
    #[wasm_bindgen(method, getter)]
    fn hash(this: &Parsed) -> String;
    #[wasm_bindgen(method, getter)]
    fn protocol(this: &Parsed) -> String;
}

const URLS: &[&str] = &[
    "https://api.example.com/ratings",
    "https://api.example.com",
    "https://api.example.com:8443/a/../b?x=1&y=a%20b#f?g",
    "https://user@example.com/@/:",
    "https://us%40er:pass%3Aword@example.com:1/p?q=@",
    "https://:only-a-password@example.com/",
    "http://127.1/",
    "http://[::1]:8080/ratings",
    "http://[0:0:0:0:0:0:0:1]/",
    "https://m\u{fc}nchen.example/",
    "https://example.com/?#",
    "https://example.com?q=/#/",
    "data:text/plain,a?b#c",
    "file:///etc/hosts",
    "blob:https://example.com/1",
    "  HTTPS://EXAMPLE.com/A  ",
];

#[wasm_bindgen_test]
fn parts_are_as_javascript_tells_them() {
    for text in URLS {
        let (ours, theirs) = (Url::parse(text).unwrap(), Parsed::new(text));
        assert_eq!(format!("{}:", ours.scheme()), theirs.protocol(), "{text}");
        assert_eq!(ours.username(), theirs.username(), "{text}");
        assert_eq!(
            ours.password().unwrap_or_default(),
            theirs.password(),
            "{text}"
        );
        assert_eq!(
            ours.host_str().unwrap_or_default(),
            theirs.hostname(),
            "{text}"
        );
        assert_eq!(ours.path(), theirs.pathname(), "{text}");
        let query = ours.query().filter(|query| !query.is_empty());
        assert_eq!(
            query.map_or(String::new(), |query| format!("?{query}")),
            theirs.search(),
            "{text}"
        );
        let fragment = ours.fragment().filter(|fragment| !fragment.is_empty());
        assert_eq!(
            fragment.map_or(String::new(), |fragment| format!("#{fragment}")),
            theirs.hash(),
            "{text}"
        );
    }
}

#[wasm_bindgen_test]
fn what_is_no_absolute_url_is_refused() {
    for text in [
        "",
        "example.com",
        "/path",
        "https://",
        "https://a b/",
        "http://[::1",
        "https://example.com:99999/",
    ] {
        assert!(Url::parse(text).is_err(), "{text}");
    }
}

#[wasm_bindgen_test]
fn another_path_leaves_what_is_before_it() {
    for (text, expected) in [
        (
            "https://example.com:8443/a/",
            "https://example.com:8443/b/c%20d",
        ),
        ("http://[::1]", "http://[::1]/b/c%20d"),
    ] {
        let mut url = Url::parse(text).unwrap();
        url.set_path("/b/c%20d");
        assert_eq!(url.as_str(), expected);
    }
}

#[wasm_bindgen_test]
fn queries_are_added_before_the_fragment_and_taken_away() {
    for (text, with, without) in [
        (
            "https://example.com/a",
            "https://example.com/a?k=a+b%26",
            "https://example.com/a",
        ),
        (
            "https://example.com/a?x=1",
            "https://example.com/a?x=1&k=a+b%26",
            "https://example.com/a",
        ),
        (
            "https://example.com/a?x=1#f",
            "https://example.com/a?x=1&k=a+b%26#f",
            "https://example.com/a#f",
        ),
    ] {
        let mut url = Url::parse(text).unwrap();
        url.query_pairs_mut().append_pair("k", "a b&");
        assert_eq!(url.as_str(), with);
        let (name, value) = url.query_pairs().last().unwrap();
        assert_eq!((&*name, &*value), ("k", "a b&"));
        url.set_query(None);
        assert_eq!(url.as_str(), without);
    }
}
