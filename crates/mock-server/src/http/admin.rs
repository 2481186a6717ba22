//! The routes under `/_admin`: looking into the server and setting it up, from any language.

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    http::StatusCode,
    middleware,
    routing::{get, post},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::origin;
use crate::{
    account::Event,
    clock::Clock,
    faults::Fault,
    reply::{Problem, Reply},
    seed::Seed,
    state::Shared,
};

/// The path that the admin routes' base URL ends in.
pub(crate) const ADMIN_ROOT: &str = "/_admin";

type Answer = Result<Reply, Problem>;

/// The routes. They need no token: every program on this machine may use them, but no page of
/// another site.
pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .route("/users", get(users))
        .route("/users/{guid}/{event}", post(happen))
        .route("/requests", get(requests).delete(forget_requests))
        .route(
            "/faults",
            get(pending_faults).post(inject).delete(clear_faults),
        )
        .route("/options", get(options).post(set_options))
        .route("/clock", post(set_clock))
        .route("/reset", post(reset))
        .fallback(async || Problem::not_found("Admin route"))
        .layer(middleware::from_fn(origin::guard))
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
        .iter()
        .map(Fault::from_json)
        .collect::<Result<Vec<_>, _>>()
        .map_err(|error| Problem::bad_request(error.to_string()))?;
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

async fn options(State(server): State<Shared>) -> Reply {
    Reply::ok(json!(server.account().options()))
}

/// Changes the options that the body names, and answers with all of them.
async fn set_options(State(server): State<Shared>, body: Bytes) -> Answer {
    let changes: Value = read(&body)?;
    let mut account = server.account();
    let options = account.options().changed(&changes);
    let options = options.map_err(|error| Problem::bad_request(error.to_string()))?;
    account.set_options(options);
    Ok(Reply::ok(json!(account.options())))
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

fn read<T: for<'de> Deserialize<'de>>(body: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(body).map_err(|error| Problem::bad_request(format!("body: {error}")))
}
