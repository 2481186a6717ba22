//! How an operation is sent: its table beside progenitor's method.

use progenitor_client::{Error as Failure, ResponseValue};

use crate::{
    error::{
        Code, Error,
        from_response::{no_response, undocumented},
    },
    generated::client,
    operation::{Input, Operation},
    platform::BoxFuture,
    types::response::Head,
};

/// An operation and the function that sends it. Generated code has one for each operation.
#[derive(Debug)]
pub struct Route {
    /// The operation's table.
    pub operation: &'static Operation,
    /// Sends one request, by progenitor's method.
    pub(crate) send: for<'s> fn(&'s client::Client, &'s Input<'_>) -> Sending<'s>,
}

/// A request under way.
pub(crate) type Sending<'s> = BoxFuture<'s, Result<ResponseValue<()>, Failure<()>>>;

/// Takes the response, its body unread, out of the result of a method of progenitor.
///
/// Progenitor takes every status but one for an unexpected response. That one is declared for its
/// sake alone, and the service doesn't use it.
pub(crate) fn unread(
    sent: Result<ResponseValue<()>, Failure<()>>,
    host: &str,
) -> Result<reqwest::Response, Error> {
    match sent {
        Err(Failure::UnexpectedResponse(response)) => Ok(response),
        Ok(declared) => Err(undocumented(Head {
            status: declared.status(),
            headers: declared.headers().clone(),
        })),
        Err(Failure::CommunicationError(source)) => Err(no_response(source, host)),
        Err(Failure::InvalidRequest(problem)) => Err(invalid_request(&problem)),
        // Of features of progenitor that aren't used here.
        Err(_) => Err(invalid_request("progenitor reported an unexpected failure")),
    }
}

fn invalid_request(problem: &str) -> Error {
    Error::new(
        Code::Internal,
        format!("the request could not be made: {problem}"),
    )
}
