//! The report: what became of every row.

mod rest;
mod rows;
mod table;
mod word;

pub use self::rows::{Report, ReportRow};
pub(crate) use self::{rest::write_csv, table::write_table, word::word};
