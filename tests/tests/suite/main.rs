//! The Rust client against the mock, over the network.

mod bad_input;
mod create_user;
mod secrets;
