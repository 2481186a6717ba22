#![doc = include_str!("../README.md")]

mod check;
mod compare;
mod contradictions;
mod document;
mod documentation;
mod finding;
pub mod implementations;
mod path;
mod report;
mod round_trip;
mod tables;
#[cfg(test)]
#[allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic)] // a test may fail loudly
mod tests;

pub use check::Check;
pub use round_trip::{Answer, Sample};
pub use tables::with_tables;
