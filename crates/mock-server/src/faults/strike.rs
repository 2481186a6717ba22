//! Carries a fault out.

use std::{collections::BTreeMap, time::Duration};

use axum::{
    body::{Body, Bytes, to_bytes},
    http::{HeaderName, HeaderValue, StatusCode, header, response::Parts},
    response::{IntoResponse, Response},
};
use serde_json::{Map, Value};
use tokio::time::sleep;

use super::{Fault, FaultKind, When};
use crate::{
    exchange::Exchange,
    gauge::InFlight,
    reply::Problem,
    script::{Script, Wire},
};

/// How long a reset waits after half a body, so that the client sees the half before the reset
/// discards what is under way.
const BEFORE_RESET: Duration = Duration::from_millis(10);

const GARBAGE: &[u8] = b"\x16\x03\x01\x02\x00 this is not HTTP\r\n\r\n\xff\xfe\x00";

/// Strikes `exchange` with `fault`. Kinds that need the socket never return: the connection
/// discards this future when they take it.
pub(crate) async fn strike(
    fault: Fault,
    mut exchange: Exchange,
    wire: &Wire,
    in_flight: InFlight,
) -> Response {
    let now = Duration::ZERO;
    exchange.cors = fault.cors;
    match fault.kind {
        FaultKind::Status {
            status,
            headers,
            body,
        } => {
            apply_if(fault.when, &exchange).await;
            exchange.decorate(custom(status, headers, body))
        }
        FaultKind::Html524 => {
            apply_if(fault.when, &exchange).await;
            exchange.decorate(cdn_page())
        }
        FaultKind::RateLimited { retry_after } => exchange.decorate(rate_limited(retry_after)),
        FaultKind::Delay { ms } if fault.when == When::Before => {
            exchange.deliver(Duration::from_millis(ms)).await
        }
        FaultKind::Delay { ms } => {
            let response = exchange.deliver(now).await;
            sleep(Duration::from_millis(ms)).await;
            response
        }
        FaultKind::Reset => {
            apply_if(fault.when, &exchange).await;
            wire.play(Script::new().reset().keeping(in_flight)).await
        }
        FaultKind::Garbage => {
            apply_if(fault.when, &exchange).await;
            wire.play(Script::new().write(GARBAGE).keeping(in_flight))
                .await
        }
        FaultKind::Duplicate { second_answer } => {
            let first = exchange.deliver(now).await;
            let second = exchange.deliver(now).await;
            if second_answer { second } else { first }
        }
        FaultKind::EmptyBody => {
            let (mut parts, _) = exchange.deliver(now).await.into_parts();
            parts.headers.remove(header::CONTENT_LENGTH);
            Response::from_parts(parts, Body::empty())
        }
        FaultKind::Rewrite { patch } => {
            let (mut parts, body) = exchange.deliver(now).await.into_parts();
            parts.headers.remove(header::CONTENT_LENGTH);
            let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
            // An empty body counts as null.
            let mut json = serde_json::from_slice(&body).unwrap_or_default();
            merge(&mut json, patch);
            Response::from_parts(parts, Body::from(json.to_string()))
        }
        kind @ (FaultKind::BodyDelay { .. }
        | FaultKind::Drip { .. }
        | FaultKind::ResetInBody
        | FaultKind::Truncated
        | FaultKind::WrongLength { .. }) => {
            let (parts, body) = exchange.deliver(now).await.into_parts();
            // The body is in memory already, so reading it doesn't fail.
            let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
            wire.play(spoiled_body(&kind, &parts, &body).keeping(in_flight))
                .await
        }
    }
}

/// Lets the request take effect if the fault comes after that.
async fn apply_if(when: When, exchange: &Exchange) {
    if when == When::After {
        exchange.deliver(Duration::ZERO).await;
    }
}

/// The proper headers, but a body that is late, cut short, or shorter than announced.
fn spoiled_body(kind: &FaultKind, parts: &Parts, body: &Bytes) -> Script {
    let (half, _) = body.split_at(body.len() / 2);
    let announced = |extra| Script::new().head(parts, body.len().saturating_add(extra));
    match kind {
        FaultKind::BodyDelay { ms } => announced(0)
            .wait(Duration::from_millis(*ms))
            .write(body.to_vec()),
        FaultKind::Drip { bytes, ms } => {
            let pieces = body.chunks((*bytes).max(1));
            pieces.fold(announced(0), |script, piece| {
                script.wait(Duration::from_millis(*ms)).write(piece)
            })
        }
        FaultKind::ResetInBody => announced(0).write(half).wait(BEFORE_RESET).reset(),
        FaultKind::WrongLength { extra } => announced(*extra).write(body.to_vec()),
        _ => announced(0).write(half),
    }
}

fn custom(status: u16, headers: BTreeMap<String, String>, body: Value) -> Response {
    let (text, is_json) = match body {
        Value::Null => (String::new(), false),
        Value::String(text) => (text, false),
        json => (json.to_string(), true),
    };
    let mut response = Response::new(Body::from(text));
    // Status and headers were checked when the fault was injected.
    *response.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if is_json {
        let json = HeaderValue::from_static("application/json");
        response.headers_mut().insert(header::CONTENT_TYPE, json);
    }
    for (name, value) in headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// Applies a JSON merge patch. Its depth is that of a JSON text, which the parser limits.
fn merge(target: &mut Value, patch: Value) {
    let Value::Object(patch) = patch else {
        *target = patch;
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Value::Object(target) = target else {
        return;
    };
    for (key, value) in patch {
        if value.is_null() {
            target.shift_remove(&key);
        } else {
            merge(target.entry(key).or_insert(Value::Null), value);
        }
    }
}

fn rate_limited(retry_after: Option<String>) -> Response {
    let detail = "Too many requests; wait before the next one.";
    let mut response = Problem::new(StatusCode::TOO_MANY_REQUESTS, detail).into_response();
    if let Some(Ok(value)) = retry_after.map(HeaderValue::try_from) {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    response
}

fn cdn_page() -> Response {
    let page = "<!DOCTYPE html>\n<html><head><title>524: A timeout occurred</title></head>\n\
                <body><h1>A timeout occurred</h1><p>The origin server did not answer in time.</p>\
                </body></html>\n";
    let html = HeaderValue::from_static("text/html; charset=UTF-8");
    let status = StatusCode::from_u16(524).unwrap_or(StatusCode::GATEWAY_TIMEOUT);
    (status, [(header::CONTENT_TYPE, html)], page).into_response()
}
