//! The exported functions, called from JavaScript's side: arguments in, outcomes out, no trap.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::expect_used, clippy::unwrap_used)] // a test may fail loudly

use bitsight_users_wasm::Client;
use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

fn eval(code: &str) -> JsValue {
    Function::new_no_args(&format!("return ({code})"))
        .call0(&JsValue::UNDEFINED)
        .unwrap()
}

fn client() -> Client {
    let options = eval("{ token: 'a-secret-token', baseUrl: 'http://127.0.0.1:9/ratings' }");
    Client::new(&options, None).map_err(|_| ()).unwrap()
}

fn call(client: &Client, operation: &str, argument: &JsValue) -> Promise {
    let arguments = Array::of1(argument);
    client.call(&operation.into(), &arguments, 1, &JsValue::UNDEFINED)
}

async fn failure(promise: Promise) -> (String, Option<String>, String) {
    let failure = JsFuture::from(promise)
        .await
        .expect_err("the call should fail");
    let part = |name: &str| Reflect::get(&failure, &name.into()).unwrap().as_string();
    let all = JSON::stringify(&failure).unwrap().as_string().unwrap();
    (part("code").unwrap(), part("field"), all)
}

/// Values that a caller can't mean, each with the field that an error names.
const HOSTILE: &[(&str, &str)] = &[
    ("null", ""),
    ("7", ""),
    ("'text'", ""),
    ("() => 1", ""),
    ("Symbol('s')", ""),
    ("10n", ""),
    ("[]", ""),
    (
        "(() => { const a = {}; a.email = a; return a })()",
        "email.email.email.email.email",
    ),
    ("{ get email() { throw new Error('getter') } }", "email"),
    (
        "new Proxy({}, { ownKeys() { throw new Error('trap') } })",
        "",
    ),
    (
        "new Proxy([], { get(_, key) { return key === 'length' ? 1e9 : 1 } })",
        "",
    ),
    ("{ email: NaN }", "email"),
    ("{ email: '\\ud800' }", "email"),
    ("{ email: 'x'.repeat(3_000_000) }", "email"),
    ("{ roles: [ , ] }", "roles[0]"),
    (
        "Object.assign(Object.create(null), { emial: 'a@b' })",
        "emial",
    ),
];

#[wasm_bindgen_test]
async fn hostile_bodies_are_refused_by_name() {
    for (code, field) in HOSTILE {
        let promise = call(&client(), "create_user", &eval(code));
        let (code_, named, all) = failure(promise).await;
        assert_eq!(code_, "invalid_argument", "{code}: {all}");
        assert!(
            named.unwrap_or_default().starts_with(field),
            "{code}: {all}"
        );
        assert!(!all.contains("a-secret-token"));
    }
}

#[wasm_bindgen_test]
async fn hostile_guids_and_queries_are_refused() {
    for (code, _) in HOSTILE {
        let (code_, field, _) = failure(call(&client(), "get_user", &eval(code))).await;
        // A text is as good a guid as any.
        if *code != "'text'" {
            assert_eq!(code_, "invalid_argument", "{code}");
            // Or a part of it, where the value is a list or an object.
            assert!(field.unwrap_or_default().starts_with("user_guid"), "{code}");
        }
    }
    let query = eval("{ statsu: ['Created'] }");
    let (code, field, _) = failure(call(&client(), "list_users", &query)).await;
    assert_eq!(
        (code.as_str(), field.as_deref()),
        ("invalid_argument", Some("statsu"))
    );
}

#[wasm_bindgen_test]
async fn an_operation_that_there_is_not_is_refused() {
    for name in ["", "createUser", "constructor"] {
        let (code, field, _) = failure(call(&client(), name, &JsValue::UNDEFINED)).await;
        assert_eq!(
            (code.as_str(), field.as_deref()),
            ("invalid_argument", Some("operation"))
        );
    }
}

#[wasm_bindgen_test]
fn options_that_cannot_be_right_make_no_client() {
    for options in [
        "undefined",
        "{}",
        "{ token: ' ' }",
        "{ token: 't', baseUrl: 'http://example.com' }",
        "{ token: 't', maxConcurrency: 0 }",
        "{ token: 't', tiemout: 5 }",
        "{ get token() { throw 1 } }",
    ] {
        assert!(Client::new(&eval(options), None).is_err(), "{options}");
    }
}

#[wasm_bindgen_test]
async fn a_call_outlives_its_client() {
    let client = client();
    let options: JsValue = Object::new().into();
    Reflect::set(&options, &"maxRetries".into(), &0.into()).unwrap();
    let promise = client.call(&"get_user_quota".into(), &Array::new(), 1, &options);
    drop(client);
    // Nothing listens there.
    let (code, _, _) = failure(promise).await;
    assert_eq!(code, "connection");
}
