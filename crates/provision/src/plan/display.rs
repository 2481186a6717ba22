//! A plan as a table for people.

use crate::prelude::*;

use core::fmt;

use serde_json::Value;

use super::{
    item::{Action, Item, Status},
    sealed::Plan,
};
use crate::{json::canonical, list::EMAIL, report::write_table};

impl fmt::Display for Plan {
    /// A table of what is to be done and of what needs somebody's attention, then the guards that
    /// refused something, the warnings, and the figures.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quiet = [
            Status::Unchanged,
            Status::Unmanaged,
            Status::OutOfScope,
            Status::Ignored,
        ];
        let shown = self
            .items
            .iter()
            .filter(|item| !quiet.contains(&item.status));
        let rows: Vec<[String; 5]> = shown
            .map(|item| {
                let line = item.line.map(|line| line.to_string()).unwrap_or_default();
                let action = item.action.map_or("", |action| action.word());
                [
                    line,
                    item.status.word().to_owned(),
                    action.to_owned(),
                    item.email.clone(),
                    item.details(),
                ]
            })
            .collect();
        write_table(f, ["line", "status", "action", "email", "details"], &rows)?;
        for refusal in &self.refusals {
            writeln!(
                f,
                "Refused by the guard \"{}\": {}",
                refusal.guard.word(),
                refusal.message
            )?;
        }
        for warning in &self.warnings {
            writeln!(f, "Warning: {warning}")?;
        }
        let all = [
            Status::Planned,
            Status::Unchanged,
            Status::Unmanaged,
            Status::OutOfScope,
            Status::Ignored,
            Status::Protected,
            Status::Manual,
            Status::Blocked,
            Status::Conflict,
            Status::Deferred,
        ];
        let counts = all
            .iter()
            .map(|status| (self.count(*status), status))
            .filter(|(count, _)| *count > 0);
        let counts: Vec<String> = counts
            .map(|(count, status)| format!("{count} {}", status.word()))
            .collect();
        writeln!(f, "{}", counts.join(", "))
    }
}

impl Item {
    /// The fields that change, such as `role: customer_user -> customer_admin`.
    pub fn changes(&self) -> String {
        // The address of somebody who is created has a column of its own.
        let is_new = |column: &str| self.action != Some(Action::Create) || column != EMAIL;
        let fields = self.after.iter().filter(|(column, _)| is_new(column));
        let parts = fields.map(|(column, after)| match self.before.get(column) {
            Some(before) => format!("{column}: {} -> {}", shown(before), shown(after)),
            None => format!("{column}: {}", shown(after)),
        });
        parts.collect::<Vec<_>>().join(", ")
    }

    /// The fields that change, and why nothing is done where nothing is done.
    pub fn details(&self) -> String {
        let changes = self.changes();
        let why = match (self.status, &self.message) {
            (Status::Planned, None) => String::new(),
            // Its message says what the action leads to, not why it isn't done.
            (Status::Blocked, _) => ["guard ", self.reason.word()].concat(),
            (_, Some(message)) => message.clone(),
            (_, None) => self.reason.word().to_owned(),
        };
        match (changes.is_empty(), why.is_empty()) {
            (true, _) => why,
            (_, true) => changes,
            _ => format!("{changes}, {why}"),
        }
    }
}

/// A value without the quotes that JSON needs.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(shown).collect::<Vec<_>>().join("+"),
        Value::Object(members) => {
            let members = members
                .iter()
                .map(|(name, value)| format!("{name}={}", shown(value)));
            members.collect::<Vec<_>>().join(";")
        }
        other => canonical(other),
    }
}
