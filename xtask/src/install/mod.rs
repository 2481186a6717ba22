//! What `cargo xtask setup` installs, each piece only when it is missing.

pub mod apt;
pub mod chromium;
pub mod npm;
pub mod rust;
pub mod tools;
pub mod valgrind;
