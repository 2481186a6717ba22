//! Reads documented responses into the generated types and writes them again; a program that
//! `cargo xtask check` runs. Samples come in as a JSON array, results go out as one.

use std::error::Error;
use std::io::{stdin, stdout};

use serde::Deserialize;

/// The part of a sample that matters here.
#[derive(Deserialize)]
struct Sample {
    operation: String,
    response: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let samples: Vec<Sample> = serde_json::from_reader(stdin().lock())?;
    let round_trip = |sample: &Sample| {
        bitsight_users::documented::round_trip(&sample.operation, &sample.response)
    };
    let results: Vec<Option<Result<String, String>>> = samples.iter().map(round_trip).collect();
    serde_json::to_writer(stdout().lock(), &results)?;
    Ok(())
}
