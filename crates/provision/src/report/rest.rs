//! `rest.csv`: a list with just the rows that are to be done again.

use crate::prelude::*;

use serde_json::Value;

use super::rows::Report;
use crate::{
    field::Fields,
    list::{columns, guard},
    text::has,
};

impl Report {
    /// A list with just the rows that are to be done again; `None` if there are none.
    pub fn rest_csv(&self) -> Option<String> {
        (!self.rest.is_empty()).then(|| write_csv(&self.rest))
    }
}

/// Rows as CSV, with the columns that any of them has. Their values are texts.
pub(crate) fn write_csv(rows: &[Fields]) -> String {
    let used =
        |column: &&str| *column == "email" || rows.iter().any(|row| row.contains_key(*column));
    let columns: Vec<&str> = columns().into_iter().filter(used).collect();
    let mut out = String::new();
    write_line(columns.iter().copied(), &mut out);
    for row in rows {
        let cells = columns.iter().map(|column| row.get(*column));
        write_line(
            cells.map(|cell| cell.and_then(Value::as_str).unwrap_or_default()),
            &mut out,
        );
    }
    out
}

/// A line, which ends as RFC 4180 wants it. By hand, since the crate `csv` also has a style that quotes what is no
/// number: its tables for reading numbers are a tenth of the module that pages download.
fn write_line<'a>(cells: impl Iterator<Item = &'a str>, out: &mut String) {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            out.push(',');
        }
        let cell = guard(cell);
        if b",\"\r\n".iter().any(|character| has(&cell, *character)) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}
