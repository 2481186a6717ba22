//! Keeps pages of other sites away from the admin routes, which need no token.
//!
//! A page in a browser on this machine can send requests to loopback. Three headers, which scripts
//! can't forge, give it away: `Origin` and `Sec-Fetch-Site` say where a request comes from, and `Host`
//! shows a name that an attacker let point to loopback (DNS rebinding).

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::reply::Problem;

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// The names of this machine that only ever lead to loopback.
const LOOPBACK: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];

/// Answers 403 to requests of other sites' pages.
pub(super) async fn guard(request: Request, next: Next) -> Response {
    match foreign(request.headers()) {
        Some(header) => {
            let detail = format!("{header}: pages of other sites may not use the admin routes");
            Problem::new(StatusCode::FORBIDDEN, detail).into_response()
        }
        None => next.run(request).await,
    }
}

/// The header that shows that a request comes from another site, if one does.
fn foreign(headers: &HeaderMap) -> Option<HeaderName> {
    let text = |name: &HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let host = text(&header::HOST).unwrap_or_default();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    if !LOOPBACK.contains(&name) {
        return Some(header::HOST);
    }
    if text(&header::ORIGIN).is_some_and(|origin| origin != format!("http://{host}")) {
        return Some(header::ORIGIN);
    }
    let site = text(&SEC_FETCH_SITE);
    // `none` is an address that a person typed.
    if site.is_some_and(|site| !["same-origin", "none"].contains(&site)) {
        return Some(SEC_FETCH_SITE);
    }
    None
}
