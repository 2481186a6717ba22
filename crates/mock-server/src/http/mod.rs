//! Everything between the socket and the account.

mod accept;
mod admin;
mod api;
mod auth;
mod cors;
mod exchange;
mod layer;
mod origin;
mod router;
mod script;
mod strike;

pub(crate) use accept::serve;
pub(crate) use admin::ADMIN_ROOT;
pub(crate) use router::router;
