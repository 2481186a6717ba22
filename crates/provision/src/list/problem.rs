//! What is wrong with a list, and where.

use std::fmt;

use serde::Serialize;

/// One fault of a list, or one warning about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// What kind of fault it is, for programs.
    pub code: ProblemCode,
    /// The line, counted from 1.
    pub line: u64,
    /// The character within the line where the cell or value starts, counted from 1.
    pub column: u64,
    /// The name of the column or key, where one is concerned.
    pub field: Option<String>,
    /// What is wrong, and what to do, for people.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)?;
        if let Some(field) = &self.field {
            write!(f, " ({field})")?;
        }
        write!(f, ": {}", self.message)
    }
}

/// The kinds of faults and warnings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ProblemCode {
    /// Nothing but white space.
    Empty,
    /// A header, or an empty array, and nobody in it.
    NoRows,
    /// Text in UTF-16 or UTF-32.
    WrongEncoding,
    /// Bytes that are no UTF-8.
    InvalidUtf8,
    /// A NUL byte.
    NulByte,
    /// The header is separated by something else than commas.
    WrongDelimiter,
    /// The first line holds a person instead of the names of columns.
    NoHeader,
    /// There is no column `email`.
    MissingColumn,
    /// A column that nothing is known about.
    UnknownColumn,
    /// A column that stands there twice.
    DuplicateColumn,
    /// A quoted cell that doesn't end.
    OpenQuote,
    /// A quote inside of a cell that isn't quoted, or text after the quote that ends a cell.
    StrayQuote,
    /// Fewer cells than columns.
    RowTooShort,
    /// More cells than columns.
    RowTooLong,
    /// A cell longer than [`List::MAX_CELL`](crate::List::MAX_CELL).
    CellTooLong,
    /// More rows than [`List::MAX_ROWS`](crate::List::MAX_ROWS).
    TooManyRows,
    /// A row without an email address.
    MissingEmail,
    /// No email address.
    InvalidEmail,
    /// A second row for the same person.
    DuplicateEmail,
    /// A rename to the address that the person has.
    SameEmail,
    /// A rename of a person whom another row lists.
    PreviousEmailListed,
    /// A rename of somebody who is to be absent.
    RenameOfAbsent,
    /// A state other than present, absent, deactivated.
    InvalidState,
    /// A value that its column can't have.
    InvalidValue,
    /// A character that can't be seen.
    InvisibleCharacter,
    /// No JSON.
    InvalidJson,
    /// A JSON value of the wrong type.
    WrongType,
    /// A key that nothing is known about.
    UnknownKey,
    /// A key that stands there twice.
    DuplicateKey,
    /// A key that must be there and isn't.
    MissingKey,
    /// A version of the format that this library can't read.
    UnsupportedVersion,
    /// A policy that can't be taken.
    InvalidPolicy,
    /// A person who is listed and ignored at once.
    ListedAndIgnored,
    /// Warning: a spreadsheet would run the cell as a formula.
    Formula,
    /// Warning: a value that isn't a known one; the service decides.
    UnknownValue,
}

/// A list that can't be used: everything that is wrong with it, up to a limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListError {
    /// The faults, in the order of their lines.
    pub problems: Vec<Problem>,
    /// How many further faults there are.
    pub more: usize,
}

impl fmt::Display for ListError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        if self.more > 0 {
            write!(f, "\nand {} more", self.more)?;
        }
        Ok(())
    }
}

impl std::error::Error for ListError {}

/// Faults and warnings as they are found.
#[derive(Default)]
pub(super) struct Problems {
    errors: Vec<Problem>,
    more: usize,
    pub(super) warnings: Vec<Problem>,
}

/// Where something is: line and character, from 1.
pub(super) type Place = (u64, u64);

impl Problems {
    /// More than anybody reads at once.
    const SHOWN: usize = 100;

    pub(super) fn error(
        &mut self,
        code: ProblemCode,
        place: Place,
        field: Option<&str>,
        message: impl Into<String>,
    ) {
        if self.errors.len() < Self::SHOWN {
            self.errors
                .push(problem(code, place, field, message.into()));
        } else {
            self.more += 1;
        }
    }

    pub(super) fn warning(
        &mut self,
        code: ProblemCode,
        place: Place,
        field: Option<&str>,
        message: impl Into<String>,
    ) {
        if self.warnings.len() < Self::SHOWN {
            self.warnings
                .push(problem(code, place, field, message.into()));
        }
    }

    /// The warnings, or an error if there were faults.
    pub(super) fn finish(mut self) -> Result<Vec<Problem>, ListError> {
        if self.errors.is_empty() {
            return Ok(self.warnings);
        }
        self.errors
            .sort_by_key(|problem| (problem.line, problem.column));
        Err(ListError {
            problems: self.errors,
            more: self.more,
        })
    }

    /// The error with a single fault.
    pub(super) fn only(
        code: ProblemCode,
        place: Place,
        field: Option<&str>,
        message: impl Into<String>,
    ) -> ListError {
        ListError {
            problems: vec![problem(code, place, field, message.into())],
            more: 0,
        }
    }
}

fn problem(
    code: ProblemCode,
    (line, column): Place,
    field: Option<&str>,
    message: String,
) -> Problem {
    Problem {
        code,
        line,
        column,
        field: field.map(str::to_owned),
        message,
    }
}

/// The place of the character that follows `text`.
pub(super) fn place_after(text: &str) -> Place {
    let last = text.rsplit('\n').next().unwrap_or_default();
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    (
        count(text.matches('\n').count()).saturating_add(1),
        count(last.chars().count()).saturating_add(1),
    )
}
