//! Times the generator: `growth <document>` prints the seconds that reading it, generating Rust
//! and generating TypeScript take, and the bytes that come of it.
//!
//! One document in a process, and nothing before it, as `cargo xtask regen` does it.

use std::{hint::black_box, path::Path, time::Instant};

use bitsight_users_codegen::{Document, File, rust, typescript};
use serde_json::json;

fn main() {
    let path = std::env::args().nth(1).expect("growth <document>");
    let (document, load) = timed(|| Document::load(Path::new(&path)).expect("it is a document"));
    let (rust, rust_time) = timed(|| rust(&document).expect("Rust can be generated"));
    let (types, types_time) = timed(|| typescript(&document).expect("TypeScript can be, too"));
    let texts = rust.iter().chain(&types);
    let bytes: usize = texts.map(|file: &File| file.text.len()).sum();
    let result =
        json!({ "load": load, "rust": rust_time, "typescript": types_time, "bytes": bytes });
    println!("{result}");
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let result = black_box(work());
    (result, start.elapsed().as_secs_f64())
}
