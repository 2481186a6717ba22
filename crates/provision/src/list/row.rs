//! A row, and what turns named values into one.

use crate::prelude::*;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::problem::{Place, ProblemCode, Problems};
use crate::{
    field::{CellError, Field, Fields},
    key::{Key, email_problem},
    nearest,
    order::Index,
    text::Quoted,
};

pub(crate) const EMAIL: &str = "email";
pub(crate) const PREVIOUS_EMAIL: &str = "previous_email";
pub(crate) const STATE: &str = "state";
pub(crate) const NOTE: &str = "note";

/// One person of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The line where it starts, counted from 1.
    pub line: u64,
    /// The email address, as written.
    pub email: String,
    /// The same as a key.
    pub key: Key,
    /// The address that the person has had so far, if it changes.
    pub previous: Option<Key>,
    /// The fields that are managed for this person, as wanted.
    pub fields: Fields,
    /// Whether the person is to be in the account.
    pub state: RowState,
}

/// Whether a person is to be in the account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowState {
    /// In the account, and able to log in.
    #[default]
    Present,
    /// Not in the account: to be deleted.
    Absent,
    /// In the account, and switched off. The API can't do that; it becomes a manual step.
    Deactivated,
}

impl RowState {
    const ALL: [(&'static str, Self); 3] = [
        ("present", Self::Present),
        ("absent", Self::Absent),
        ("deactivated", Self::Deactivated),
    ];

    fn parse(text: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(name, _)| *name == text)
            .map(|(_, state)| *state)
    }

    /// The word for it in a list.
    pub fn as_str(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(_, state)| *state == self)
            .map_or("", |(name, _)| name)
    }
}

impl Row {
    /// The row as the cells of a CSV, by column, without the empty ones.
    pub fn cells(&self) -> Fields {
        let mut cells = Fields::new();
        cells.insert(EMAIL.to_owned(), self.email.as_str().into());
        if let Some(previous) = &self.previous {
            cells.insert(PREVIOUS_EMAIL.to_owned(), previous.as_str().into());
        }
        for (column, wanted) in &self.fields {
            if let Some(field) = Field::by_column(column) {
                cells.insert(column.clone(), field.cell(wanted).into());
            }
        }
        if self.state != RowState::Present {
            cells.insert(STATE.to_owned(), self.state.as_str().into());
        }
        cells
    }
}

/// A value in a row as it was read.
pub(super) enum Raw<'a> {
    /// A cell of a CSV.
    Text(&'a str),
    /// A member of a JSON object.
    Json(&'a Value),
}

/// A row while its values are read.
pub(super) struct RowBuilder {
    place: Place,
    email: Option<(String, Place)>,
    previous: Option<(Key, Place)>,
    fields: Fields,
    state: RowState,
}

impl RowBuilder {
    pub(super) fn new(place: Place) -> Self {
        Self {
            place,
            email: None,
            previous: None,
            fields: Fields::new(),
            state: RowState::Present,
        }
    }

    /// Takes one value, which isn't empty. `place` is only asked for the place of a fault.
    pub(super) fn take(
        &mut self,
        column: &str,
        raw: &Raw<'_>,
        place: &dyn Fn() -> Place,
        problems: &mut Problems,
    ) {
        match column {
            NOTE => {}
            EMAIL | PREVIOUS_EMAIL | STATE => {
                let Some(text) = text_of(raw) else {
                    return problems.error(
                        ProblemCode::WrongType,
                        place(),
                        Some(column),
                        "must be a text",
                    );
                };
                self.take_text(column, text.trim(), place, problems);
            }
            _ => {
                let Some(field) = Field::by_column(column) else {
                    return;
                };
                let wanted = match raw {
                    Raw::Text(text) => field.parse_cell(text),
                    Raw::Json(value) => field.parse_json(value),
                };
                match wanted {
                    Ok(wanted) => {
                        if let Some((value, nearest)) = field.unknown(&wanted) {
                            let hint = nearest
                                .map(|name| format!(" (the nearest is \"{name}\")"))
                                .unwrap_or_default();
                            let message = format!(
                                "{} is not a known value{hint}; the service will decide",
                                Quoted(value)
                            );
                            problems.warning(
                                ProblemCode::UnknownValue,
                                place(),
                                Some(column),
                                message,
                            );
                        }
                        self.fields.insert(column.to_owned(), wanted);
                    }
                    Err(error) => {
                        let code = match error {
                            CellError::Invisible(_) => ProblemCode::InvisibleCharacter,
                            CellError::Type(_) => ProblemCode::WrongType,
                            _ => ProblemCode::InvalidValue,
                        };
                        problems.error(code, place(), Some(column), error.to_string());
                    }
                }
            }
        }
    }

    fn take_text(
        &mut self,
        column: &str,
        text: &str,
        place: &dyn Fn() -> Place,
        problems: &mut Problems,
    ) {
        if column == STATE {
            match RowState::parse(text) {
                Some(state) => self.state = state,
                None => {
                    let mut names = RowState::ALL.iter().map(|(name, _)| *name);
                    let hint = nearest::of(text, &mut names)
                        .map(|name| format!("; did you mean \"{name}\"?"));
                    let message = format!(
                        "{} is none of present, absent, deactivated{}",
                        Quoted(text),
                        hint.unwrap_or_default()
                    );
                    problems.error(ProblemCode::InvalidState, place(), Some(column), message);
                }
            }
            return;
        }
        if let Some(reason) = email_problem(text) {
            return problems.error(
                ProblemCode::InvalidEmail,
                place(),
                Some(column),
                format!("{} {reason}", Quoted(text)),
            );
        }
        if column == EMAIL {
            self.email = Some((text.to_owned(), place()));
        } else {
            self.previous = Some((Key::new(text), place()));
        }
    }

    /// The row, with the places of its addresses for [`check`].
    pub(super) fn finish(self, has_email_fault: bool, problems: &mut Problems) -> Option<Placed> {
        let Some((email, email_place)) = self.email else {
            if !has_email_fault {
                problems.error(
                    ProblemCode::MissingEmail,
                    self.place,
                    Some(EMAIL),
                    "the row has no email address",
                );
            }
            return None;
        };
        let key = Key::new(&email);
        let previous_place = self.previous.as_ref().map(|(_, place)| *place);
        let previous = self.previous.map(|(key, _)| key);
        let row = Row {
            line: self.place.0,
            email,
            key,
            previous,
            fields: self.fields,
            state: self.state,
        };
        Some(Placed {
            row,
            email: email_place,
            previous: previous_place,
        })
    }
}

/// A row with the places of its addresses.
pub(super) struct Placed {
    row: Row,
    email: Place,
    previous: Option<Place>,
}

/// What can only be judged with all rows at hand: nobody may be listed twice, by either address.
pub(super) fn check(rows: Vec<Placed>, problems: &mut Problems) -> Vec<Row> {
    let line = |place: usize| rows.get(place).map_or(0, |placed| placed.row.line);
    let mut listed = Index::default();
    for (place, placed) in rows.iter().enumerate() {
        let row = &placed.row;
        if let Some(first) = listed.insert(row.key.as_str(), place) {
            let message = format!(
                "{} is listed twice: in line {} and in line {}",
                row.key,
                line(first),
                row.line
            );
            problems.error(
                ProblemCode::DuplicateEmail,
                placed.email,
                Some(EMAIL),
                message,
            );
        }
    }
    let mut renamed = Index::default();
    for (index, placed) in rows.iter().enumerate() {
        let row = &placed.row;
        let (Some(previous), Some(place)) = (&row.previous, placed.previous) else {
            continue;
        };
        let field = Some(PREVIOUS_EMAIL);
        let key = previous.as_str();
        if *previous == row.key {
            let message = format!("{previous} is also the new address; leave previous_email empty");
            problems.error(ProblemCode::SameEmail, place, field, message);
        } else if let Some(other) = listed.get(key).or_else(|| renamed.get(key)) {
            let message = format!(
                "{previous} is also listed in line {}: a person can have one row only",
                line(other)
            );
            problems.error(ProblemCode::PreviousEmailListed, place, field, message);
        } else if row.state == RowState::Absent {
            let message = "somebody who is to be absent can't be renamed; list the address that the person has now";
            problems.error(ProblemCode::RenameOfAbsent, place, field, message);
        }
        renamed.insert(key, index);
    }
    rows.into_iter().map(|placed| placed.row).collect()
}

fn text_of<'a>(raw: &Raw<'a>) -> Option<&'a str> {
    match raw {
        Raw::Text(text) => Some(text),
        Raw::Json(value) => value.as_str(),
    }
}
