//! A stateful stand-in for the Bitsight Users API, on loopback, as a library and a program.
//!
//! It answers the operations of the OpenAPI document in this crate and checks every request against
//! that document. Options and faults make it behave as the service, its CDN or a proxy may. The README
//! describes the account's states, the seed format, the admin routes, the options and the faults.
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

mod account;
mod builder;
mod clock;
mod config_error;
mod contract;
mod faults;
mod http;
mod observe;
mod operation;
mod reply;
mod seed;
mod server;
mod state;
mod tokens;

pub use account::Options;
pub use bitsight_users_openapi::Document;
pub use builder::Builder;
pub use config_error::ConfigError;
pub use contract::document;
pub use faults::{EchoForm, Fault, FaultKind, When};
pub use observe::RecordedRequest;
pub use operation::Operation;
pub use seed::{Seed, SeedError};
pub use server::MockServer;
pub use tokens::{DEFAULT_TOKEN, READ_ONLY_TOKEN};

/// Runs the README's snippets as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
