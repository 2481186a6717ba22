//! <!-- The crate is documented by its README, which packages show as well. -->
#![doc = include_str!("../README.md")]

#[doc(hidden)]
pub mod arguments;
mod attempt;
#[doc(hidden)]
pub mod body;
mod call;
mod client;
mod clock;
mod config;
#[cfg(feature = "documented")]
#[doc(hidden)]
pub mod documented;
mod elements;
mod error;
mod failure;
mod gate;
mod generated;
mod observer;
mod open;
#[doc(hidden)]
pub mod operation;
mod options;
#[doc(hidden)]
pub mod pagination;
mod patch;
mod recovery;
mod request;
mod response;
mod retry;
#[doc(hidden)]
pub mod rules;
mod rules_json;
mod seen;
mod timestamp;
mod token;
mod trace;

pub mod types;

pub use client::Client;
pub use config::ClientBuilder;
pub use error::{Code, Effect, Error};
#[doc(hidden)]
pub use generated::operations::operation as operation_named;
pub use observer::{Event, Observer};
pub use open::Open;
pub use options::CallOptions;
pub use pagination::UserStream;
pub use patch::Patch;
pub use request::Request;
pub use reqwest::header::HeaderMap;
pub use response::Response;
pub use timestamp::{Timestamp, TimestampError};
pub use token::Token;
pub use types::{NewUser, User, UserChanges};
