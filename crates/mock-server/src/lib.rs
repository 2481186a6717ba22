//! A stateful stand-in for the Bitsight Users API, on loopback, as a library and a program.
//!
//! It answers the operations of the OpenAPI document that travels with this crate, checks every
//! request against that document, and misbehaves on demand. See the README for the account's
//! state machine, the seed format, the admin routes and the faults.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> std::io::Result<()> {
//! use bitsight_users_mock::{Fault, MockServer, Seed};
//!
//! let server = MockServer::builder().seed(Seed::numbered(3)).start().await?;
//! server.inject(Fault::html_524().after().on("create_user"));
//! assert!(server.url().ends_with("/ratings"));
//! assert_eq!(server.users().len(), 3);
//! # Ok(())
//! # }
//! ```

mod accept;
mod account;
mod admin;
mod api;
mod auth;
mod clock;
mod contract;
mod cors;
mod exchange;
mod faults;
mod gauge;
mod operation;
mod recorder;
mod reply;
mod script;
mod seed;
mod server;
mod state;

pub use auth::{DEFAULT_TOKEN, READ_ONLY_TOKEN};
pub use bitsight_users_openapi::Document;
pub use faults::{Fault, FaultKind, When};
pub use operation::Operation;
pub use recorder::RecordedRequest;
pub use seed::{Seed, SeedError};
pub use server::{Builder, MockServer, document};

/// Runs the README's snippets as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
