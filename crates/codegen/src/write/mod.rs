//! Writes sources from the model: one module for each file, and what they share.

mod builders;
mod calls;
pub(crate) mod cli;
pub(crate) mod client;
mod fields;
pub(crate) mod methods;
pub(crate) mod operations;
mod progenitor;
pub(crate) mod provision;
pub(crate) mod requests;
pub(crate) mod responses;
pub(crate) mod schemas;
pub(crate) mod transport;
pub(crate) mod typescript;
