//! The API proper: each request is authorised, checked against the document, and carried out.

use std::collections::HashMap;

use axum::{
    Router,
    body::{Bytes, to_bytes},
    extract::{Path, Request, State, rejection::PathRejection},
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
    routing::{MethodFilter, on},
};
use serde_json::{Map, Value};

use super::{auth::authorise, exchange::MAX_BODY};
use crate::{
    account::{Account, ListQuery},
    operation::Operation,
    reply::{Problem, Reply},
    state::{Server, Shared},
};

/// The routes under `/ratings`.
pub(crate) fn router(server: &Server) -> Router<Shared> {
    let mut router = Router::new();
    for operation in Operation::ALL {
        // A changed document may lack operations; the mock then lacks them too.
        let Ok(method) = MethodFilter::try_from(operation.method()) else {
            continue;
        };
        if !server.contract.has(operation) {
            continue;
        }
        let handler = move |State(server): State<Shared>, path, request| async move {
            answer(&server, operation, path, request)
                .await
                .into_response()
        };
        router = router.route(operation.path(), on(method, handler));
    }
    router
        .fallback(no_such_path)
        .method_not_allowed_fallback(no_such_method)
}

async fn no_such_path() -> Response {
    Problem::not_found("Path").into_response()
}

async fn no_such_method() -> Response {
    let detail = "The path exists, but not with this method.";
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, detail).into_response()
}

type PathValues = Result<Path<HashMap<String, String>>, PathRejection>;

/// A request that has passed the document's checks.
struct Call {
    /// The guid in the path; empty if there is none.
    guid: String,
    query: Map<String, Value>,
    /// The query as it was sent.
    raw_query: String,
    body: Map<String, Value>,
    /// The host that the client used, for absolute links.
    host: String,
}

async fn answer(
    server: &Server,
    operation: Operation,
    path: PathValues,
    request: Request,
) -> Result<Reply, Problem> {
    let (parts, body) = request.into_parts();
    authorise(&parts.headers, &server.tokens, operation)?;
    let body = to_bytes(body, MAX_BODY).await;
    let body = body.map_err(|_| Problem::bad_request("body: can't be read"))?;
    let call = check(server, operation, path, &parts, &body)?;
    perform(&mut server.account(), operation, call)
}

/// Checks a request by the document, in the same way for every operation.
fn check(
    server: &Server,
    operation: Operation,
    path: PathValues,
    parts: &Parts,
    body: &Bytes,
) -> Result<Call, Problem> {
    let contract = &server.contract;
    let mut path = match path {
        Ok(Path(values)) => values,
        Err(PathRejection::MissingPathParams(_)) => HashMap::new(),
        Err(other) => return Err(Problem::bad_request(format!("path: {other}"))),
    };
    contract.path(operation, &path).map_err(Problem::invalid)?;
    let raw_query = parts.uri.query().unwrap_or_default();
    let query = contract
        .query(operation, raw_query)
        .map_err(Problem::invalid)?;
    let body = match contract.body_required(operation) {
        Some(required) if required || !body.is_empty() => {
            let json = read_json(&parts.headers, body)?;
            contract.body(operation, &json).map_err(Problem::invalid)?;
            json
        }
        _ => Value::Null,
    };
    let host = parts
        .headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    Ok(Call {
        guid: ["user_guid", "group_guid"]
            .into_iter()
            .find_map(|name| path.remove(name))
            .unwrap_or_default(),
        query,
        raw_query: raw_query.to_owned(),
        body: match body {
            Value::Object(fields) => fields,
            _ => Map::new(),
        },
        host: host.unwrap_or("127.0.0.1").to_owned(),
    })
}

fn read_json(headers: &HeaderMap, body: &[u8]) -> Result<Value, Problem> {
    if body.is_empty() {
        return Err(Problem::bad_request("body: is required"));
    }
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    let kind = kind
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default()
        .trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        return Err(Problem::bad_request(
            "Content-Type: must be application/json",
        ));
    }
    serde_json::from_slice(body)
        .map_err(|error| Problem::bad_request(format!("body: is not JSON: {error}")))
}

fn perform(account: &mut Account, operation: Operation, call: Call) -> Result<Reply, Problem> {
    let guid = call.guid.as_str();
    match operation {
        Operation::ListUsers => account.list(&ListQuery {
            values: &call.query,
            raw: &call.raw_query,
            host: &call.host,
        }),
        Operation::CreateUser => account.create(call.body),
        Operation::GetUser => account.get(guid),
        Operation::EditUser => account.edit(guid, call.body),
        Operation::DeleteUser => account.delete(guid),
        Operation::RequireMfa => account.require_mfa(guid),
        Operation::ResetMfa => account.reset_mfa(guid),
        Operation::ResendActivationEmail => account.resend_activation_email(guid),
        Operation::GetUserQuota => Ok(account.quota()),
        Operation::ListCompanyViews => account.company_views(guid, &call.query),
        Operation::ListAccessGroups => Ok(account.access_groups()),
        Operation::GetCurrentUser => account.current(),
        Operation::EditCurrentUser => account.edit_current(call.body),
        Operation::QueryUsers => Ok(account.query(&call.body)),
        Operation::ResetPendingMfa => account.reset_pending_mfa(guid),
        Operation::GetAccessGroup => account.access_group(guid, &call.query),
    }
}
