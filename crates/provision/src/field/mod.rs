//! The fields of a user that a list can manage, as the OpenAPI document describes them.
//!
//! A value has three forms, all of them JSON: what a list asks for (*wanted*), what the service
//! returns (*live*, reduced to what can be compared), and what a request carries. A [`Kind`] knows
//! how to go from one to the next, so that a field which the document adds needs no code here.

mod cell;
mod kind;
mod request;
mod value;

pub use self::{
    cell::CellError,
    kind::{Field, Fields, Kind},
};
pub(crate) use self::{
    kind::{ADMIN, GROUP, ROLE},
    request::request_body,
    value::slugs,
};
