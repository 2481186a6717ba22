//! The lines of a journal.

use crate::prelude::*;

use serde_json::Value;

use crate::{
    Outcome, Timestamp,
    json::{Members, ToValue, canonical, object, serialize},
};

/// A line of the journal.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// A run begins.
    Plan {
        /// When.
        at: Timestamp,
        /// The plan as JSON, with which the run can go on after a crash.
        plan: Value,
    },
    /// A run goes on that was stopped or killed.
    Resume {
        /// When.
        at: Timestamp,
    },
    /// A request is about to be sent.
    Intent {
        /// When.
        at: Timestamp,
        /// The number of the item in the plan, from 0.
        item: usize,
    },
    /// The request had no effect, and the item waits to be done again.
    Retry {
        /// When.
        at: Timestamp,
        /// The number of the item.
        item: usize,
        /// The code of the failure.
        code: String,
    },
    /// It is known what became of an item.
    Done {
        /// When.
        at: Timestamp,
        /// The number of the item.
        item: usize,
        /// What became of it.
        outcome: Outcome,
    },
    /// The run is over.
    End {
        /// When.
        at: Timestamp,
    },
}

impl Record {
    /// When it was written.
    pub fn at(&self) -> Timestamp {
        match self {
            Self::Plan { at, .. }
            | Self::Resume { at }
            | Self::Intent { at, .. }
            | Self::Retry { at, .. }
            | Self::Done { at, .. }
            | Self::End { at } => *at,
        }
    }

    /// Whether a run begins or goes on with it.
    pub(super) fn starts(&self) -> bool {
        matches!(self, Self::Plan { .. } | Self::Resume { .. })
    }

    /// The line, with its end. The kind of record comes first, by which a line that was cut is known.
    pub fn to_line(&self) -> String {
        let mut line = String::from("{");
        for (name, value) in self.members() {
            if line.len() > 1 {
                line.push(',');
            }
            line.push('"');
            line.push_str(name);
            line.push_str("\":");
            line.push_str(&canonical(&value));
        }
        line.push_str("}\n");
        line
    }

    /// Reads a line.
    pub(super) fn read(line: &[u8]) -> Result<Self, String> {
        let text = core::str::from_utf8(line).map_err(|error| error.to_string())?;
        let value: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let kind: String = Members::of(&value)?.read("record")?;
        let more: &[&str] = match kind.as_str() {
            "plan" => &["plan"],
            "intent" => &["item"],
            "retry" => &["item", "code"],
            "done" => &["item", "outcome", "guid", "code", "effect"],
            "resume" | "end" => &[],
            _ => return Err(format!("unknown record \"{kind}\"")),
        };
        let members = Members::known(&value, &[&["record", "at"], more].concat())?;
        let at = members.read("at")?;
        Ok(match kind.as_str() {
            "plan" => Self::Plan {
                at,
                plan: members.get("plan").clone(),
            },
            "intent" => Self::Intent {
                at,
                item: members.read("item")?,
            },
            "retry" => Self::Retry {
                at,
                item: members.read("item")?,
                code: members.read("code")?,
            },
            "done" => Self::Done {
                at,
                item: members.read("item")?,
                outcome: Outcome {
                    outcome: members.read("outcome")?,
                    guid: members.read("guid")?,
                    code: members.read("code")?,
                    effect: members.read("effect")?,
                },
            },
            "resume" => Self::Resume { at },
            _ => Self::End { at },
        })
    }

    fn members(&self) -> Vec<(&'static str, Value)> {
        let kind = match self {
            Self::Plan { .. } => "plan",
            Self::Resume { .. } => "resume",
            Self::Intent { .. } => "intent",
            Self::Retry { .. } => "retry",
            Self::Done { .. } => "done",
            Self::End { .. } => "end",
        };
        let mut members = vec![("record", kind.into()), ("at", self.at().to_value())];
        match self {
            Self::Resume { .. } | Self::End { .. } => {}
            Self::Plan { plan, .. } => members.push(("plan", plan.clone())),
            Self::Intent { item, .. } => members.push(("item", item.to_value())),
            Self::Retry { item, code, .. } => {
                members.extend([("item", item.to_value()), ("code", code.to_value())]);
            }
            Self::Done { item, outcome, .. } => {
                members.extend([
                    ("item", item.to_value()),
                    ("outcome", outcome.outcome.to_value()),
                    ("guid", outcome.guid.to_value()),
                    ("code", outcome.code.to_value()),
                    ("effect", outcome.effect.to_value()),
                ]);
            }
        }
        members.retain(|(_, value)| !value.is_null());
        members
    }
}

impl ToValue for Record {
    fn to_value(&self) -> Value {
        Value::Object(object(self.members()))
    }
}

serialize!(Record);
