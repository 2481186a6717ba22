//! What one row comes to.

use crate::prelude::*;

use serde_json::Value;

use super::{
    item::{Action, Item, Precondition, Reason, Status},
    scope::ResolvedScope,
};
use crate::{
    Account, Key, Ledger, Policy, Timestamp,
    account::{Mfa, User},
    apply::SETTLE_SECONDS,
    field::{Field, Fields, GROUP, ROLE, slugs},
    list::{EMAIL, Row, RowState},
    order::Index,
    policy::Names,
    text::Quoted,
    time,
};

/// What planning a row looks things up in.
pub(super) struct Planner<'a> {
    pub(super) account: &'a Account,
    pub(super) policy: &'a Policy,
    pub(super) ledger: &'a Ledger,
    pub(super) now: Timestamp,
    pub(super) people: Index,
    pub(super) tokens: Index,
    pub(super) group_guids: Index,
    pub(super) group_names: Index,
    pub(super) scope: ResolvedScope<'a>,
    pub(super) ignore: Names,
    pub(super) protect: Names,
}

impl<'a> Planner<'a> {
    fn person(&self, key: &Key) -> Option<&'a User> {
        self.account.user(&self.people, key.as_str())
    }

    pub(super) fn ignores(&self, row: &Row) -> bool {
        let named = |key: &Key| {
            let guid = self.person(key).map(|user| user.guid.as_str());
            self.ignore.contain(key, guid)
        };
        named(&row.key) || row.previous.as_ref().is_some_and(named)
    }

    pub(super) fn plan_row(&self, row: &Row, items: &mut Vec<Item>) {
        let of_row = |status, reason, user| Item::of_row(status, reason, row, user);
        let mut user = self.person(&row.key);
        let mut renames = false;
        if let Some(previous) = &row.previous {
            match (self.person(previous), user) {
                (Some(old), None) => {
                    user = Some(old);
                    renames = true;
                }
                (Some(old), Some(taken)) => {
                    let message = format!("{} belongs to another user, {}", row.email, taken.guid);
                    items.push(
                        of_row(Status::Conflict, Reason::AddressTaken, Some(old))
                            .with_action(Action::Rename)
                            .with_message(message),
                    );
                    return;
                }
                // Renamed already.
                (None, Some(_)) => {}
                (None, None) => {
                    let message = format!("neither {previous} nor {} is in the account", row.email);
                    items.push(
                        of_row(Status::Conflict, Reason::PreviousNotFound, None)
                            .with_action(Action::Rename)
                            .with_message(message),
                    );
                    return;
                }
            }
        }
        if user.is_none() {
            user = self.account.user(&self.tokens, row.key.as_str());
        }
        if let Some(user) = user {
            if user.company_token && !self.policy.company_tokens.contains(&user.guid) {
                let message = format!(
                    "a company token has this address; to manage it: company_tokens = [\"{}\"]",
                    user.guid
                );
                items.push(
                    of_row(Status::Manual, Reason::CompanyToken, Some(user)).with_message(message),
                );
                return;
            }
            if !self.scope.holds(&user.key, &user.fields) {
                items.push(of_row(Status::OutOfScope, Reason::OutOfScope, Some(user)));
                return;
            }
        }
        match (row.state, user) {
            (RowState::Absent, None) => {
                items.push(of_row(Status::Unchanged, Reason::AlreadyAbsent, None))
            }
            (RowState::Absent, Some(user)) => items.push(self.delete(row, user)),
            (RowState::Deactivated, None) => {
                let message = "nobody has this address, so that there is nobody to deactivate";
                items.push(of_row(Status::Conflict, Reason::NotFound, None).with_message(message));
            }
            (RowState::Deactivated, Some(user)) if user.is_deactivated() => {
                items.push(of_row(
                    Status::Unchanged,
                    Reason::AlreadyDeactivated,
                    Some(user),
                ));
            }
            (RowState::Deactivated, Some(user)) => {
                let message = "the API can't deactivate anybody: do it in the web interface";
                items.push(
                    of_row(Status::Manual, Reason::Deactivate, Some(user)).with_message(message),
                );
            }
            (RowState::Present, None) => items.push(self.create(row)),
            (RowState::Present, Some(user)) if user.is_deactivated() => {
                let message = "the user is deactivated, and the API can't reactivate anybody: do it in the web interface";
                items.push(
                    of_row(Status::Manual, Reason::Reactivate, Some(user)).with_message(message),
                );
            }
            (RowState::Present, Some(user)) => self.edit(row, user, renames, items),
        }
    }

    fn create(&self, row: &Row) -> Item {
        let conflict = |reason, message: String| {
            Item::of_row(Status::Conflict, reason, row, None)
                .with_action(Action::Create)
                .with_message(message)
        };
        let missing: Vec<&str> = Field::all()
            .iter()
            .filter(|field| field.required && !row.fields.contains_key(field.column))
            .map(|field| field.column)
            .collect();
        if !missing.is_empty() {
            let message = format!(
                "nobody has this address, and to create the user needs {}",
                missing.join(", ")
            );
            return conflict(Reason::MissingFields, message);
        }
        let mut after = match self.resolved(row) {
            Ok(fields) => fields,
            Err((reason, message)) => return conflict(reason, message),
        };
        if !self.scope.holds(&row.key, &after) {
            return Item::of_row(Status::OutOfScope, Reason::OutOfScope, row, None);
        }
        let settled = self.now.plus_seconds(-SETTLE_SECONDS);
        if let Some(created) = self.ledger.created_since(settled, &row.key) {
            let mut item = Item::of_row(Status::Deferred, Reason::RecentlyCreated, row, None)
                .with_action(Action::Create);
            item.guid.clone_from(&created.guid);
            item.until = Some(created.at.plus_seconds(SETTLE_SECONDS));
            return item.with_message("created a moment ago, and not in the account's list yet");
        }
        after.insert(EMAIL.to_owned(), Value::from(row.email.clone()));
        let mut item = Item::planned(Action::Create, Reason::NotInAccount, row, None);
        item.after = after;
        item.precondition = Some(Precondition::Absent(row.key.clone()));
        item
    }

    fn delete(&self, row: &Row, user: &User) -> Item {
        if self.protect.contain(&user.key, Some(&user.guid)) {
            return Item::of_row(Status::Protected, Reason::Protected, row, Some(user))
                .with_action(Action::Delete);
        }
        let mut item = Item::planned(Action::Delete, Reason::ListedAbsent, row, Some(user))
            .with_message("can't be undone; the folders that the user shared are deleted as well");
        item.before = user.fields.clone();
        item.precondition = Some(Precondition::User {
            email: user.key.clone(),
            status: Some(user.status.clone()),
            fields: pick(&user.fields, &[ROLE, GROUP]),
        });
        item
    }

    fn edit(&self, row: &Row, user: &User, renames: bool, items: &mut Vec<Item>) {
        let wanted = match self.resolved(row) {
            Ok(fields) => fields,
            Err((reason, message)) => {
                let item = Item::of_row(Status::Conflict, reason, row, Some(user));
                items.push(item.with_action(Action::Edit).with_message(message));
                return;
            }
        };
        let (mut before, mut after) = (Fields::new(), Fields::new());
        for (column, wanted) in wanted {
            let Some(field) = Field::by_column(&column) else {
                continue;
            };
            if let Some((live, wanted)) = field.change(&wanted, user.field(&column)) {
                before.insert(column.clone(), live);
                after.insert(column, wanted);
            }
        }
        let count = items.len();
        if renames || !after.is_empty() {
            items.push(self.edit_item(row, user, renames, before, after));
        }
        if items
            .get(count)
            .is_none_or(|item| item.status == Status::Planned)
        {
            self.follow_up(row, user, items);
        }
        if items.len() == count {
            items.push(Item::of_row(
                Status::Unchanged,
                Reason::Matches,
                row,
                Some(user),
            ));
        }
    }

    fn edit_item(
        &self,
        row: &Row,
        user: &User,
        renames: bool,
        mut before: Fields,
        mut after: Fields,
    ) -> Item {
        let (action, reason) = if renames {
            (Action::Rename, Reason::AddressChanges)
        } else {
            (Action::Edit, Reason::FieldsDiffer)
        };
        let mut becomes = user.fields.clone();
        for (column, value) in &after {
            becomes.insert(column.clone(), value.clone());
        }
        if !self.scope.holds(&row.key, &becomes) {
            return Item::of_row(Status::OutOfScope, Reason::OutOfScope, row, Some(user))
                .with_action(action);
        }
        if self.protect.contain(&user.key, Some(&user.guid)) && loses_admin_role(&before, &after) {
            return Item::of_row(Status::Protected, Reason::Protected, row, Some(user))
                .with_action(action);
        }
        let precondition = Precondition::User {
            email: user.key.clone(),
            status: None,
            fields: before.clone(),
        };
        if renames {
            before.insert(EMAIL.to_owned(), Value::from(user.email.clone()));
            after.insert(EMAIL.to_owned(), Value::from(row.email.clone()));
        }
        let mut item = Item::planned(action, reason, row, Some(user));
        item.before = before;
        item.after = after;
        item.precondition = Some(precondition);
        item
    }

    /// What the policy asks for, besides what the row does.
    fn follow_up(&self, row: &Row, user: &User, items: &mut Vec<Item>) {
        let precondition = |status: Option<&String>| {
            Some(Precondition::User {
                email: user.key.clone(),
                status: status.cloned(),
                fields: Fields::new(),
            })
        };
        let without_mfa = user.mfa() == Mfa::Off && !self.ledger.has_required_mfa(&user.guid);
        if self.policy.require_mfa && without_mfa {
            let mut item = Item::planned(Action::RequireMfa, Reason::WithoutMfa, row, Some(user));
            item.precondition = precondition(None);
            items.push(item);
        }
        let Some(days) = self.policy.resend_activation_after else {
            return;
        };
        if !user.is_waiting() {
            return;
        }
        let last = user.joined.max(self.ledger.last_resent(&user.guid));
        if last.is_some_and(|last| time::days_between(last, self.now) >= i64::from(days)) {
            let mut item = Item::planned(
                Action::ResendActivation,
                Reason::NotActivated,
                row,
                Some(user),
            );
            item.precondition = precondition(Some(&user.status));
            items.push(item);
        }
    }

    /// The row's fields, with the group by guid.
    fn resolved(&self, row: &Row) -> Result<Fields, (Reason, String)> {
        let mut fields = row.fields.clone();
        let Some(named) = fields.get(GROUP).and_then(Value::as_str) else {
            return Ok(fields);
        };
        // Without the groups, a text can only be taken for a guid: the service decides.
        if self.account.groups.is_none() || self.group_guids.contains(named) {
            return Ok(fields);
        }
        let mut by_name = Vec::new();
        if self.group_names.contains(named) {
            let groups = self.account.groups.as_deref().unwrap_or_default().iter();
            let groups = groups.filter(|group| group.name == named);
            by_name.extend(groups.map(|group| group.guid.as_str()));
        }
        let guid = match by_name.as_slice() {
            [guid] => (*guid).to_owned(),
            [] => {
                let groups = self.account.groups.as_deref().unwrap_or_default().iter();
                let near = crate::nearest::of(named, &mut groups.map(|group| group.name.as_str()));
                let hint = near
                    .map(|near| format!("; did you mean {}?", Quoted(near)))
                    .unwrap_or_default();
                return Err((
                    Reason::UnknownGroup,
                    format!(
                        "no access group has the guid or the name {}{hint}",
                        Quoted(named)
                    ),
                ));
            }
            several => {
                let message = format!(
                    "{} access groups have the name {}; name one by guid: {}",
                    several.len(),
                    Quoted(named),
                    several.join(", ")
                );
                return Err((Reason::AmbiguousGroup, message));
            }
        };
        fields.insert(GROUP.to_owned(), Value::from(guid));
        Ok(fields)
    }
}

/// Whether any role of an administrator goes, those of groups and products included: protected
/// users keep them all.
fn loses_admin_role(before: &Fields, after: &Fields) -> bool {
    let Some(after) = after.get(ROLE).and_then(Value::as_str) else {
        return false;
    };
    let before = before.get(ROLE).map(slugs).into_iter().flatten();
    before
        .filter(|slug| slug.as_bytes().windows(5).any(|part| part == b"admin"))
        .any(|slug| slug != after)
}

fn pick(fields: &Fields, columns: &[&str]) -> Fields {
    let mut picked = Fields::new();
    for column in columns {
        if let Some(value) = fields.get(*column) {
            picked.insert((*column).to_owned(), value.clone());
        }
    }
    picked
}
