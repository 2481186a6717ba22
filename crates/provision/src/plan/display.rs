//! A plan as a table for people.

use std::fmt;

use serde_json::Value;

use super::{
    item::{Item, Status},
    sealed::Plan,
};
use crate::{json::canonical, report::write_table};

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
                    details(item),
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

fn details(item: &Item) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (column, after) in &item.after {
        match item.before.get(column) {
            Some(before) => parts.push(format!("{column}: {} -> {}", shown(before), shown(after))),
            None => parts.push(format!("{column}: {}", shown(after))),
        }
    }
    if let Some(message) = &item.message {
        parts.push(message.clone());
    } else if item.status != Status::Planned {
        parts.push(item.reason.word().to_owned());
    }
    parts.join(", ")
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
