//! Client for the Bitsight Users API: creating and managing the users of an account.
//!
//! Not an official Bitsight product.
#![doc = include_str!("../README.md")]

mod attempt;
mod body;
mod call;
mod client;
mod clock;
mod config;
#[cfg(feature = "documented")]
#[doc(hidden)]
pub mod documented;
mod error;
mod failure;
mod gate;
mod generated;
mod observer;
mod open;
mod operation;
mod options;
#[doc(hidden)]
pub mod pagination;
mod patch;
mod recovery;
mod request;
mod response;
mod retry;
mod rules;
mod timestamp;
mod token;
#[cfg(all(feature = "tracing", not(target_arch = "wasm32")))]
mod trace;

pub mod types;

pub use body::Body;
pub use client::Client;
pub use config::ClientBuilder;
pub use error::{Code, Effect, Error};
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
