//! The report: what became of every row.

mod rest;
mod rows;
mod table;

pub use self::rows::{Counts, Report, ReportRow};
pub(crate) use self::{rest::write_csv, table::write_table};
