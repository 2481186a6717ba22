//! Requests to endpoints that the document doesn't describe, under the same rules as all others.

use progenitor_client::{ClientInfo, Error as Failure};
use reqwest::Method;
use serde_json::Value;

use crate::{
    client::Client,
    error::Error,
    generated::client::Client as Progenitor,
    operation::{Arguments, Body, Endpoint, Expected, Input, Operation, Query, Retry, Success},
    types::response::Response,
};

use super::{
    answer::Answer,
    route::{Route, Sending},
};

/// A request to an endpoint of the API that this crate has no method for; see [`Client::request`].
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before `send`"]
pub struct CustomRequest {
    client: Client,
    method: String,
    path: String,
    query: Vec<(String, String)>,
    body: Option<Value>,
    is_idempotent: bool,
}

impl Client {
    /// A request to an endpoint that this crate has no method for, with the same token, limits, time-outs
    /// and errors. `path` follows the base URL, such as `/v1/folders`.
    ///
    /// Reads (`GET`) are repeated after failures that may pass. Writes are only repeated if they provably
    /// had no effect, unless they are declared [`idempotent`](CustomRequest::idempotent).
    ///
    /// ```no_run
    /// # async fn run(client: bitsight_users::Client) -> Result<(), bitsight_users::Error> {
    /// let folders = client.request("GET", "/v1/folders").query("limit", "10").send().await?;
    /// println!("{:?}", *folders);
    /// # Ok(())
    /// # }
    /// ```
    pub fn request(&self, method: &str, path: &str) -> CustomRequest {
        CustomRequest {
            client: self.clone(),
            method: method.to_owned(),
            path: path.to_owned(),
            query: Vec::new(),
            body: None,
            is_idempotent: false,
        }
    }
}

impl CustomRequest {
    /// Adds a query parameter.
    pub fn query(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }

    /// Sets the body, which is sent as JSON.
    pub fn body(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    /// Declares that doing it twice leaves the same state as doing it once, so that it may be repeated
    /// after a lost response.
    pub fn idempotent(mut self) -> Self {
        self.is_idempotent = true;
        self
    }

    /// Sends it. The value is the body as JSON, or `None` if it was empty.
    ///
    /// # Errors
    /// [`Code::InvalidArgument`](crate::Code::InvalidArgument), before anything is sent, if the method is
    /// not one of `GET`, `POST`, `PUT`, `PATCH` and `DELETE`, or the path doesn't begin with a slash or
    /// would lead out of the base URL; otherwise any [`Code`](crate::Code). A status of 2xx whose body is
    /// not JSON is a [`Code::Decode`](crate::Code::Decode).
    pub async fn send(self) -> Result<Response<Option<Value>>, Error> {
        let body = self.body.as_ref();
        let (route, arguments) = prepare(
            &self.method,
            self.path,
            self.query,
            body,
            self.is_idempotent,
        )?;
        self.client
            .call(route, &arguments, Answer::optional_json)
            .await
    }
}

/// The route and the arguments of a request; also for the bindings.
///
/// # Errors
/// [`Code::InvalidArgument`](crate::Code::InvalidArgument) for an invalid method or path.
pub fn prepare(
    method: &str,
    path: String,
    query: Vec<(String, String)>,
    body: Option<&Value>,
    is_idempotent: bool,
) -> Result<(&'static Route, Arguments), Error> {
    let Some(route) = route(method, is_idempotent) else {
        let methods = "must be GET, POST, PUT, PATCH or DELETE";
        return Err(Error::argument("method", methods));
    };
    check_path(&path)?;
    let arguments = Arguments {
        path: vec![path],
        query: Some(Query::unchecked(query)),
        body: body.map(|body| Body::of(route.operation, body)),
    };
    Ok((route, arguments))
}

/// Refuses paths that would change which host or API is called.
fn check_path(path: &str) -> Result<(), Error> {
    let problem = if !path.starts_with('/') || path.starts_with("//") {
        "must begin with one slash"
    } else if path.contains(['?', '#']) {
        "must hold neither a query nor a fragment"
    } else if path.contains(['\\']) || path.contains(char::is_control) {
        "must not hold backslashes or control characters"
    } else if path.split('/').any(is_dots) {
        "must not hold `.` or `..`"
    } else {
        return Ok(());
    };
    Err(Error::argument("path", problem))
}

/// Whether a segment is `.` or `..`, also percent-encoded.
fn is_dots(segment: &str) -> bool {
    let mut rest = segment;
    let mut dots = 0;
    while !rest.is_empty() {
        let found = [".", "%2e", "%2E"]
            .iter()
            .find_map(|dot| rest.strip_prefix(dot));
        let Some(behind) = found else { return false };
        (rest, dots) = (behind, dots + 1);
    }
    (1..=2).contains(&dots)
}

/// The successes of an endpoint that the document doesn't describe.
const ANY: Success = Success {
    statuses: &[200, 201, 202, 203, 204, 205, 206],
    body: Expected::JsonOrNothing,
};

macro_rules! routes {
    ($($method:ident $operation:ident $retry:ident $reads:literal,)+) => {
        $(static $operation: Operation = Operation {
            endpoint: Endpoint {
                id: "request",
                method: stringify!($method),
                path: "/{path}",
                reads: $reads,
            },
            retry: Retry::$retry,
            path_parameters: &[],
            query: None,
            query_names: &[],
            body: None,
            success: ANY,
        };)+

        static ROUTES: &[Route] = &[$(Route {
            operation: &$operation,
            send: |client, input| deliver(Method::$method, client, input),
        },)+];
    };
}

routes! {
    GET READ Safe true,
    POST POST_ONCE Once false,
    POST POST_AGAIN Idempotent false,
    PUT PUT_ONCE Once false,
    PUT PUT_AGAIN Idempotent false,
    PATCH PATCH_ONCE Once false,
    PATCH PATCH_AGAIN Idempotent false,
    DELETE DELETE_ONCE Once false,
    DELETE DELETE_AGAIN Idempotent false,
}

fn route(method: &str, is_idempotent: bool) -> Option<&'static Route> {
    let wanted = match (method, is_idempotent) {
        ("GET", _) => Retry::Safe,
        (_, true) => Retry::Idempotent,
        (_, false) => Retry::Once,
    };
    ROUTES.iter().find(|route| {
        let Operation {
            endpoint, retry, ..
        } = route.operation;
        endpoint.method == method && *retry == wanted
    })
}

/// Sends one request, as progenitor's methods do.
fn deliver<'s>(method: Method, client: &'s Progenitor, input: &'s Input<'_>) -> Sending<'s> {
    Box::pin(async move {
        let url = format!("{}{}", client.baseurl(), input.segment(0));
        let mut request = client.client().request(method, url);
        let body = input.body();
        if !body.is_empty() {
            request = request.body(body);
        }
        let mut request = request.build()?;
        client.inner().add_to(&mut request);
        let response = client.client().execute(request).await?;
        Err(Failure::UnexpectedResponse(response))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_within_the_api() {
        for path in ["/v1/folders", "/v1/folders/a%20b", "/v1/f...", "/"] {
            assert!(check_path(path).is_ok(), "{path}");
        }
        for path in [
            "",
            "v1",
            "//evil.example/x",
            "/v1/../x",
            "/v1/%2E%2e/x",
            "/v1/./x",
            "/v1?x=1",
            "/v1#x",
            "/v1\\x",
            "/v1\n",
        ] {
            let error = check_path(path).err();
            let field = error.and_then(|error| error.field().map(str::to_owned));
            assert_eq!(field.as_deref(), Some("path"), "{path}");
        }
    }
}
