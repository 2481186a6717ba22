//! Tests of the mock server, through HTTP as its users meet it.

mod access;
mod admin;
mod answers;
mod faults;
mod late;
mod listing;
mod operations;
mod options;
mod program;
mod seeds;
mod support;
mod validation;
