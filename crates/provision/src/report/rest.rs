//! `rest.csv`: a list with just the rows that are to be done again.

use std::collections::BTreeMap;

use super::rows::Report;
use crate::list::{columns, guard};

impl Report {
    /// A list with just the rows that are to be done again; `None` if there are none.
    pub fn rest_csv(&self) -> Option<String> {
        (!self.rest.is_empty()).then(|| write_csv(&self.rest))
    }
}

/// Rows as CSV, with the columns that any of them has.
pub(crate) fn write_csv(rows: &[BTreeMap<String, String>]) -> String {
    let used =
        |column: &&str| *column == "email" || rows.iter().any(|row| row.contains_key(*column));
    let columns: Vec<&str> = columns().into_iter().filter(used).collect();
    // Lines end as RFC 4180 wants it.
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let mut write = |cells: Vec<&[u8]>| writer.write_record(cells);
    // Writing into memory can't fail, and all records have the same length.
    let _ = write(columns.iter().map(|column| column.as_bytes()).collect());
    for row in rows {
        let cells: Vec<_> = columns
            .iter()
            .map(|column| guard(row.get(*column).map_or("", String::as_str)))
            .collect();
        let _ = write(cells.iter().map(|cell| cell.as_bytes()).collect());
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
