//! Whether a fault makes sense, asked before it is injected.

use axum::http::{HeaderName, HeaderValue};

use super::{Fault, FaultKind};
use crate::operation::Operation;

/// What is wrong with `fault`, naming the field.
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
    match &fault.kind {
        // A 1xx is followed by a final answer, which there isn't.
        FaultKind::Status { status, .. } if !(200..1000).contains(status) => {
            Err("status: must be from 200 to 999".to_owned())
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
            Err("retry_after: can't stand in a header".to_owned())
        }
        _ => Ok(()),
    }
}
