//! What surrounds every request to the API: records, CORS, the concurrency limit, faults.

use std::{sync::Arc, time::Duration};

use axum::{
    Extension,
    body::{Body, Bytes, to_bytes},
    extract::{MatchedPath, OriginalUri, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, Uri, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::time::sleep;

use crate::{
    cors,
    faults::{Fault, strike},
    gauge::InFlight,
    operation::Operation,
    recorder::Number,
    reply::Problem,
    script::Wire,
    server::API_ROOT,
    state::{Server, Shared},
};

/// Bodies beyond this are refused; the largest sensible one is a few hundred bytes.
pub(crate) const MAX_BODY: usize = 1 << 20;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The outermost layer of the API's routes.
pub(crate) async fn exchange(
    State(server): State<Shared>,
    Extension(wire): Extension<Wire>,
    path: Option<MatchedPath>,
    OriginalUri(uri): OriginalUri,
    request: Request,
    next: Next,
) -> Response {
    let (parts, body) = request.into_parts();
    if cors::is_preflight(&parts.method, &parts.headers) {
        // Recorded, but neither counted nor struck by faults: it is the browser's, not the client's.
        record(&server, None, &parts, &uri, &[]);
        return (StatusCode::NO_CONTENT, cors::preflight(&parts.headers)).into_response();
    }
    let in_flight = server.gauge.enter();
    let body = to_bytes(body, MAX_BODY).await;
    let template = path
        .as_ref()
        .and_then(|path| path.as_str().strip_prefix(API_ROOT));
    let operation = template.and_then(|path| Operation::find(&parts.method, path));
    let (body, broken) = match body {
        Ok(body) => (body, false),
        Err(_) => (Bytes::new(), true),
    };
    let exchange = Exchange {
        number: record(&server, operation, &parts, &uri, &body),
        server,
        parts,
        body,
        next,
        cors: true,
    };
    if broken {
        let problem = Problem::bad_request("body: is too large, or broke off");
        return exchange.decorate(problem.into_response());
    }
    if exchange.is_crowded(&in_flight) {
        let detail = "Too many requests at the same time.";
        let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, detail);
        return exchange.decorate(problem.into_response());
    }
    match exchange.draw_fault(operation) {
        Some(fault) => strike(fault, exchange, &wire, in_flight).await,
        None => exchange.deliver(Duration::ZERO).await,
    }
}

/// Records a request with its whole path: the routes only see what follows `/ratings`.
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

/// One request, ready to be delivered to the API as often as a fault wants.
pub(crate) struct Exchange {
    server: Arc<Server>,
    number: Number,
    parts: Parts,
    body: Bytes,
    next: Next,
    /// Whether pages may read the answer.
    pub(crate) cors: bool,
}

impl Exchange {
    /// Lets the API act on the request, after `delay`. That goes on when the client leaves
    /// meanwhile, as it would in a real service.
    pub(crate) async fn deliver(&self, delay: Duration) -> Response {
        let request = Request::from_parts(self.parts.clone(), Body::from(self.body.clone()));
        let (server, next, number) = (self.server.clone(), self.next.clone(), self.number);
        let acting = tokio::spawn(async move {
            if !delay.is_zero() {
                sleep(delay).await;
            }
            server
                .recorder
                .update(number, |record| record.delivered += 1);
            let response = next.run(request).await;
            let status = response.status().as_u16();
            server
                .recorder
                .update(number, |record| record.status = Some(status));
            server.log(number, format_args!("takes effect: {status}"));
            response
        });
        let response = acting.await.unwrap_or_else(|_| {
            Problem::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "The mock server panicked.",
            )
            .into_response()
        });
        self.decorate(response)
    }

    /// Adds the headers that every response has.
    pub(crate) fn decorate(&self, mut response: Response) -> Response {
        if self.cors {
            cors::allow(response.headers_mut());
        }
        if let Ok(id) = HeaderValue::try_from(self.number.id()) {
            response.headers_mut().insert(REQUEST_ID, id);
        }
        response
    }

    /// The fault that strikes this request.
    fn draw_fault(&self, operation: Option<Operation>) -> Option<Fault> {
        let fault = self.server.faults().draw(operation)?;
        let kind = fault.kind.name();
        self.server
            .recorder
            .update(self.number, |record| record.fault = Some(kind.to_owned()));
        self.server
            .log(self.number, format_args!("is struck by {kind}"));
        Some(fault)
    }

    fn is_crowded(&self, in_flight: &InFlight) -> bool {
        self.server
            .max_concurrent
            .is_some_and(|max| in_flight.now > max)
    }
}
