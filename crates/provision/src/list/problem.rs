//! What is wrong with a list, and where.

use crate::prelude::*;

use core::fmt;

use crate::{
    json::{members_written, words},
    order,
    text::{cut_last, length},
};

/// One fault of a list, or one warning about it.
#[derive(Clone, Debug, PartialEq, Eq)]
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

members_written!(Problem {
    required code,
    required line,
    required column,
    required field,
    required message,
});

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)?;
        if let Some(field) = &self.field {
            write!(f, " ({field})")?;
        }
        write!(f, ": {}", self.message)
    }
}

words! {
    /// The kinds of faults and warnings.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    #[non_exhaustive]
    pub enum ProblemCode {
        /// Nothing but white space.
        Empty = "empty",
        /// A header, or an empty array, and nobody in it.
        NoRows = "no_rows",
        /// Text in UTF-16 or UTF-32.
        WrongEncoding = "wrong_encoding",
        /// Bytes that are no UTF-8.
        InvalidUtf8 = "invalid_utf8",
        /// A NUL byte.
        NulByte = "nul_byte",
        /// The header is separated by something else than commas.
        WrongDelimiter = "wrong_delimiter",
        /// The first line holds a person instead of the names of columns.
        NoHeader = "no_header",
        /// There is no column `email`.
        MissingColumn = "missing_column",
        /// A column that nothing is known about.
        UnknownColumn = "unknown_column",
        /// A column that stands there twice.
        DuplicateColumn = "duplicate_column",
        /// A quoted cell that doesn't end.
        OpenQuote = "open_quote",
        /// A quote inside of a cell that isn't quoted, or text after the quote that ends a cell.
        StrayQuote = "stray_quote",
        /// Fewer cells than columns.
        RowTooShort = "row_too_short",
        /// More cells than columns.
        RowTooLong = "row_too_long",
        /// A cell longer than [`List::MAX_CELL`](crate::List::MAX_CELL).
        CellTooLong = "cell_too_long",
        /// More rows than [`List::MAX_ROWS`](crate::List::MAX_ROWS).
        TooManyRows = "too_many_rows",
        /// A row without an email address.
        MissingEmail = "missing_email",
        /// No email address.
        InvalidEmail = "invalid_email",
        /// A second row for the same person.
        DuplicateEmail = "duplicate_email",
        /// A rename to the address that the person has.
        SameEmail = "same_email",
        /// A rename of a person whom another row lists.
        PreviousEmailListed = "previous_email_listed",
        /// A rename of somebody who is to be absent.
        RenameOfAbsent = "rename_of_absent",
        /// A state other than present, absent, deactivated.
        InvalidState = "invalid_state",
        /// A value that its column can't have.
        InvalidValue = "invalid_value",
        /// A character that can't be seen.
        InvisibleCharacter = "invisible_character",
        /// No JSON.
        InvalidJson = "invalid_json",
        /// A JSON value of the wrong type.
        WrongType = "wrong_type",
        /// A key that nothing is known about.
        UnknownKey = "unknown_key",
        /// A key that stands there twice.
        DuplicateKey = "duplicate_key",
        /// A key that must be there and isn't.
        MissingKey = "missing_key",
        /// A version of the format that this library can't read.
        UnsupportedVersion = "unsupported_version",
        /// A policy that can't be taken.
        InvalidPolicy = "invalid_policy",
        /// A person who is listed and ignored at once.
        ListedAndIgnored = "listed_and_ignored",
        /// Warning: a spreadsheet would run the cell as a formula.
        Formula = "formula",
        /// Warning: a value that isn't a known one; the service decides.
        UnknownValue = "unknown_value",
    }
}

/// A list that can't be used: everything that is wrong with it, up to a limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListError {
    /// The faults, in the order of their lines.
    pub problems: Vec<Problem>,
    /// How many further faults there are.
    pub more: usize,
}

members_written!(ListError {
    required problems,
    required more,
});

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

impl core::error::Error for ListError {}

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
    pub(super) fn finish(self) -> Result<Vec<Problem>, ListError> {
        if self.errors.is_empty() {
            return Ok(self.warnings);
        }
        let in_order = order::of(&self.errors, &|one, other| {
            (one.line, one.column).cmp(&(other.line, other.column))
        });
        Err(ListError {
            problems: in_order.into_iter().cloned().collect(),
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
    let last = cut_last(text, b'\n').map_or(text, |(_, last)| last);
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    (
        count(text.matches('\n').count()).saturating_add(1),
        count(length(last)).saturating_add(1),
    )
}
