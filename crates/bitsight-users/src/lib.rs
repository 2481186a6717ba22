//! <!-- The crate is documented by its README, which packages show as well. -->
#![doc = include_str!("../README.md")]
//!
//! # How a call works
//!
//! ```text
//! Client::create_user ─► schema: is the request valid? ─► users: look-ups between creates
//!   ─► call: gate, attempts, deadline ─► progenitor ─► reqwest ─► call: status, body ─► Response or Error
//! ```
//!
//! The pages of the modules [`schema`], [`users`], [`call`] and [`list`] explain the concepts and the reasons.

pub mod call;
mod client;
/// For `bitsight-users-provision-client`: the clocks and the timers, natively and in JavaScript.
#[doc(hidden)]
pub mod clock {
    pub use crate::platform::{Instant, now_unix, sleep};
}
/// For this project's check of the documented examples.
#[cfg(feature = "documented")]
#[doc(hidden)]
pub mod documented {
    pub use crate::generated::methods::round_trip;
}
mod error;
mod generated;
pub mod list;
#[doc(hidden)]
pub mod operation;
mod platform;
#[cfg(feature = "documented")]
mod round_trip;
pub mod schema;
pub mod types;
pub mod users;

pub use call::custom::CustomRequest;
pub use client::{
    CallOptions, Client, ClientBuilder,
    observer::{Event, Observer},
    token::Token,
};
#[doc(hidden)]
pub use client::{options::BodyId, redact::REDACTED, settings};
pub use error::{Code, Effect, Error};
#[doc(hidden)]
pub use generated::transport::route;
/// The library whose times [`Timestamp::parse`] returns.
pub use jiff;
pub use reqwest::header::HeaderMap;
pub use types::{
    NewUser, User, UserChanges,
    open::Open,
    patch::Patch,
    request::Request,
    response::{Response, UnreadableEntry},
    timestamp::{Timestamp, TimestampError},
};
pub use users::ensure::EnsuredUser;

/// All users that match a query; see [`Client::list_users_stream`].
pub type UserStream = list::stream::Paginated<types::UserPage>;
