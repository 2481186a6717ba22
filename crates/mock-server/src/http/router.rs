//! All routes of the server.

use axum::{Router, middleware};

use super::{admin, api, layer::exchange};
use crate::{operation::API_ROOT, state::Shared};

/// The API under its root, and the admin routes under theirs.
pub(crate) fn router(server: Shared) -> Router {
    let api = api::router(&server).layer(middleware::from_fn_with_state(server.clone(), exchange));
    Router::new()
        .nest(API_ROOT, api)
        .nest(admin::ADMIN_ROOT, admin::router())
        .with_state(server)
}
