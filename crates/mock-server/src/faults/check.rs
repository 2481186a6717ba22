//! Checks a fault before it is injected.

use axum::http::{HeaderName, HeaderValue};

use super::{
    fault::{Fault, When},
    kind::FaultKind,
};
use crate::operation::Operation;

/// Refuses a fault that can't be carried out; the message names the field.
pub(crate) fn check(fault: &Fault) -> Result<(), String> {
    if let Some(id) = &fault.operation
        && Operation::by_id(id).is_none()
    {
        let known = Operation::ALL.map(Operation::id).join(", ");
        return Err(format!("operation: `{id}` is none of {known}"));
    }
    if !(0.0..=1.0).contains(&fault.probability) {
        return Err("probability: must be from 0 to 1".to_owned());
    }
    if fault.apply_after_ms.is_some() {
        if !fault.kind.has_any_order() {
            let kind = fault.kind.name();
            return Err(format!("apply_after_ms: can't be given for `{kind}`"));
        }
        if fault.when == When::After {
            return Err("apply_after_ms: can't be combined with `when`".to_owned());
        }
    }
    match &fault.kind {
        // A 1xx is followed by a final answer, which there isn't.
        FaultKind::Status { status, .. }
        | FaultKind::Flood { status, .. }
        | FaultKind::Echo { status, .. }
            if !(200..1000).contains(status) =>
        {
            Err("status: must be from 200 to 999".to_owned())
        }
        // 101 would hand the connection to another protocol.
        FaultKind::Interim { status } if !(100..200).contains(status) || *status == 101 => {
            Err("status: must be from 100 to 199, and not 101".to_owned())
        }
        FaultKind::Patch { operations } => {
            let patch = serde_json::from_value::<json_patch::Patch>(operations.clone());
            patch
                .map(drop)
                .map_err(|error| format!("operations: {error}"))
        }
        FaultKind::Flood { fill, .. } if fill.is_empty() => {
            Err("fill: must not be empty".to_owned())
        }
        FaultKind::Echo {
            header: Some(name), ..
        } if HeaderName::try_from(name).is_err() => {
            Err(format!("header: `{name}` is not the name of a header"))
        }
        FaultKind::Status { headers, .. } => headers.iter().try_for_each(|(name, value)| {
            let fine = HeaderName::try_from(name).is_ok() && HeaderValue::try_from(value).is_ok();
            if fine {
                Ok(())
            } else {
                Err(format!("headers: `{name}: {value}` is not a header"))
            }
        }),
        FaultKind::RateLimited {
            retry_after: Some(value),
        } if HeaderValue::try_from(value).is_err() => {
            Err("retry_after: is not the value of a header".to_owned())
        }
        _ => Ok(()),
    }
}
