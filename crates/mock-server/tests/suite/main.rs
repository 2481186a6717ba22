//! Tests of the mock server, through HTTP as its users meet it.

mod access;
mod admin;
mod faults;
mod listing;
mod operations;
mod program;
mod seeds;
mod support;
mod validation;
