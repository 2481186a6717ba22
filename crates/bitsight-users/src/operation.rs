//! What is known of an operation: what it takes, what it answers with, what may be repeated.
//!
//! The tables are generated from the document. With all that tells operations apart in them, one
//! code checks, sends and repeats every operation.

use crate::{
    arguments::Input,
    attempt::Sending,
    generated::client::Client as Generated,
    rules::{Kind, Object},
};

/// An operation of the API.
#[derive(Debug)]
pub struct Operation {
    /// Its name, `create_user`.
    pub id: &'static str,
    /// `POST`
    pub method: &'static str,
    /// The path, with its parameters in braces: what errors and traces name, since the filled-in
    /// one holds guids.
    pub path: &'static str,
    /// What may be repeated after a failure.
    pub retry: Retry,
    /// The names of the parameters in its path, in their order there.
    pub path_parameters: &'static [&'static str],
    /// What its query parameters must be like, if it has any.
    pub query: Option<&'static Object>,
    /// The names of the query parameters for callers and on the wire, as `roles_slug` and
    /// `roles.slug`, in the order in which they are sent.
    pub query_names: &'static [(&'static str, &'static str)],
    /// What its body must be like, if it has one.
    pub body: Option<&'static Object>,
    /// What a success carries.
    pub success: Success,
    /// Sends it, by progenitor's method.
    pub send: for<'s> fn(&'s Generated, &'s Input<'s>) -> Sending<'s>,
}

/// What a success carries.
#[derive(Clone, Copy, Debug)]
pub enum Success {
    /// No body.
    Nothing,
    /// A body like this.
    Body(&'static Kind),
    /// A body like this, or none.
    BodyOrNothing(&'static Kind),
}

/// What may be repeated after a failure; `x-retry` in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// Reads: any failure that may pass.
    Safe,
    /// Doing it twice leaves the same state as doing it once.
    Idempotent,
    /// Only what provably had no effect.
    Once,
    /// As `Once`, and whether it took effect is found out by looking.
    Lookup,
}

impl Retry {
    /// Whether a repeat is harmless even if the first took effect.
    pub fn is_repeatable(self) -> bool {
        matches!(self, Self::Safe | Self::Idempotent)
    }

    /// Whether the operation changes nothing.
    pub fn is_read(self) -> bool {
        self == Self::Safe
    }
}
