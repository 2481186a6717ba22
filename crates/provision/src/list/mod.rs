//! The list of people: who shall be in the account, and how.
//!
//! It comes as CSV or as JSON. Both end in the same rows: an email address, the fields that are to
//! be managed, and whether the person is to be present. An empty cell, and a key that isn't there,
//! mean "not managed here" and never "clear it".

mod csv;
mod json;
mod limits;
mod problem;
mod read;
mod row;

pub(crate) use self::{
    csv::guard,
    limits::{MAX_CELL, columns},
    row::{EMAIL, NOTE, STATE},
};
pub use self::{
    problem::{ListError, Problem, ProblemCode},
    read::{Format, List},
    row::{Row, RowState},
};
