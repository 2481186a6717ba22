//! Answers that take the place of the proper one.

use std::collections::BTreeMap;

use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::Value;

use crate::reply::Problem;

/// An answer with any status, headers and body.
pub(super) fn custom(status: u16, headers: BTreeMap<String, String>, body: Value) -> Response {
    let (text, is_json) = match body {
        Value::Null => (String::new(), false),
        Value::String(text) => (text, false),
        json => (json.to_string(), true),
    };
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = checked(status);
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

/// A status that was checked when its fault was injected.
pub(super) fn checked(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

pub(super) fn rate_limited(retry_after: Option<String>) -> Response {
    let detail = "Too many requests; wait before the next one.";
    let mut response = Problem::new(StatusCode::TOO_MANY_REQUESTS, detail).into_response();
    if let Some(Ok(value)) = retry_after.map(HeaderValue::try_from) {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
    response
}

/// The page of the CDN when the service doesn't answer in time.
pub(super) fn cdn_page() -> Response {
    let page = "<!DOCTYPE html>\n<html><head><title>524: A timeout occurred</title></head>\n\
                <body><h1>A timeout occurred</h1><p>The origin server did not answer in time.</p>\
                </body></html>\n";
    let html = HeaderValue::from_static("text/html; charset=UTF-8");
    (checked(524), [(header::CONTENT_TYPE, html)], page).into_response()
}
