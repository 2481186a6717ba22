//! Authorisation: HTTP Basic with the token as the user name and an empty password.

use axum::http::{HeaderMap, StatusCode, header::AUTHORIZATION};
use base64::{Engine, engine::general_purpose::STANDARD};

use crate::{operation::Operation, reply::Problem, tokens::Token};

/// Checks that the request carries a known token, and one that may do `operation`.
pub(crate) fn authorise(
    headers: &HeaderMap,
    tokens: &[Token],
    operation: Operation,
) -> Result<(), Problem> {
    // No `WWW-Authenticate`, which the real service may send: it would make browsers open their own
    // dialog for a password.
    let refuse = |detail: &str| Problem::new(StatusCode::UNAUTHORIZED, detail);
    let Some(header) = headers.get(AUTHORIZATION) else {
        return Err(refuse("No API token was given."));
    };
    let Some(given) = header.to_str().ok().and_then(token) else {
        return Err(refuse(
            "The Authorization header must be HTTP Basic, with the API token as the user name \
             and an empty password.",
        ));
    };
    let Some(token) = tokens.iter().find(|token| token.value == given) else {
        return Err(refuse("The API token is not valid."));
    };
    if operation.writes() && !token.admin {
        return Err(Problem::new(
            StatusCode::FORBIDDEN,
            "Only an admin may do this.",
        ));
    }
    Ok(())
}

/// The token in the value of an Authorization header.
pub(super) fn token(header: &str) -> Option<String> {
    let (scheme, credentials) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(STANDARD.decode(credentials.trim()).ok()?).ok()?;
    decoded.strip_suffix(':').map(str::to_owned)
}
