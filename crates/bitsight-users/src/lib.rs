//! <!-- The crate is documented by its README, which packages show as well. -->
#![doc = include_str!("../README.md")]
//!
//! # How a call goes
//!
//! ```text
//! method of Client ─► schema: is the request valid? ─► users: may it create twice? ─► call: gate,
//! attempts, deadline ─► progenitor ─► reqwest ─► call: status and body ─► value, or Error
//! ```

#[doc(hidden)]
pub mod call;
mod client;
/// For the project's own check of the documentation's examples.
#[cfg(feature = "documented")]
#[doc(hidden)]
pub mod documented {
    pub use crate::generated::methods::round_trip;
}
mod error;
mod generated;
#[doc(hidden)]
pub mod list;
#[doc(hidden)]
pub mod operation;
mod platform;
#[cfg(feature = "documented")]
mod round_trip;
#[doc(hidden)]
pub mod schema;
pub mod types;
mod users;

pub use call::custom::CustomRequest;
pub use client::{
    CallOptions, Client, ClientBuilder,
    observer::{Event, Observer},
    token::Token,
};
#[doc(hidden)]
pub use client::{options::BodyId, settings};
pub use error::{Code, Effect, Error};
#[doc(hidden)]
pub use generated::transport::route;
pub use reqwest::header::HeaderMap;
pub use types::{
    NewUser, User, UserChanges,
    open::Open,
    patch::Patch,
    request::Request,
    response::Response,
    timestamp::{Timestamp, TimestampError},
};

/// All users that match a query; see [`Client::list_users_stream`].
pub type UserStream = list::stream::Paginated<types::UserPage>;
