//! The loader of the OpenAPI document and the generator: any text is a document from which sources
//! can be made, or an error that says why not.
#![no_main]

use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;

use bitsight_users_codegen::{rust, typescript};
use bitsight_users_openapi::Document;
use libfuzzer_sys::fuzz_target;

/// What the last panic said.
static LAST: Mutex<String> = Mutex::new(String::new());

fuzz_target!(
    init: {
        // Progenitor panics where it can't go on, which the generator makes an error of. Only a
        // panic that gets out is one too many, so that none ends the process right away.
        panic::set_hook(Box::new(|panic| {
            if let Ok(mut last) = LAST.lock() {
                *last = panic.to_string();
            }
        }));
    },
    |text: &str| {
        if panic::catch_unwind(AssertUnwindSafe(|| through(text))).is_err() {
            eprintln!("{}", LAST.lock().map(|last| last.clone()).unwrap_or_default());
            std::process::abort();
        }
    }
);

fn through(text: &str) {
    match Document::parse("fuzz.yaml", text) {
        Ok(document) => {
            // Whether sources can be made of it is the document's affair; that it ends, is ours.
            let _ = rust(&document);
            let _ = typescript(&document);
        }
        Err(error) => assert!(!error.message.is_empty()),
    }
}
