//! How the client behaves when things go wrong: errors, retries, limits, time, secrets, traces.
//!
//! Nothing here sleeps: where time matters it stands still, and is advanced.

mod bodies;
mod cancellation;
mod codes;
mod creation;
mod error_table;
mod errors;
mod gate;
mod hiding;
mod repeats;
mod retries;
mod runtimes;
mod strangers_bodies;
mod strangers_limits;
mod strangers_lists;
mod strangers_pages;
mod strangers_requests;
mod strangers_secrets;
mod strangers_success;
mod strangers_support;
mod strangers_writes;
mod support;
mod timeouts;
mod traces;
