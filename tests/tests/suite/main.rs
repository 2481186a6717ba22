//! The Rust client against the mock, over the network.

mod all_users;
mod bad_input;
mod changes;
mod create_user;
mod secrets;
