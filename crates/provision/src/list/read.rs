//! Reading a list.

use crate::prelude::*;

use serde::{Deserialize, Serialize};

use super::{
    csv, json,
    limits::{MAX_CELL, MAX_ROWS, columns},
    problem::{ListError, Problem, ProblemCode, Problems, place_after},
    row::Row,
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
    pub const MAX_ROWS: usize = MAX_ROWS;
    /// The longest cell, in bytes. Names and addresses are far shorter; a longer cell comes from
    /// a broken file.
    pub const MAX_CELL: usize = MAX_CELL;

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
        columns()
    }
}

/// The text of a list, without a byte order mark.
fn decode(bytes: &[u8]) -> Result<&str, ListError> {
    let start = (1, 1);
    let bytes = match bytes {
        [b'P', b'K', 3, 4, ..] => {
            let message =
                "the file is an Excel workbook or another archive; save it as \"CSV UTF-8\"";
            return Err(Problems::only(
                ProblemCode::WrongEncoding,
                start,
                None,
                message,
            ));
        }
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, _, ..] | [_, 0, _, 0, ..] => {
            let message =
                "the file is not in UTF-8 but in UTF-16 or UTF-32; save it as \"CSV UTF-8\"";
            return Err(Problems::only(
                ProblemCode::WrongEncoding,
                start,
                None,
                message,
            ));
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => rest,
        all => all,
    };
    let text = core::str::from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let place = place_after(core::str::from_utf8(valid).unwrap_or_default());
        let message = "a byte that is not UTF-8; save the file as UTF-8 (it may be in Latin-1 or Windows-1252)";
        Problems::only(ProblemCode::InvalidUtf8, place, None, message)
    })?;
    if let Some(at) = text.find('\0') {
        let place = place_after(text.get(..at).unwrap_or_default());
        return Err(Problems::only(
            ProblemCode::NulByte,
            place,
            None,
            "a NUL byte; the file is damaged",
        ));
    }
    if text.trim().is_empty() {
        return Err(Problems::only(
            ProblemCode::Empty,
            start,
            None,
            "the file is empty",
        ));
    }
    Ok(text)
}
