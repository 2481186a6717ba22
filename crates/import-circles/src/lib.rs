#![doc = include_str!("../README.md")]

mod circles;
mod imports;
mod paths;
#[cfg(test)]
#[allow(clippy::unwrap_used)] // a test may fail loudly
mod tests;

pub use circles::{Circle, circles};
pub use imports::{Imports, of_crate};
