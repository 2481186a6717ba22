//! Answers that repeat the request's token, in the forms in which a service or a proxy may do so.

use std::fmt::Write;

use axum::{
    body::Body,
    http::{
        HeaderMap, HeaderName, HeaderValue,
        header::{AUTHORIZATION, CONTENT_TYPE},
    },
    response::Response,
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};

use super::{super::auth::token, answers::checked};
use crate::faults::EchoForm;

/// The token of a request in a form, after so many other characters. Empty without a token.
pub(super) fn echo(headers: &HeaderMap, form: EchoForm, padding: usize) -> String {
    let header = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    let header = header.unwrap_or_default();
    let token = token(header).unwrap_or_default();
    let echo = match form {
        EchoForm::Header => header.to_owned(),
        EchoForm::Base64 => STANDARD.encode(&token),
        EchoForm::Base64Url => URL_SAFE_NO_PAD.encode(format!("{token}:")),
        EchoForm::Hex => each(token.bytes(), |text, byte| write!(text, "{byte:02x}")),
        EchoForm::Percent => each(token.bytes(), |text, byte| write!(text, "%{byte:02X}")),
        EchoForm::Json => each(token.encode_utf16(), |text, unit| {
            write!(text, "\\u{unit:04x}")
        }),
        EchoForm::Token => token,
    };
    "-".repeat(padding) + &echo
}

fn each<T>(
    units: impl Iterator<Item = T>,
    write: impl Fn(&mut String, T) -> std::fmt::Result,
) -> String {
    units.fold(String::new(), |mut text, unit| {
        // Writing to a string can't fail.
        let _ = write(&mut text, unit);
        text
    })
}

/// A refusal with the echo in a header, or else as its `detail`.
pub(super) fn refusal(status: u16, header: Option<String>, echo: &str) -> Response {
    let (name, detail) = match header.map(HeaderName::try_from) {
        Some(name) => (name.ok(), "Refused."),
        None => (None, echo),
    };
    // Written by hand: a JSON library would not keep the escapes of the form `json`.
    let mut response = Response::new(Body::from(format!("{{\"detail\":\"{detail}\"}}")));
    *response.status_mut() = checked(status);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let (Some(name), Ok(value)) = (name, HeaderValue::try_from(echo)) {
        headers.insert(name, value);
    }
    response
}
