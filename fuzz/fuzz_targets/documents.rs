//! The loader of the OpenAPI document and the generator: any text is a document from which sources
//! can be made, or an error that says why not.
#![no_main]

use bitsight_users_codegen::{Document, rust, typescript, wasm};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match Document::parse("fuzz.yaml", text) {
        Ok(document) => {
            // Whether it can be generated from is the document's affair; that it ends, is ours.
            let _ = rust(&document);
            let _ = wasm(&document);
            let _ = typescript(&document);
        }
        Err(error) => assert!(!error.message.is_empty()),
    }
});
