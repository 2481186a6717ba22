//! The subjects that `cargo xtask bench` compares, and what they are measured with.

pub mod answers;
#[cfg(feature = "compare")]
pub mod compare;
pub mod ours;
pub mod table;

/// The token that all of them send.
pub const TOKEN: &str = "0123456789abcdef";
/// How many users the server has.
pub const USERS: usize = 10_000;
