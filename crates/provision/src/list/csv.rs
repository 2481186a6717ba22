//! Lists as CSV.
//!
//! The crate `csv-core` reads the cells. It accepts every text, so [`well_formed`] looks for quotes out
//! of place first: a quote left open would swallow the rows that follow it.

use crate::prelude::*;

use csv_core::ReadRecordResult;

use super::{
    limits::{MAX_CELL, MAX_ROWS, columns},
    problem::{ListError, Place, Problem, ProblemCode, Problems, place_after},
    row::{self, EMAIL, Raw, Row, RowBuilder},
};
use crate::{
    nearest,
    text::{Quoted, has},
};

pub(super) fn read(text: &str) -> Result<(Vec<Row>, Vec<Problem>), ListError> {
    well_formed(text)?;
    let mut problems = Problems::default();
    let mut records = Records::new(text);
    let mut columns: Option<Vec<String>> = None;
    let mut rows = Vec::new();
    let mut count = 0usize;
    while let Some(cells) = records.next() {
        let Some(columns) = &columns else {
            columns = Some(header(&cells)?);
            continue;
        };
        count += 1;
        if count > MAX_ROWS {
            let message = format!("the list has more than {} rows", MAX_ROWS);
            return Err(Problems::only(
                ProblemCode::TooManyRows,
                cells.place(0),
                None,
                message,
            ));
        }
        rows.extend(read_row(columns, &cells, &mut problems));
    }
    if count == 0 {
        let message = "the list has a header and no rows";
        return Err(Problems::only(ProblemCode::NoRows, (1, 1), None, message));
    }
    let rows = row::check(rows, &mut problems);
    Ok((rows, problems.finish()?))
}

/// The names of the columns.
fn header(cells: &Cells<'_>) -> Result<Vec<String>, ListError> {
    let names: Vec<String> = cells.iter().map(|cell| cell.trim().to_owned()).collect();
    let known = columns();
    let fault = |index, code, name: &str, message: String| {
        Problems::only(code, cells.place(index), Some(name), message)
    };
    if let [only] = names.as_slice() {
        let delimiter = [
            (b';', "semicolons"),
            (b'\t', "tabs"),
            (b'|', "vertical bars"),
        ]
        .into_iter()
        .find(|(c, _)| has(only, *c));
        if let Some((_, name)) = delimiter {
            let message = format!("the columns are separated by {name}; separate them by commas");
            return Err(Problems::only(
                ProblemCode::WrongDelimiter,
                cells.place(0),
                None,
                message,
            ));
        }
    }
    if let Some(index) = names.iter().position(|name| has(name, b'@')) {
        let message =
            "the first line must hold the names of the columns, such as email,formal_name,role";
        return Err(Problems::only(
            ProblemCode::NoHeader,
            cells.place(index),
            None,
            message,
        ));
    }
    let mut problems = Problems::default();
    for (index, name) in names.iter().enumerate() {
        if !known.contains(&name.as_str()) {
            let hint = match nearest::of(name, &mut known.iter().copied()) {
                Some(near) => format!("did you mean \"{near}\"?"),
                None => format!("the columns are {}", known.join(", ")),
            };
            let message = format!("unknown column {}; {hint}", Quoted(name));
            problems.error(
                ProblemCode::UnknownColumn,
                cells.place(index),
                Some(name),
                message,
            );
        } else if names.iter().take(index).any(|earlier| earlier == name) {
            let message = format!("the column {} stands there twice", Quoted(name));
            problems.error(
                ProblemCode::DuplicateColumn,
                cells.place(index),
                Some(name),
                message,
            );
        }
    }
    problems.finish()?;
    if !names.iter().any(|name| name == EMAIL) {
        return Err(fault(
            0,
            ProblemCode::MissingColumn,
            EMAIL,
            "there is no column \"email\"".to_owned(),
        ));
    }
    Ok(names)
}

fn read_row(columns: &[String], cells: &Cells<'_>, problems: &mut Problems) -> Option<row::Placed> {
    let (has, needs) = (cells.ends.len(), columns.len());
    if has != needs {
        let (code, index) = if has < needs {
            (ProblemCode::RowTooShort, has.saturating_sub(1))
        } else {
            (ProblemCode::RowTooLong, needs)
        };
        let message = format!(
            "the row has {has} cells and the header {needs} columns; a cell with a comma in it needs quotes"
        );
        problems.error(code, cells.place(index), None, message);
        return None;
    }
    let mut builder = RowBuilder::new((cells.record_start().1, 1));
    let mut email_given = false;
    for (index, (column, cell)) in columns.iter().zip(cells.iter()).enumerate() {
        if cell.trim().is_empty() {
            continue;
        }
        let place = || cells.place(index);
        if cell.len() > MAX_CELL {
            let message = format!(
                "the cell has {} bytes; at most {} are taken",
                cell.len(),
                MAX_CELL
            );
            problems.error(ProblemCode::CellTooLong, place(), Some(column), message);
            return None;
        }
        let cell = unguard(cell);
        if column != row::NOTE && looks_like_formula(cell) {
            let message = format!(
                "a spreadsheet would run {} as a formula; exported lists put an apostrophe in front",
                Quoted(cell)
            );
            problems.warning(ProblemCode::Formula, place(), Some(column), message);
        }
        email_given |= column == EMAIL;
        builder.take(column, &Raw::Text(cell), &place, problems);
    }
    builder.finish(email_given, problems)
}

/// Whether spreadsheets take the cell for a formula.
fn looks_like_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A cell for a CSV that a spreadsheet may open: one that looks like a formula gets an apostrophe.
pub(crate) fn guard(cell: &str) -> alloc::borrow::Cow<'_, str> {
    if looks_like_formula(cell.trim_start_matches('\'')) {
        format!("'{cell}").into()
    } else {
        cell.into()
    }
}

/// The inverse of [`guard`].
fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if looks_like_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

/// Reads one record after the other.
struct Records<'a> {
    text: &'a str,
    reader: csv_core::Reader,
    /// How many bytes of the text were read.
    read: usize,
    /// The cells of the last record, one behind the other. As long as the text, so that every record fits.
    cells: Vec<u8>,
    /// Where each of them ends.
    ends: Vec<usize>,
}

impl<'a> Records<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            reader: csv_core::Reader::new(),
            read: 0,
            cells: vec![0; text.len()],
            // More than a list has columns; longer records make it grow.
            ends: vec![0; 32],
        }
    }

    /// The next record; `None` at the end.
    fn next(&mut self) -> Option<Cells<'_>> {
        let (start, line) = (self.read, self.reader.line());
        let (mut bytes, mut count) = (0, 0);
        loop {
            let (result, read, written, ended) = self.reader.read_record(
                self.text.as_bytes().get(self.read..)?,
                self.cells.get_mut(bytes..)?,
                self.ends.get_mut(count..)?,
            );
            self.read += read;
            bytes += written;
            count += ended;
            match result {
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return None,
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                // At the end of the text an empty input says that no more follows.
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => return None,
            }
        }
        Some(Cells {
            text: self.text,
            start,
            line,
            // The reader copies whole characters: it only looks for ASCII.
            cells: core::str::from_utf8(self.cells.get(..bytes)?).unwrap_or_default(),
            ends: self.ends.get(..count)?,
        })
    }
}

/// The cells of a record, and where it is in the text.
struct Cells<'a> {
    text: &'a str,
    /// Where reading of the record began: empty lines may come before it.
    start: usize,
    /// The line of that place.
    line: u64,
    cells: &'a str,
    ends: &'a [usize],
}

impl Cells<'_> {
    fn iter(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let cell = self.cells.get(start..*end).unwrap_or_default();
            start = *end;
            cell
        })
    }

    /// Where the record starts, its line, and the text from there on.
    fn record_start(&self) -> (usize, u64, &str) {
        let rest = self.text.get(self.start..).unwrap_or_default();
        let record = rest.trim_start_matches(['\r', '\n']);
        let skipped = rest.len() - record.len();
        let lines = rest
            .get(..skipped)
            .unwrap_or_default()
            .matches('\n')
            .count();
        (
            self.start + skipped,
            self.line + u64::try_from(lines).unwrap_or(0),
            record,
        )
    }

    /// The place of a cell, found by walking over the cells before it. Costs no more than the
    /// length of the record.
    fn place(&self, index: usize) -> Place {
        let (_, line, record) = self.record_start();
        let (mut quoted, mut commas, mut at) = (false, 0, 0);
        for (offset, byte) in record.bytes().enumerate() {
            if commas == index {
                break;
            }
            quoted ^= byte == b'"';
            if byte == b',' && !quoted {
                commas += 1;
                at = offset + 1;
            }
        }
        let (lines, column) = place_after(record.get(..at).unwrap_or_default());
        (line + lines - 1, column)
    }
}

/// Refuses quotes out of place.
fn well_formed(text: &str) -> Result<(), ListError> {
    #[derive(PartialEq)]
    enum State {
        Start,
        Plain,
        Quoted,
        Closed,
    }
    let place = |at: usize| place_after(text.get(..at).unwrap_or_default());
    let (mut state, mut opened) = (State::Start, 0);
    for (at, byte) in text.bytes().enumerate() {
        state = match (state, byte) {
            (State::Start, b'"') => {
                opened = at;
                State::Quoted
            }
            (State::Quoted, b'"') => State::Closed,
            (State::Quoted, _) | (State::Closed, b'"') => State::Quoted,
            (_, b',' | b'\n' | b'\r') => State::Start,
            (State::Plain, b'"') => {
                let message =
                    "a quote inside of a cell without quotes; quote the cell and double the quote";
                return Err(Problems::only(
                    ProblemCode::StrayQuote,
                    place(at),
                    None,
                    message,
                ));
            }
            (State::Closed, _) => {
                let message =
                    "text after the quote that ends the cell; double a quote inside of a cell";
                return Err(Problems::only(
                    ProblemCode::StrayQuote,
                    place(at),
                    None,
                    message,
                ));
            }
            (State::Start | State::Plain, _) => State::Plain,
        };
    }
    if state == State::Quoted {
        let message = "a quote opens here and is never closed";
        return Err(Problems::only(
            ProblemCode::OpenQuote,
            place(opened),
            None,
            message,
        ));
    }
    Ok(())
}
