//! Writing the account as a list.
//!
//! Planning an exported list changes nothing: a cell is written only if it reads back as the value
//! that is live, and stays empty otherwise, which means "not managed here".

use crate::prelude::*;

use crate::{
    Account, Field, User,
    field::Fields,
    key::email_problem,
    list::{EMAIL, MAX_CELL, NOTE, RowState, STATE},
    order::{self, Index},
    report::write_csv,
};

/// An account as a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// The list.
    pub csv: String,
    /// The guids of users whom a list can't name: company tokens, users without an address that
    /// can be one, and those who share theirs.
    pub omitted: Vec<String>,
}

/// Writes all people of an account as a list, in the order of their addresses.
pub fn export(account: &Account) -> Export {
    let mut seen = Index::default();
    for user in account.users.iter().filter(|user| !user.company_token) {
        let count = seen.get(user.key.as_str()).unwrap_or(0);
        seen.insert(user.key.as_str(), count + 1);
    }
    let listable = |user: &&User| {
        !user.company_token
            && email_problem(user.email.trim()).is_none()
            && user.email.len() <= MAX_CELL
            && seen.get(user.key.as_str()) == Some(1)
    };
    let (listed, omitted): (Vec<&User>, Vec<&User>) = account.users.iter().partition(listable);
    let listed = order::of(&listed, &|one, other| one.key.cmp(&other.key));
    let rows: Vec<_> = listed.into_iter().map(|user| cells(user)).collect();
    Export {
        csv: write_csv(&rows),
        omitted: omitted.into_iter().map(|user| user.guid.clone()).collect(),
    }
}

/// The cells of a user's row.
pub(crate) fn cells(user: &User) -> Fields {
    let mut cells = Fields::new();
    cells.insert(EMAIL.to_owned(), user.email.trim().into());
    for field in Field::all() {
        let cell = field
            .export(user.field(field.column))
            .filter(|cell| cell.len() < MAX_CELL);
        if let Some(cell) = cell {
            cells.insert(field.column.to_owned(), cell.into());
        }
    }
    if user.is_deactivated() {
        cells.insert(STATE.to_owned(), RowState::Deactivated.as_str().into());
    }
    let roles: Vec<&str> = user.roles().collect();
    if roles.len() > 1 {
        cells.insert(
            NOTE.to_owned(),
            format!("has several roles: {}", roles.join(" ")).into(),
        );
    }
    cells
}
