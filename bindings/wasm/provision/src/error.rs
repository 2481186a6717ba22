//! Errors, as JSON that the package makes its error class of.

use alloc::string::ToString;

use bitsight_users_provision::{
    JournalError, ListError, PlanError, PolicyError, ReadError, StartError, json::ToValue,
};
use serde_json::Value;
use wasm_bindgen::JsValue;

use crate::text;

/// An error with a code for programs and a message for people.
pub(crate) fn error(code: &str, message: &str) -> JsValue {
    with(code, message, text::members_of(&mut []))
}

fn with(code: &str, message: &str, details: Value) -> JsValue {
    let error = text::object(&mut [
        ("code", code.into()),
        ("message", message.into()),
        ("details", details),
    ]);
    JsValue::from_str(&error)
}

/// A list with faults, each with its line and column.
pub(crate) fn list(cause: &ListError) -> JsValue {
    with("invalid_list", &cause.to_string(), cause.to_value())
}

/// A policy that can't be taken.
pub(crate) fn policy(cause: &PolicyError) -> JsValue {
    error("invalid_policy", &cause.to_string())
}

/// No plan can be made or read.
pub(crate) fn plan(cause: &PlanError) -> JsValue {
    let code = match cause {
        PlanError::List(cause) => return list(cause),
        PlanError::EmptyAccount => "empty_account",
        PlanError::EmptyList => "empty_list",
        PlanError::DuplicateUsers { .. } => "duplicate_users",
        PlanError::Changed => "plan_changed",
        _ => "invalid_plan",
    };
    error(code, &cause.to_string())
}

/// A plan that may not be applied.
pub(crate) fn start(cause: &StartError) -> JsValue {
    let code = match cause {
        StartError::Used => "plan_used",
        StartError::Expired => "plan_expired",
        StartError::Unfinished { .. } => "unfinished_run",
        StartError::NothingToResume => "nothing_to_resume",
        StartError::OtherHost { .. } => "other_host",
        StartError::Journal(cause) => return journal(cause),
        _ => "not_startable",
    };
    error(code, &cause.to_string())
}

/// A journal that can't be read.
pub(crate) fn journal(cause: &JournalError) -> JsValue {
    with(
        "invalid_journal",
        &cause.to_string(),
        text::members_of(&mut [("line", cause.line.into())]),
    )
}

/// An account that can't be read.
pub(crate) fn account(cause: &ReadError) -> JsValue {
    with("account_unreadable", &cause.to_string(), cause.to_value())
}
