//! Writing the account as a list.
//!
//! Planning an exported list changes nothing: a cell is written only if it reads back as the value
//! that is live, and stays empty otherwise, which means "not managed here".

use std::collections::BTreeMap;

use crate::{
    Account, Field, User,
    key::email_problem,
    list::{EMAIL, MAX_CELL, NOTE, RowState, STATE},
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
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for user in account.users.iter().filter(|user| !user.company_token) {
        *seen.entry(user.key.as_str()).or_default() += 1;
    }
    let listable = |user: &&User| {
        !user.company_token
            && email_problem(user.email.trim()).is_none()
            && user.email.len() <= MAX_CELL
            && seen.get(user.key.as_str()) == Some(&1)
    };
    let (mut listed, omitted): (Vec<&User>, Vec<&User>) = account.users.iter().partition(listable);
    listed.sort_by(|one, other| one.key.cmp(&other.key));
    let rows: Vec<_> = listed.into_iter().map(cells).collect();
    Export {
        csv: write_csv(&rows),
        omitted: omitted.into_iter().map(|user| user.guid.clone()).collect(),
    }
}

/// The cells of a user's row.
pub(crate) fn cells(user: &User) -> BTreeMap<String, String> {
    let mut cells = BTreeMap::from([(EMAIL.to_owned(), user.email.trim().to_owned())]);
    for field in Field::all() {
        let cell = field
            .export(user.field(field.column))
            .filter(|cell| cell.len() < MAX_CELL);
        cells.extend(cell.map(|cell| (field.column.to_owned(), cell)));
    }
    if user.is_deactivated() {
        cells.insert(STATE.to_owned(), RowState::Deactivated.as_str().to_owned());
    }
    let roles: Vec<&str> = user.roles().collect();
    if roles.len() > 1 {
        cells.insert(
            NOTE.to_owned(),
            format!("has several roles: {}", roles.join(" ")),
        );
    }
    cells
}
