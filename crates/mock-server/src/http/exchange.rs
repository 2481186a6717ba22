//! One request to the API, which can be delivered as often and as late as a fault wants.

use std::{
    sync::{Arc, atomic::Ordering::SeqCst},
    time::Duration,
};

use axum::{
    body::{Body, Bytes},
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::{task::JoinHandle, time::sleep};

use super::cors;
use crate::{observe::Number, reply::Problem, state::Server};

/// Bodies beyond this are refused; the largest sensible one is a few hundred bytes.
pub(super) const MAX_BODY: usize = 1 << 20;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// One request.
pub(super) struct Exchange {
    pub(super) server: Arc<Server>,
    pub(super) number: Number,
    parts: Parts,
    body: Bytes,
    next: Next,
    /// The server's generation when the request came.
    generation: u64,
    /// Whether pages may read the answer.
    pub(super) cors: bool,
}

impl Exchange {
    pub(super) fn new(
        server: Arc<Server>,
        number: Number,
        parts: Parts,
        body: Bytes,
        next: Next,
    ) -> Self {
        Self {
            generation: server.generation.load(SeqCst),
            server,
            number,
            parts,
            body,
            next,
            cors: true,
        }
    }

    pub(super) fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// Lets the API act on the request, after `delay`; gives its answer. The API acts even if the
    /// client leaves meanwhile, as a real service does.
    pub(super) async fn deliver(&self, delay: Duration) -> Response {
        let response = self.act(delay).await.unwrap_or_else(|_| {
            Problem::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "The mock server panicked.",
            )
            .into_response()
        });
        self.decorate(response)
    }

    /// Lets the API act on the request, after `delay`, without waiting for its answer.
    pub(super) fn deliver_later(&self, delay: Duration) {
        drop(self.act(delay));
    }

    fn act(&self, delay: Duration) -> JoinHandle<Response> {
        let request = Request::from_parts(self.parts.clone(), Body::from(self.body.clone()));
        let (server, next) = (self.server.clone(), self.next.clone());
        let (number, generation) = (self.number, self.generation);
        server
            .recorder
            .update(number, |record| record.pending = true);
        tokio::spawn(async move {
            if !delay.is_zero() {
                sleep(delay).await;
            }
            if server.generation.load(SeqCst) != generation {
                let detail = "The mock server was reset meanwhile.";
                return Problem::new(StatusCode::INTERNAL_SERVER_ERROR, detail).into_response();
            }
            server
                .recorder
                .update(number, |record| record.delivered += 1);
            let response = next.run(request).await;
            let status = response.status().as_u16();
            server.recorder.update(number, |record| {
                record.status = Some(status);
                record.pending = false;
            });
            server.log(number, format_args!("takes effect: {status}"));
            response
        })
    }

    /// Adds the headers that every response has, unless a fault has set its own `x-request-id`.
    pub(super) fn decorate(&self, mut response: Response) -> Response {
        if self.cors {
            cors::allow(response.headers_mut());
        }
        if let Ok(id) = HeaderValue::try_from(self.number.id()) {
            response.headers_mut().entry(REQUEST_ID).or_insert(id);
        }
        response
    }
}
