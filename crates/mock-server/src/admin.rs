//! The routes under `/_admin`: looking into the server and setting it up, from any language.

use axum::{
    Router,
    body::Bytes,
    extract::{Path, Request, State},
    http::StatusCode,
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    account::Event,
    clock::Clock,
    cors,
    faults::{self, Fault},
    reply::{Problem, Reply},
    seed::Seed,
    state::Shared,
};

type Answer = Result<Reply, Problem>;

/// The routes, without a token: whoever can reach the server may use them.
pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .route("/users", get(users))
        .route("/users/{guid}/{event}", post(happen))
        .route("/requests", get(requests).delete(forget_requests))
        .route(
            "/faults",
            get(pending_faults).post(inject).delete(clear_faults),
        )
        .route("/clock", post(set_clock))
        .route("/reset", post(reset))
        .fallback(async || Problem::not_found("Admin route"))
        .layer(middleware::from_fn(allow_pages))
}

async fn users(State(server): State<Shared>) -> Reply {
    Reply::ok(json!({ "users": server.account().snapshot() }))
}

async fn happen(
    State(server): State<Shared>,
    Path((guid, event)): Path<(String, String)>,
) -> Answer {
    let event = Event::by_name(&event).ok_or_else(|| Problem::not_found("Event"))?;
    server.account().happen(&guid, event)
}

async fn requests(State(server): State<Shared>) -> Reply {
    Reply::ok(json!({
        "requests": server.recorder.all(),
        "in_flight": server.gauge.now(),
        "max_in_flight": server.gauge.max(),
    }))
}

async fn forget_requests(State(server): State<Shared>) -> Reply {
    server.recorder.clear();
    server.gauge.reset_max();
    Reply::empty(StatusCode::NO_CONTENT)
}

async fn pending_faults(State(server): State<Shared>) -> Reply {
    Reply::ok(json!({ "faults": server.faults().all() }))
}

/// Takes one fault or an array of them; either all are injected or none.
async fn inject(State(server): State<Shared>, body: Bytes) -> Answer {
    let json: Value = read(&body)?;
    let faults = match json {
        Value::Array(faults) => faults,
        fault => vec![fault],
    };
    let faults = faults
        .into_iter()
        .map(fault)
        .collect::<Result<Vec<_>, _>>()?;
    let mut queue = server.faults();
    for fault in faults {
        queue.push(fault);
    }
    Ok(Reply::ok(json!({ "faults": queue.all() })))
}

async fn clear_faults(State(server): State<Shared>) -> Reply {
    server.faults().clear();
    Reply::empty(StatusCode::NO_CONTENT)
}

async fn set_clock(State(server): State<Shared>, body: Bytes) -> Answer {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Setting {
        now: String,
    }
    let Setting { now } = read(&body)?;
    let form = "now: must look like 2020-02-02T20:20:20Z";
    let clock = Clock::at(&now).ok_or_else(|| Problem::bad_request(form))?;
    server.account().set_clock(clock);
    Ok(Reply::ok(json!({ "now": now })))
}

/// Starts over, with the seed in the body or else the one from the start.
async fn reset(State(server): State<Shared>, body: Bytes) -> Answer {
    let account = if body.is_empty() {
        server.initial.clone()
    } else {
        let seed: Seed = read(&body)?;
        let account = server.initial.reseeded(&seed);
        account.map_err(|error| Problem::bad_request(error.to_string()))?
    };
    server.reset(account);
    Ok(Reply::empty(StatusCode::NO_CONTENT))
}

/// One fault from JSON. Misspelt fields are refused here, since serde can't do that where one
/// type is flattened into another.
fn fault(json: Value) -> Result<Fault, Problem> {
    let bad = |error: &dyn std::fmt::Display| Problem::bad_request(format!("fault: {error}"));
    let fault: Fault = serde_json::from_value(json.clone()).map_err(|error| bad(&error))?;
    let known = serde_json::to_value(&fault).map_err(|error| bad(&error))?;
    let given = json
        .as_object()
        .into_iter()
        .flat_map(|fields| fields.keys());
    for name in given {
        if known.get(name).is_none() {
            return Err(bad(&format!("{name}: is not a field of this kind")));
        }
    }
    faults::check(&fault).map_err(|error| bad(&error))?;
    Ok(fault)
}

fn read<T: for<'de> Deserialize<'de>>(body: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(body).map_err(|error| Problem::bad_request(format!("body: {error}")))
}

/// Lets browser tests call these routes.
async fn allow_pages(request: Request, next: Next) -> Response {
    if cors::is_preflight(request.method(), request.headers()) {
        let headers = cors::preflight(request.headers());
        return (StatusCode::NO_CONTENT, headers).into_response();
    }
    let mut response = next.run(request).await;
    cors::allow(response.headers_mut());
    response
}
