//! What a plan holds: an item for everything that is to be done, and for everybody who is left as is.

use crate::prelude::*;

use serde_json::{Map, Value};

use crate::{
    Key, Timestamp,
    account::User,
    field::{ADMIN, Field, Fields, ROLE, slugs},
    json::{FromValue, Members, ToValue, insert, insert_unless_empty, members, serialize, words},
    list::Row,
};

/// One thing that a plan does, or doesn't do and says why.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The line of the list; `None` for users who aren't listed.
    pub line: Option<u64>,
    /// The email address: as the list has it, or as the account has it.
    pub email: String,
    /// The user in the account, if there is one.
    pub guid: Option<String>,
    /// Whether it is done, or why not.
    pub status: Status,
    /// What is done, or would have been.
    pub action: Option<Action>,
    /// What led to it.
    pub reason: Reason,
    /// The same for people, with figures, where the reason alone doesn't say enough.
    pub message: Option<String>,
    /// What can come of it.
    pub risk: Option<Risk>,
    /// The values that are live in the fields that change.
    pub before: Fields,
    /// The values that those fields get.
    pub after: Fields,
    /// What must be so for the action to be right.
    pub precondition: Option<Precondition>,
    /// When a deferred action can be planned again.
    pub until: Option<Timestamp>,
    /// The row's cells, for a list of what is to be done again.
    pub row: Fields,
}

members!(Item from Item::new(Status::Planned, Reason::Matches, ""), {
    optional line,
    required email,
    optional guid,
    required status,
    optional action,
    required reason,
    optional message,
    optional risk,
    optional before,
    optional after,
    optional precondition,
    optional until,
    optional row,
});

words! {
    /// Whether an item is done, or why not.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Status {
        /// It is to be done.
        Planned = "planned",
        /// The user is as the list wants.
        Unchanged = "unchanged",
        /// The user isn't listed. Never a reason to delete anybody.
        Unmanaged = "unmanaged",
        /// The user is outside of the policy's scope.
        OutOfScope = "out_of_scope",
        /// The policy says to leave the user alone.
        Ignored = "ignored",
        /// The policy protects the user from this.
        Protected = "protected",
        /// Somebody has to do it by hand: the API can't.
        Manual = "manual",
        /// A guard forbids it.
        Blocked = "blocked",
        /// The list contradicts the account.
        Conflict = "conflict",
        /// A limit forbids it for now.
        Deferred = "deferred",
    }
}

words! {
    /// What can be done to a user.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Action {
        /// Create the user.
        Create = "create",
        /// Change fields of the user.
        Edit = "edit",
        /// Change the email address, and perhaps other fields.
        Rename = "rename",
        /// Delete the user, and with the user all folders that the user shares.
        Delete = "delete",
        /// Make the user set up two-factor authentication.
        RequireMfa = "require_mfa",
        /// Send the activation email again.
        ResendActivation = "resend_activation",
    }
}

words! {
    /// What can come of an action.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Risk {
        /// It can be undone by another plan.
        Reversible = "reversible",
        /// The service writes to the user.
        SendsEmail = "sends_email",
        /// It can't be undone.
        Irreversible = "irreversible",
    }
}

words! {
    /// What led to an item.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    #[non_exhaustive]
    pub enum Reason {
        /// Listed, and not in the account.
        NotInAccount = "not_in_account",
        /// Fields differ.
        FieldsDiffer = "fields_differ",
        /// The address changes.
        AddressChanges = "address_changes",
        /// Listed as absent.
        ListedAbsent = "listed_absent",
        /// Without two-factor authentication, which the policy requires.
        WithoutMfa = "without_mfa",
        /// The account wasn't activated for longer than the policy allows.
        NotActivated = "not_activated",
        /// All managed fields are as wanted.
        Matches = "matches",
        /// Absent already.
        AlreadyAbsent = "already_absent",
        /// Deactivated already.
        AlreadyDeactivated = "already_deactivated",
        /// In the account, and not listed.
        NotListed = "not_listed",
        /// Outside of the scope.
        OutOfScope = "out_of_scope",
        /// Ignored by the policy.
        Ignored = "ignored",
        /// Protected by the policy.
        Protected = "protected",
        /// To be deactivated by hand.
        Deactivate = "deactivate",
        /// To be reactivated by hand.
        Reactivate = "reactivate",
        /// A company token, which the policy doesn't name.
        CompanyToken = "company_token",
        /// To be created, without all the fields that this needs.
        MissingFields = "missing_fields",
        /// No access group has this guid or name.
        UnknownGroup = "unknown_group",
        /// Several access groups have this name.
        AmbiguousGroup = "ambiguous_group",
        /// Nobody has the previous address, nor the new one.
        PreviousNotFound = "previous_not_found",
        /// Somebody else has the new address.
        AddressTaken = "address_taken",
        /// Listed as deactivated, and not in the account.
        NotFound = "not_found",
        /// Created so recently that the account's list may not show it yet.
        RecentlyCreated = "recently_created",
        /// The account may not have been read completely.
        CompleteRead = "complete_read",
        /// More deletes than allowed.
        Deletes = "deletes",
        /// More edits than allowed.
        Edits = "edits",
        /// Too few administrators would remain.
        Admins = "admins",
        /// The token's own user, or nobody knows whose the token is.
        OwnUser = "own_user",
        /// The free seats are used up.
        Seats = "seats",
        /// The creations of this month are used up.
        Month = "month",
    }
}

/// What must be so when an action is applied.
#[derive(Clone, Debug, PartialEq)]
pub enum Precondition {
    /// Nobody has this address.
    Absent(Key),
    /// The user is there, with these values.
    User {
        /// The address.
        email: Key,
        /// The status, where it matters.
        status: Option<String>,
        /// The values of the fields that matter.
        fields: Fields,
    },
}

impl ToValue for Precondition {
    fn to_value(&self) -> Value {
        let mut outer = Map::new();
        match self {
            Self::Absent(key) => insert(&mut outer, "absent", key.to_value()),
            Self::User {
                email,
                status,
                fields,
            } => {
                let mut members = Map::new();
                insert(&mut members, "email", email.to_value());
                insert_unless_empty(&mut members, "status", status.to_value());
                insert(&mut members, "fields", fields.to_value());
                insert(&mut outer, "user", Value::Object(members));
            }
        }
        Value::Object(outer)
    }
}

serialize!(Precondition);

impl FromValue for Precondition {
    fn from_value(value: &Value) -> Result<Self, String> {
        let outer = Members::known(value, &["absent", "user"])?;
        match (outer.get("absent"), outer.get("user")) {
            (Value::Null, user) => {
                let members = Members::known(user, &["email", "status", "fields"])?;
                Ok(Self::User {
                    email: members.read("email")?,
                    status: members.read("status")?,
                    fields: members.read("fields")?,
                })
            }
            (key, Value::Null) => Key::from_value(key).map(Self::Absent),
            _ => Err("must be either \"absent\" or \"user\"".to_owned()),
        }
    }
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
            row: Fields::new(),
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
