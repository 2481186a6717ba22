//! What a plan holds: an item for everything that is to be done, and for everybody who is left as is.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    Key, Timestamp,
    account::User,
    field::{ADMIN, Field, Fields, ROLE, slugs},
    list::Row,
};

/// One thing that a plan does, or doesn't do and says why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// The line of the list; `None` for users who aren't listed.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub line: Option<u64>,
    /// The email address: as the list has it, or as the account has it.
    pub email: String,
    /// The user in the account, if there is one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub guid: Option<String>,
    /// Whether it is done, or why not.
    pub status: Status,
    /// What is done, or would have been.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub action: Option<Action>,
    /// What led to it.
    pub reason: Reason,
    /// The same for people, with figures, where the reason alone doesn't say enough.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub message: Option<String>,
    /// What can come of it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub risk: Option<Risk>,
    /// The values that are live in the fields that change.
    #[serde(skip_serializing_if = "Fields::is_empty", default)]
    pub before: Fields,
    /// The values that those fields get.
    #[serde(skip_serializing_if = "Fields::is_empty", default)]
    pub after: Fields,
    /// What must be so for the action to be right.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub precondition: Option<Precondition>,
    /// When a deferred action can be planned again.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub until: Option<Timestamp>,
    /// The row's cells, for a list of what is to be done again.
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub row: BTreeMap<String, String>,
}

/// Whether an item is done, or why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It is to be done.
    Planned,
    /// The user is as the list wants.
    Unchanged,
    /// The user isn't listed. Never a reason to delete anybody.
    Unmanaged,
    /// The user is outside of the policy's scope.
    OutOfScope,
    /// The policy says to leave the user alone.
    Ignored,
    /// The policy protects the user from this.
    Protected,
    /// Somebody has to do it by hand: the API can't.
    Manual,
    /// A guard forbids it.
    Blocked,
    /// The list contradicts the account.
    Conflict,
    /// A limit forbids it for now.
    Deferred,
}

/// What can be done to a user.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Create the user.
    Create,
    /// Change fields of the user.
    Edit,
    /// Change the email address, and perhaps other fields.
    Rename,
    /// Delete the user, and with the user all folders that the user shares.
    Delete,
    /// Make the user set up two-factor authentication.
    RequireMfa,
    /// Send the activation email again.
    ResendActivation,
}

/// What can come of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Risk {
    /// It can be undone by another plan.
    Reversible,
    /// The service writes to the user.
    SendsEmail,
    /// It can't be undone.
    Irreversible,
}

/// What led to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// Listed, and not in the account.
    NotInAccount,
    /// Fields differ.
    FieldsDiffer,
    /// The address changes.
    AddressChanges,
    /// Listed as absent.
    ListedAbsent,
    /// Without two-factor authentication, which the policy requires.
    WithoutMfa,
    /// The account wasn't activated for longer than the policy allows.
    NotActivated,
    /// All managed fields are as wanted.
    Matches,
    /// Absent already.
    AlreadyAbsent,
    /// Deactivated already.
    AlreadyDeactivated,
    /// In the account, and not listed.
    NotListed,
    /// Outside of the scope.
    OutOfScope,
    /// Ignored by the policy.
    Ignored,
    /// Protected by the policy.
    Protected,
    /// To be deactivated by hand.
    Deactivate,
    /// To be reactivated by hand.
    Reactivate,
    /// A company token, which the policy doesn't name.
    CompanyToken,
    /// To be created, without all the fields that this needs.
    MissingFields,
    /// No access group has this guid or name.
    UnknownGroup,
    /// Several access groups have this name.
    AmbiguousGroup,
    /// Nobody has the previous address, nor the new one.
    PreviousNotFound,
    /// Somebody else has the new address.
    AddressTaken,
    /// Listed as deactivated, and not in the account.
    NotFound,
    /// Created so recently that the account's list may not show it yet.
    RecentlyCreated,
    /// The account may not have been read completely.
    CompleteRead,
    /// More deletes than allowed.
    Deletes,
    /// More edits than allowed.
    Edits,
    /// Too few administrators would remain.
    Admins,
    /// The token's own user, or nobody knows whose the token is.
    OwnUser,
    /// The free seats are used up.
    Seats,
    /// The creations of this month are used up.
    Month,
}

/// What must be so when an action is applied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precondition {
    /// Nobody has this address.
    Absent(Key),
    /// The user is there, with these values.
    User {
        /// The address.
        email: Key,
        /// The status, where it matters.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        status: Option<String>,
        /// The values of the fields that matter.
        fields: Fields,
    },
}

impl Item {
    /// An item that is nothing but a verdict about a user or a row.
    pub(crate) fn new(status: Status, reason: Reason, email: &str) -> Self {
        Self {
            line: None,
            email: email.to_owned(),
            guid: None,
            status,
            action: None,
            reason,
            message: None,
            risk: None,
            before: Fields::new(),
            after: Fields::new(),
            precondition: None,
            until: None,
            row: BTreeMap::new(),
        }
    }

    pub(crate) fn of_row(status: Status, reason: Reason, row: &Row, user: Option<&User>) -> Self {
        let guid = user.map(|user| user.guid.clone());
        let mut item = Self {
            line: Some(row.line),
            guid,
            ..Self::new(status, reason, &row.email)
        };
        if !matches!(status, Status::Unchanged | Status::OutOfScope) {
            item.row = row.cells();
        }
        item
    }

    pub(crate) fn planned(action: Action, reason: Reason, row: &Row, user: Option<&User>) -> Self {
        let risk = match action {
            Action::Edit | Action::Rename | Action::RequireMfa => Risk::Reversible,
            Action::Create | Action::ResendActivation => Risk::SendsEmail,
            Action::Delete => Risk::Irreversible,
        };
        Self {
            action: Some(action),
            risk: Some(risk),
            ..Self::of_row(Status::Planned, reason, row, user)
        }
    }

    pub(crate) fn with_action(mut self, action: Action) -> Self {
        self.action = Some(action);
        self
    }

    pub(crate) fn with_message(mut self, message: impl Into<String>) -> Self {
        self.message = Some(message.into());
        self
    }

    pub(crate) fn key(&self) -> Key {
        Key::new(&self.email)
    }

    pub(crate) fn is_planned(&self, action: Action) -> bool {
        self.status == Status::Planned && self.action == Some(action)
    }

    /// Whether it is an edit or a rename that is to be done.
    pub(crate) fn is_edit(&self) -> bool {
        self.is_planned(Action::Edit) || self.is_planned(Action::Rename)
    }

    /// Whether it takes the administrator's role away.
    pub(crate) fn demotes_admin(&self) -> bool {
        let was = |role: &str| {
            self.before
                .get(ROLE)
                .is_some_and(|before| slugs(before).any(|slug| slug == role))
        };
        let stays = self.after.get(ROLE).is_none_or(|after| after == ADMIN);
        was(ADMIN) && !stays
    }
}

impl Precondition {
    /// Whether it still holds for the user, who may be gone.
    pub(crate) fn holds(&self, user: Option<&User>) -> bool {
        match (self, user) {
            (Self::Absent(_), user) => user.is_none(),
            (Self::User { .. }, None) => false,
            (
                Self::User {
                    email,
                    status,
                    fields,
                },
                Some(user),
            ) => {
                user.key == *email
                    && status.as_ref().is_none_or(|status| *status == user.status)
                    && fields.iter().all(|(column, before)| {
                        Field::by_column(column)
                            .is_none_or(|field| field.still(before, user.field(column)))
                    })
            }
        }
    }
}
