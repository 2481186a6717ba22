//! The table of an operation.

use crate::schema::Object;

use super::endpoint::Endpoint;

/// An operation of the API.
#[derive(Debug)]
pub struct Operation {
    /// Which endpoint it calls.
    pub endpoint: Endpoint,
    /// After which failures it may be repeated.
    pub retry: Retry,
    /// The parameters of the path, in their order there.
    pub path_parameters: &'static [PathParameter],
    /// The schema of its query parameters, if it has any.
    pub query: Option<&'static Object>,
    /// The names of the query parameters for callers and in URLs, such as `roles_slug` and
    /// `roles.slug`, in the order in which they are sent.
    pub query_names: &'static [(&'static str, &'static str)],
    /// The schema of its request body, if it has one.
    pub body: Option<&'static Object>,
    /// The documented success.
    pub success: Success,
}

/// A parameter of a path.
#[derive(Debug)]
pub struct PathParameter {
    /// Its name.
    pub name: &'static str,
    /// What it may be.
    pub kind: PathKind,
}

/// What a parameter of a path may be.
#[derive(Clone, Copy, Debug)]
pub enum PathKind {
    /// Any string that fits into a path.
    String,
    /// An integer.
    Integer,
    /// One of these strings.
    Enum(&'static [&'static str]),
}

/// The documented success of an operation.
#[derive(Debug)]
pub struct Success {
    /// The statuses.
    pub statuses: &'static [u16],
    /// The body.
    pub body: Expected,
}

/// Whether a success has a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// None is documented.
    Nothing,
    /// JSON.
    Json,
    /// JSON or nothing.
    JsonOrNothing,
}

/// After which failures an operation may be repeated; `x-retry` in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// Reads: after any failure that may pass.
    Safe,
    /// Writes that leave the same state when done twice: after any failure that may pass.
    Idempotent,
    /// Other writes: only after failures that provably had no effect.
    Once,
    /// As `Once`; after a lost response, a look-up finds out whether the request took effect.
    Lookup,
}

impl Retry {
    /// Whether a repeat is harmless even if the first request took effect.
    pub fn is_repeatable(self) -> bool {
        matches!(self, Self::Safe | Self::Idempotent)
    }
}
