//! Reports and plans as tables for people.

use crate::prelude::*;

use core::fmt::{self, Write as _};

use super::rows::Report;
use crate::OutcomeKind;

impl fmt::Display for Report {
    /// A table of the rows that aren't simply as they should be, then the figures.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quiet = [
            OutcomeKind::Unchanged,
            OutcomeKind::Unmanaged,
            OutcomeKind::OutOfScope,
            OutcomeKind::Ignored,
        ];
        let rows: Vec<[String; 5]> = self
            .rows
            .iter()
            .filter(|row| !quiet.contains(&row.outcome))
            .map(|row| {
                let action = row.action.map_or("", |action| action.word());
                [
                    row.line.map(|line| line.to_string()).unwrap_or_default(),
                    row.outcome.word().to_owned(),
                    action.to_owned(),
                    row.email.clone(),
                    row.code.clone(),
                ]
            })
            .collect();
        write_table(f, ["line", "outcome", "action", "email", "code"], &rows)?;
        let counts: Vec<String> = self
            .counts
            .iter()
            .map(|(outcome, count)| format!("{count} {}", outcome.word()))
            .collect();
        writeln!(f, "{}", counts.join(", "))?;
        if let Some(stop) = &self.stopped {
            writeln!(f, "Stopped early: {}.", stop.as_str())?;
        }
        if !self.finished {
            writeln!(
                f,
                "The run is not over; apply the same plan again to go on with it."
            )?;
        }
        Ok(())
    }
}

/// Columns as wide as their widest cell.
pub(crate) fn write_table<const N: usize>(
    f: &mut fmt::Formatter<'_>,
    header: [&str; N],
    rows: &[[String; N]],
) -> fmt::Result {
    if rows.is_empty() {
        return Ok(());
    }
    let width = crate::text::length;
    let mut widths = header.map(width);
    for row in rows {
        for (widest, cell) in widths.iter_mut().zip(row) {
            *widest = (*widest).max(width(&shown(cell)));
        }
    }
    let mut line = |cells: &[String; N]| -> fmt::Result {
        let mut text = String::new();
        for (cell, width) in cells.iter().zip(widths) {
            let cell = shown(cell);
            write!(text, "{cell:width$}  ")?;
        }
        writeln!(f, "{}", text.trim_end())
    };
    line(&header.map(str::to_owned))?;
    rows.iter().try_for_each(line)
}

/// The text without characters that could control a terminal.
fn shown(text: &str) -> String {
    text.chars()
        .map(|c| {
            if crate::text::is_invisible(c) {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}
