//! Events of calls, for logs and metrics.

use std::{fmt::Debug, time::Duration};

use crate::error::Code;

/// Receives an event for every attempt, response and retry, on the task that makes the call: it should
/// be quick.
pub trait Observer: Send + Sync {
    /// Something happened.
    fn event(&self, event: &Event<'_>);
}

/// Something that happened in a call. Holds no token and no data of a user.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// A request goes out.
    Request {
        /// The operation, as `create_user`.
        operation: &'static str,
        /// The method.
        method: &'static str,
        /// The path, its parameters in braces.
        path: &'static str,
        /// Which attempt it is, from 1.
        attempt: u32,
    },
    /// An attempt ended.
    Response {
        /// The operation.
        operation: &'static str,
        /// Which attempt it was, from 1.
        attempt: u32,
        /// The status, if the service answered.
        status: Option<u16>,
        /// The identifier of the request, if the service sent one.
        request_id: Option<&'a str>,
        /// The kind of failure, if it failed.
        code: Option<Code>,
        /// How long the attempt took.
        duration: Duration,
    },
    /// The request will be sent again.
    Retry {
        /// The operation.
        operation: &'static str,
        /// How many attempts there were.
        attempts: u32,
        /// The kind of failure that is the reason.
        code: Code,
        /// The status, if the service answered.
        status: Option<u16>,
        /// How long the wait is.
        delay: Duration,
    },
    /// The outcome of a creation is unknown, and the user is looked up by email.
    LookUp {
        /// The operation.
        operation: &'static str,
        /// The kind of failure that is the reason.
        code: Code,
    },
}
