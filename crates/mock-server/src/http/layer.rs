//! The outermost layer of the API's routes: records, CORS preflights, the limit of concurrent
//! requests, and faults.

use std::time::Duration;

use axum::{
    Extension,
    body::{Bytes, to_bytes},
    extract::{MatchedPath, OriginalUri, Request, State},
    http::{StatusCode, Uri, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{
    cors,
    exchange::{Exchange, MAX_BODY},
    script::Wire,
    strike::strike,
};
use crate::{
    faults::Fault,
    observe::Number,
    operation::{API_ROOT, Operation},
    reply::Problem,
    state::{Server, Shared},
};

/// Takes in a request, and answers it with or without a fault.
pub(super) async fn exchange(
    State(server): State<Shared>,
    Extension(wire): Extension<Wire>,
    path: Option<MatchedPath>,
    OriginalUri(uri): OriginalUri,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    if cors::is_preflight(&parts.method, &parts.headers) {
        // Recorded, but neither counted nor struck by faults: browsers send it, not clients.
        record(&server, None, &parts, &uri, &[]);
        return (StatusCode::NO_CONTENT, cors::preflight(&parts.headers)).into_response();
    }
    let in_flight = server.gauge.enter();
    let body = to_bytes(body, MAX_BODY).await;
    let template = path
        .as_ref()
        .and_then(|path| path.as_str().strip_prefix(API_ROOT));
    let operation = template.and_then(|path| Operation::find(&parts.method, path));
    let (body, is_whole) = match body {
        Ok(body) => (body, true),
        Err(_) => (Bytes::new(), false),
    };
    let number = record(&server, operation, &parts, &uri, &body);
    let is_crowded = server.max_concurrent.is_some_and(|max| in_flight.now > max);
    let exchange = Exchange::new(server, number, parts, body, next);
    if !is_whole {
        let problem = Problem::bad_request("body: is too large, or broke off");
        return exchange.decorate(problem.into_response());
    }
    if is_crowded {
        let detail = "Too many requests at the same time.";
        let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, detail);
        return exchange.decorate(problem.into_response());
    }
    match draw_fault(&exchange, operation) {
        Some(fault) => strike(fault, exchange, &wire, in_flight).await,
        None => exchange.deliver(Duration::ZERO).await,
    }
}

/// Records a request with its whole path: the routes see only the part after `/ratings`.
fn record(
    server: &Server,
    operation: Option<Operation>,
    parts: &Parts,
    uri: &Uri,
    body: &[u8],
) -> Number {
    let number = server
        .recorder
        .add(operation, &parts.method, uri, &parts.headers, body);
    server.log(number, format_args!("{} {uri}", parts.method));
    number
}

/// The fault that strikes this request, if any.
fn draw_fault(exchange: &Exchange, operation: Option<Operation>) -> Option<Fault> {
    let (server, number) = (&exchange.server, exchange.number);
    let fault = server.faults().draw(operation)?;
    let kind = fault.kind.name();
    server
        .recorder
        .update(number, |record| record.fault = Some(kind.to_owned()));
    server.log(number, format_args!("is struck by {kind}"));
    Some(fault)
}
