//! A constructor for each kind of fault.

use std::{collections::BTreeMap, time::Duration};

use serde_json::{Map, Value};

use super::{
    fault::{Fault, milliseconds},
    kind::{EchoForm, FaultKind},
};

impl Fault {
    /// An answer with this status and body; see [`FaultKind::Status`].
    pub fn status(status: u16, body: impl Into<Value>) -> Self {
        let (headers, body) = (BTreeMap::new(), body.into());
        FaultKind::Status {
            status,
            headers,
            body,
        }
        .into()
    }

    /// See [`FaultKind::Html524`].
    pub fn html_524() -> Self {
        FaultKind::Html524.into()
    }

    /// See [`FaultKind::RateLimited`].
    pub fn rate_limited(retry_after: Option<&str>) -> Self {
        let retry_after = retry_after.map(str::to_owned);
        FaultKind::RateLimited { retry_after }.into()
    }

    /// See [`FaultKind::Delay`].
    pub fn delay(time: Duration) -> Self {
        FaultKind::Delay {
            ms: milliseconds(time),
        }
        .into()
    }

    /// See [`FaultKind::BodyDelay`].
    pub fn body_delay(time: Duration) -> Self {
        FaultKind::BodyDelay {
            ms: milliseconds(time),
        }
        .into()
    }

    /// See [`FaultKind::Drip`].
    pub fn drip(bytes: usize, every: Duration) -> Self {
        FaultKind::Drip {
            bytes,
            ms: milliseconds(every),
        }
        .into()
    }

    /// See [`FaultKind::Reset`].
    pub fn reset() -> Self {
        FaultKind::Reset.into()
    }

    /// See [`FaultKind::ResetInBody`].
    pub fn reset_in_body() -> Self {
        FaultKind::ResetInBody.into()
    }

    /// See [`FaultKind::Truncated`].
    pub fn truncated() -> Self {
        FaultKind::Truncated.into()
    }

    /// See [`FaultKind::WrongLength`].
    pub fn wrong_length(extra: usize) -> Self {
        FaultKind::WrongLength { extra }.into()
    }

    /// A duplicate delivery of which the client gets the first answer; see
    /// [`FaultKind::Duplicate`].
    pub fn duplicate() -> Self {
        FaultKind::Duplicate {
            second_answer: false,
        }
        .into()
    }

    /// A duplicate delivery of which the client gets the second answer; see
    /// [`FaultKind::Duplicate`].
    pub fn duplicate_answering_second() -> Self {
        FaultKind::Duplicate {
            second_answer: true,
        }
        .into()
    }

    /// See [`FaultKind::Garbage`].
    pub fn garbage() -> Self {
        FaultKind::Garbage.into()
    }

    /// See [`FaultKind::EmptyBody`].
    pub fn empty_body() -> Self {
        FaultKind::EmptyBody.into()
    }

    /// See [`FaultKind::Rewrite`].
    pub fn rewrite(patch: impl Into<Value>) -> Self {
        let patch = patch.into();
        FaultKind::Rewrite { patch }.into()
    }

    /// The page of a login form, as a proxy answers in place of the service: a 200 in HTML.
    pub fn login_page() -> Self {
        let page = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head>\n\
                    <body><form method=\"post\"><input name=\"user\"></form></body></html>\n";
        Self::status(200, page).header("content-type", "text/html; charset=utf-8")
    }

    /// A redirect to such a page: a 302.
    pub fn login_redirect() -> Self {
        Self::status(302, "").header("location", "https://login.example.com/?next=%2Fratings")
    }

    /// See [`FaultKind::Silence`].
    pub fn silence() -> Self {
        FaultKind::Silence.into()
    }

    /// See [`FaultKind::Interim`].
    pub fn interim(status: u16) -> Self {
        FaultKind::Interim { status }.into()
    }

    /// See [`FaultKind::Patch`].
    pub fn patch(operations: impl Into<Value>) -> Self {
        let operations = operations.into();
        FaultKind::Patch { operations }.into()
    }

    /// See [`FaultKind::Bom`].
    pub fn bom() -> Self {
        FaultKind::Bom.into()
    }

    /// See [`FaultKind::DuplicateKeys`].
    pub fn duplicate_keys(fields: Map<String, Value>, last: bool) -> Self {
        FaultKind::DuplicateKeys { fields, last }.into()
    }

    /// See [`FaultKind::Nesting`].
    pub fn nesting(levels: usize) -> Self {
        FaultKind::Nesting { levels }.into()
    }

    /// A 200 with a body of this size, or without end; [`FaultKind::Flood`] has more to set.
    pub fn flood(bytes: Option<u64>) -> Self {
        FaultKind::Flood {
            status: 200,
            bytes,
            prefix: String::new(),
            fill: "x".to_owned(),
            gzip: false,
        }
        .into()
    }

    /// A 403 whose `detail` repeats the token; [`FaultKind::Echo`] has more to set.
    pub fn echo(form: EchoForm) -> Self {
        FaultKind::Echo {
            form,
            status: 403,
            header: None,
            padding: 0,
        }
        .into()
    }

    /// See [`FaultKind::Shift`].
    pub fn shift(by: usize) -> Self {
        FaultKind::Shift { by }.into()
    }
}
