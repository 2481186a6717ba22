//! Reads the document into the model, or says which operation can't be generated, where, and why.

mod components;
mod names;
mod operations;
mod pages;
mod parameters;
mod references;
mod refusal;
mod requests;
mod responses;
mod schemas;
mod successes;

pub(crate) use operations::read;
