//! Reads what the successes of an operation carry.

use bitsight_users_openapi::Pointer;
use serde_json::{Map, Value};

use super::{
    refusal::{Result, Subject},
    schemas::Schemas,
};
use crate::model::Success;

/// Reads the success responses of an operation, which must all carry the same, and their statuses.
pub(crate) fn read(
    subject: &Subject<'_>,
    schemas: &mut Schemas<'_>,
) -> Result<(Success, Vec<u16>)> {
    let empty = Map::new();
    let list = subject.pointer.clone().key("responses");
    let responses = subject.document.value().pointer(&list);
    let statuses = responses
        .and_then(Value::as_object)
        .unwrap_or(&empty)
        .keys();
    let mut bodies: Vec<Option<Pointer>> = Vec::new();
    let mut numbers = Vec::new();
    let mut may_be_empty = false;
    for status in statuses.filter(|status| status.starts_with('2')) {
        let Ok(number) = status.parse() else {
            let reason = format!("its success status `{status}` is not a number");
            return subject.refuse_at(&list, reason);
        };
        numbers.push(number);
        let place = subject.document.target(list.clone().key(status));
        let response = subject.document.value().pointer(&place);
        let flag = response.and_then(|response| response.get("x-may-be-empty"));
        may_be_empty |= flag == Some(&Value::Bool(true));
        let content = response.and_then(|response| response.get("content"));
        let body = content.map(|_| {
            place
                .clone()
                .keys(["content", "application/json", "schema"])
        });
        if let Some(body) = &body
            && subject.document.value().pointer(body).is_none()
        {
            let reason = "a success body isn't `application/json` with a `schema`";
            return subject.refuse_at(&place, reason);
        }
        bodies.push(body);
    }
    let Some(first) = bodies.first() else {
        return subject.refuse("it documents no success status (2xx)");
    };
    let value = |body: &Option<Pointer>| body.as_ref().and_then(|body| subject.document.get(body));
    if bodies.iter().any(|body| value(body) != value(first)) {
        return subject.refuse_at(&list, "its success statuses have different bodies");
    }
    let success = match first {
        None => Success::Nothing,
        Some(body) => Success::Body {
            name: schemas.read_named(body),
            may_be_empty,
        },
    };
    Ok((success, numbers))
}
