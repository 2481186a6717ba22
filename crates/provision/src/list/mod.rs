//! The list of people: who shall be in the account, and how.
//!
//! It comes as CSV or as JSON. Both end in the same rows: an email address, the fields that are to
//! be managed, and whether the person is to be present. An empty cell, and a key that isn't there,
//! mean "not managed here" and never "clear it".

mod csv;
mod json;
mod problem;
mod row;

use serde::{Deserialize, Serialize};

pub(crate) use self::{
    csv::guard,
    row::{EMAIL, NOTE, STATE},
};
pub use self::{
    problem::{ListError, Problem, ProblemCode},
    row::{Row, RowState},
};
use crate::{Policy, plan::hash};

/// A list of people, read and checked.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// The rows, in the order of the list.
    pub rows: Vec<Row>,
    /// The policy that a JSON list carries.
    pub policy: Option<Policy>,
    /// What is allowed but looks wrong.
    pub warnings: Vec<Problem>,
    /// The SHA-256 of the bytes that were read.
    pub hash: String,
}

/// The forms a list can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Comma-separated values with a header.
    Csv,
    /// A JSON object with `version`, `policy` and `users`.
    Json,
}

impl List {
    /// The most rows of a list. Planning is tested up to here, and no account is known to have as
    /// many users.
    pub const MAX_ROWS: usize = 100_000;
    /// The longest cell, in bytes. Names and addresses are far shorter; a longer cell comes from
    /// a broken file.
    pub const MAX_CELL: usize = 4096;

    /// Reads a CSV: UTF-8, with a header, quoted as in RFC 4180.
    ///
    /// # Errors
    /// All faults, each with its line and column.
    pub fn from_csv(bytes: &[u8]) -> Result<Self, ListError> {
        let text = decode(bytes)?;
        let (rows, warnings) = csv::read(text)?;
        Ok(Self {
            rows,
            policy: None,
            warnings,
            hash: hash::of(bytes),
        })
    }

    /// Reads a JSON list: `{"version": 1, "policy": {}, "users": []}`.
    ///
    /// # Errors
    /// All faults, each with its line and column.
    pub fn from_json(bytes: &[u8]) -> Result<Self, ListError> {
        let text = decode(bytes)?;
        let (rows, policy, warnings) = json::read(text)?;
        Ok(Self {
            rows,
            policy,
            warnings,
            hash: hash::of(bytes),
        })
    }

    /// Reads either form.
    ///
    /// # Errors
    /// As [`from_csv`](Self::from_csv) and [`from_json`](Self::from_json).
    pub fn read(bytes: &[u8], format: Format) -> Result<Self, ListError> {
        match format {
            Format::Csv => Self::from_csv(bytes),
            Format::Json => Self::from_json(bytes),
        }
    }

    /// The names of all columns of a CSV list, in the order in which they are written.
    pub fn columns() -> Vec<&'static str> {
        let fields = crate::Field::all().iter().map(|field| field.column);
        let mut columns = vec![row::EMAIL, row::PREVIOUS_EMAIL];
        columns.extend(fields);
        columns.extend([row::STATE, row::NOTE]);
        columns
    }
}

/// The text of a list, without a byte order mark.
fn decode(bytes: &[u8]) -> Result<&str, ListError> {
    let start = (1, 1);
    let bytes = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, _, ..] | [_, 0, _, 0, ..] => {
            let message =
                "the file is not in UTF-8 but in UTF-16 or UTF-32; save it as \"CSV UTF-8\"";
            return Err(problem::Problems::only(
                ProblemCode::WrongEncoding,
                start,
                None,
                message,
            ));
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => rest,
        all => all,
    };
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let place = place_after(&String::from_utf8_lossy(valid));
        let message = "a byte that is not UTF-8; save the file as UTF-8 (it may be in Latin-1 or Windows-1252)";
        problem::Problems::only(ProblemCode::InvalidUtf8, place, None, message)
    })?;
    if let Some(at) = text.find('\0') {
        let place = place_after(text.get(..at).unwrap_or_default());
        return Err(problem::Problems::only(
            ProblemCode::NulByte,
            place,
            None,
            "a NUL byte; the file is damaged",
        ));
    }
    if text.trim().is_empty() {
        return Err(problem::Problems::only(
            ProblemCode::Empty,
            start,
            None,
            "the file is empty",
        ));
    }
    Ok(text)
}

/// The place of the character that follows `text`.
fn place_after(text: &str) -> problem::Place {
    let last = text.rsplit('\n').next().unwrap_or_default();
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    (
        count(text.matches('\n').count()).saturating_add(1),
        count(last.chars().count()).saturating_add(1),
    )
}
