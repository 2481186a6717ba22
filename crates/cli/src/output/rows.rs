//! Writes rows, as they come where the form allows it.

use std::io::{self, Write};

use comfy_table::{ContentArrangement, Table, presets};
use serde_json::Value;

use super::{
    cell::{one_line, text},
    format::Format,
};
use crate::host::{self, Stream};

/// Without a terminal, the width of a table.
const WIDTH: usize = 100;
/// A longer text is broken over several lines, so that it needn't hide other columns.
const LONGEST: usize = 30;
/// How many columns are shown however narrow the terminal is.
const FIRST: usize = 2;

/// Writes rows to stdout.
pub(crate) struct Rows {
    format: Format,
    header: bool,
    columns: Vec<String>,
    /// The rows of the forms that can only be written at the end.
    kept: Vec<Value>,
    csv: csv::Writer<Vec<u8>>,
}

impl Rows {
    pub(super) fn new(format: Format, header: bool, columns: &[&str]) -> Self {
        let columns: Vec<String> = columns.iter().map(|name| (*name).to_owned()).collect();
        Self {
            format,
            header,
            columns,
            kept: Vec::new(),
            csv: csv::Writer::from_writer(Vec::new()),
        }
    }

    /// Adds a row: an object with a member for each column.
    ///
    /// # Errors
    /// When the output can't be written.
    pub(crate) fn push(&mut self, row: Value) -> io::Result<()> {
        match self.format {
            Format::Table | Format::Json => {
                self.kept.push(row);
                Ok(())
            }
            Format::Jsonl => writeln!(host::stdout(), "{row}"),
            Format::Tsv => {
                self.begin()?;
                let cells = self.cells(&row, false);
                let cells: Vec<String> = cells.iter().map(|cell| one_line(cell)).collect();
                writeln!(host::stdout(), "{}", cells.join("\t"))
            }
            Format::Csv => {
                self.begin()?;
                let mut cells = self.cells(&row, false);
                if host::is_terminal(Stream::Out) {
                    cells.iter_mut().for_each(|cell| *cell = one_line(cell));
                }
                self.csv(&cells)
            }
        }
    }

    /// Writes the rest.
    ///
    /// # Errors
    /// When the output can't be written.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        match self.format {
            Format::Json => write_json(&Value::Array(std::mem::take(&mut self.kept)))?,
            Format::Table => self.table()?,
            // An empty list has a header as well.
            Format::Tsv | Format::Csv => self.begin()?,
            Format::Jsonl => {}
        }
        host::stdout().flush()
    }

    /// Writes the names of the columns, once.
    fn begin(&mut self) -> io::Result<()> {
        if !std::mem::take(&mut self.header) {
            return Ok(());
        }
        let columns = self.columns.clone();
        match self.format {
            Format::Csv => self.csv(&columns),
            _ => writeln!(host::stdout(), "{}", columns.join("\t")),
        }
    }

    fn csv(&mut self, cells: &[String]) -> io::Result<()> {
        self.csv.write_record(cells)?;
        self.csv.flush()?;
        let line = std::mem::replace(&mut self.csv, csv::Writer::from_writer(Vec::new()))
            .into_inner()
            .map_err(|error| io::Error::other(error.to_string()))?;
        host::raw_stdout().write_all(&line)
    }

    fn cells(&self, row: &Value, for_people: bool) -> Vec<String> {
        let cell = |name: &String| text(row.get(name).unwrap_or(&Value::Null), for_people);
        self.columns.iter().map(cell).collect()
    }

    /// Writes the columns that have a value and fit. The guid comes last, since people rarely need it.
    fn table(&self) -> io::Result<()> {
        let rows: Vec<Vec<String>> = self
            .kept
            .iter()
            .map(|row| {
                let cells = self.cells(row, true);
                cells.iter().map(|cell| one_line(cell)).collect()
            })
            .collect();
        let width = width();
        let mut shown = self.said(&rows);
        let fitting = fitting(&self.layout(&rows, &shown, width), width);
        let hidden: Vec<usize> = shown.split_off(fitting.min(shown.len()));
        let table = self.layout(&rows, &shown, width);
        write_table(&table, self.header && !rows.is_empty())?;
        if !hidden.is_empty() {
            let names = hidden.iter().filter_map(|index| self.columns.get(*index));
            let names: Vec<&str> = names.map(String::as_str).collect();
            crate::context::say(&format!(
                "columns that don't fit: {} (--csv and --json show them)",
                names.join(", ")
            ));
        }
        Ok(())
    }

    /// The columns in which any row has a value.
    fn said(&self, rows: &[Vec<String>]) -> Vec<usize> {
        let says = |index: &usize| {
            let mut cells = rows.iter().filter_map(|row| row.get(*index));
            cells.any(|cell| !cell.is_empty())
        };
        let mut columns: Vec<usize> = (0..self.columns.len()).filter(says).collect();
        columns.sort_by_key(|index| self.columns.get(*index).is_some_and(|name| name == "guid"));
        columns
    }

    fn layout(&self, rows: &[Vec<String>], shown: &[usize], width: usize) -> Table {
        let pick = |cells: &[String]| -> Vec<String> {
            let cells = shown.iter().filter_map(|index| cells.get(*index));
            cells.cloned().collect()
        };
        let mut table = plain(width);
        if self.header {
            let names = pick(&self.columns);
            table.set_header(names.iter().map(|name| name.to_uppercase()));
        }
        for row in rows {
            table.add_row(pick(row));
        }
        table
    }
}

/// How many columns fit. The first ones always count: people know rows by them.
fn fitting(table: &Table, width: usize) -> usize {
    let mut used = 0;
    let widths = table.column_max_content_widths();
    let fits = widths.iter().enumerate().take_while(|(index, content)| {
        // A long text is broken over several lines.
        used += usize::from(**content).min(LONGEST) + 2;
        // Two spaces stand between columns, none after the last.
        used <= width + 2 || *index < FIRST
    });
    fits.count()
}

/// Writes an object for people: a line for each field that has a value.
pub(super) fn write_fields(columns: &[&str], object: &Value) -> io::Result<()> {
    let mut table = plain(width());
    for name in columns {
        let value = text(object.get(*name).unwrap_or(&Value::Null), true);
        if !value.is_empty() {
            table.add_row([(*name).to_owned(), one_line(&value)]);
        }
    }
    write_table(&table, false)
}

/// Writes a JSON value over several lines.
pub(super) fn write_json(value: &Value) -> io::Result<()> {
    let text = serde_json::to_string_pretty(value).map_err(io::Error::other)?;
    writeln!(host::stdout(), "{text}")
}

fn plain(width: usize) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        // Cells have a space on both sides; the outermost two aren't written.
        .set_width(u16::try_from(width + 2).unwrap_or(u16::MAX));
    table
}

fn write_table(table: &Table, has_header: bool) -> io::Result<()> {
    let mut out = host::stdout();
    for (number, line) in table.lines().enumerate() {
        let line = line.strip_prefix(' ').unwrap_or(&line).trim_end();
        if number == 0 && has_header {
            writeln!(out, "\u{1b}[1m{line}\u{1b}[0m")?;
        } else {
            writeln!(out, "{line}")?;
        }
    }
    out.flush()
}

/// The width of the terminal.
fn width() -> usize {
    let columns = host::variable("COLUMNS").and_then(|columns| columns.parse().ok());
    columns.or_else(host::terminal_width).unwrap_or(WIDTH)
}
