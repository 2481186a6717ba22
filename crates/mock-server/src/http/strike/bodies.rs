//! The proper answer with another body, or with its body sent in another way.

use std::time::Duration;

use axum::{
    body::{Body, Bytes, to_bytes},
    http::{StatusCode, header, response::Parts},
    response::{IntoResponse, Response},
};
use serde_json::{Map, Value};

use super::super::script::Script;
use crate::{faults::FaultKind, reply::Problem};

/// How long a reset waits after half a body, so that the client sees the half before the reset
/// discards the bytes in flight.
const BEFORE_RESET: Duration = Duration::from_millis(10);

/// A body, which is in memory already, so that reading it doesn't fail.
pub(super) async fn read(body: Body) -> Bytes {
    to_bytes(body, usize::MAX).await.unwrap_or_default()
}

/// The answer after an informational one, or with a body that is late, cut short, or shorter than
/// announced.
pub(super) fn disturbed(kind: &FaultKind, parts: &Parts, body: &Bytes) -> Script {
    let (half, _) = body.split_at(body.len() / 2);
    let length = u64::try_from(body.len()).unwrap_or(u64::MAX);
    let proper = || Script::new().head(parts, Some(length));
    match kind {
        FaultKind::Interim { status } => Script::new()
            .write(format!("HTTP/1.1 {status} Interim\r\n\r\n"))
            .head(parts, Some(length))
            .write(body.to_vec()),
        FaultKind::BodyDelay { ms } => proper()
            .wait(Duration::from_millis(*ms))
            .write(body.to_vec()),
        FaultKind::Drip { bytes, ms } => {
            let pieces = body.chunks((*bytes).max(1));
            pieces.fold(proper(), |script, piece| {
                script.wait(Duration::from_millis(*ms)).write(piece)
            })
        }
        FaultKind::ResetInBody => proper().write(half).wait(BEFORE_RESET).reset(),
        FaultKind::WrongLength { extra } => {
            let extra = u64::try_from(*extra).unwrap_or(u64::MAX);
            let announced = Some(length.saturating_add(extra));
            Script::new().head(parts, announced).write(body.to_vec())
        }
        _ => proper().write(half),
    }
}

/// The answer with a changed body.
pub(super) async fn changed(kind: &FaultKind, answer: Response) -> Response {
    let (mut parts, body) = answer.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    let body = read(body).await;
    let body = match kind {
        FaultKind::EmptyBody => Vec::new(),
        FaultKind::Bom => [b"\xef\xbb\xbf", &*body].concat(),
        FaultKind::Rewrite { patch } => {
            // An empty body counts as null.
            let mut json = serde_json::from_slice(&body).unwrap_or_default();
            json_patch::merge(&mut json, patch);
            json.to_string().into_bytes()
        }
        FaultKind::Patch { operations } => match patched(&body, operations) {
            Ok(body) => body.into_bytes(),
            Err(error) => {
                let detail = format!("fault: the patch doesn't apply: {error}");
                let status = StatusCode::INTERNAL_SERVER_ERROR;
                return Problem::new(status, detail).into_response();
            }
        },
        FaultKind::DuplicateKeys { fields, last } => with_fields(&body, &listed(fields), *last),
        FaultKind::Nesting { levels } => {
            let arrays = [b'['].repeat(*levels);
            let ends = [b']'].repeat(*levels);
            let field = [b"\"nested\":", &*arrays, &*ends].concat();
            with_fields(&body, &field, false)
        }
        _ => body.to_vec(),
    };
    Response::from_parts(parts, Body::from(body))
}

fn patched(body: &[u8], operations: &Value) -> Result<String, String> {
    let patch: json_patch::Patch =
        serde_json::from_value(operations.clone()).map_err(|error| error.to_string())?;
    let mut json = serde_json::from_slice(body).unwrap_or_default();
    json_patch::patch(&mut json, &patch).map_err(|error| error.to_string())?;
    Ok(json.to_string())
}

/// The fields of an object without its braces.
fn listed(fields: &Map<String, Value>) -> Vec<u8> {
    let fields = fields
        .iter()
        .map(|(name, value)| format!("{}:{value}", Value::from(name.as_str())));
    fields.collect::<Vec<_>>().join(",").into_bytes()
}

/// The text of an object with additional fields; other texts stay as they are.
fn with_fields(body: &[u8], fields: &[u8], last: bool) -> Vec<u8> {
    let inner = body
        .strip_prefix(b"{")
        .and_then(|rest| rest.strip_suffix(b"}"));
    match inner {
        Some(b"") => [b"{", fields, b"}"].concat(),
        Some(inner) if last => [b"{", inner, b",", fields, b"}"].concat(),
        Some(inner) => [b"{", fields, b",", inner, b"}"].concat(),
        None => body.to_vec(),
    }
}
