//! A token that a service or a proxy repeats, in any form and any place: it is hidden from errors and
//! observers, and before a body is cut.

use std::sync::{Arc, Mutex};

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD},
};
use bitsight_users::{Client, Error, Event, Observer};
use bitsight_users_mock::{EchoForm, Fault, FaultKind, MockServer};
use serde_json::json;

use crate::support::shown;

/// Characters of every kind that a token may have, so that all forms differ.
const SECRET: &str = "s3cr3t~T0ken?4711>with.many_of-them+and/more=0123456789";

/// How many characters in a row may be left of a form. Fewer give nothing away of a token of 50.
const HARMLESS: usize = 8;

/// Every form in which a token may be repeated.
fn forms() -> Vec<(&'static str, String)> {
    let each = |write: fn(u8) -> String| SECRET.bytes().map(write).collect::<String>();
    let with_colon = format!("{SECRET}:");
    vec![
        ("plain", SECRET.to_owned()),
        ("header", format!("Basic {}", STANDARD.encode(&with_colon))),
        ("base64", STANDARD.encode(SECRET)),
        ("base64 without padding", STANDARD_NO_PAD.encode(SECRET)),
        (
            "base64 with colon, without padding",
            STANDARD_NO_PAD.encode(&with_colon),
        ),
        ("base64url", URL_SAFE.encode(SECRET)),
        ("base64url without padding", URL_SAFE_NO_PAD.encode(SECRET)),
        ("base64url with colon", URL_SAFE.encode(&with_colon)),
        ("hex", each(|byte| format!("{byte:02x}"))),
        ("HEX", each(|byte| format!("{byte:02X}"))),
        ("percent", each(|byte| format!("%{byte:02X}"))),
        ("percent, lower case", each(|byte| format!("%{byte:02x}"))),
        (
            "percent, where needed",
            form_urlencoded::byte_serialize(SECRET.as_bytes()).collect(),
        ),
        ("JSON escapes", each(|byte| format!("\\u{byte:04x}"))),
        (
            "JSON escapes, upper case",
            each(|byte| format!("\\u{byte:04X}")),
        ),
    ]
}

/// Fails if a text holds more than a harmless part of any form.
fn hides(what: &str, text: &str) {
    // Padding makes texts long, and holds no token.
    let text = text.replace(&"-".repeat(64), "");
    for (name, form) in forms() {
        let form = form.strip_prefix("Basic ").unwrap_or(&form).to_owned();
        let characters: Vec<_> = form.chars().collect();
        for part in characters.windows(HARMLESS * length_of_one(name)) {
            let part: String = part.iter().collect();
            // Debug output escapes backslashes once more.
            let escaped = part.replace('\\', "\\\\");
            let found = text.contains(&part) || text.contains(&escaped);
            assert!(
                !found,
                "{what}: the token as {name} is in {}",
                shorten(&text)
            );
        }
    }
}

/// How many characters of a form stand for one of the token.
fn length_of_one(form: &str) -> usize {
    match form {
        "hex" | "HEX" => 2,
        "percent" | "percent, lower case" => 3,
        "JSON escapes" | "JSON escapes, upper case" => 6,
        _ => 1,
    }
}

fn shorten(text: &str) -> String {
    text.chars().take(2_000).collect()
}

/// The text of all events.
#[derive(Clone, Default)]
struct Events(Arc<Mutex<String>>);

impl Observer for Events {
    fn event(&self, event: &Event<'_>) {
        *self.0.lock().unwrap() += &format!("{event:?}\n");
    }
}

/// Lets a service answer a call; gives everything that the client shows.
async fn shown_after(fault: Fault) -> (Error, String) {
    let mock = MockServer::builder().token(SECRET).start().await.unwrap();
    mock.inject(fault);
    let events = Events::default();
    let client = Client::builder().token(SECRET).base_url(mock.url());
    let client = client
        .max_retries(0)
        .observer(events.clone())
        .build()
        .unwrap();
    let error = client.list_access_groups().await.unwrap_err();
    let events = events.0.lock().unwrap().clone();
    assert!(events.contains("Response"), "{events}");
    let all = format!("{} {events} {:?}", shown(&error), error.request_id());
    (error, all)
}

#[tokio::test]
async fn every_form_is_hidden_in_the_request_id() {
    for (name, form) in forms() {
        let fault = Fault::status(403, json!({ "detail": "no" })).header("x-request-id", &form);
        let (_, all) = shown_after(fault).await;
        hides(&format!("{name} in x-request-id"), &all);
        let fault = Fault::status(403, json!({})).header("x-request-id", format!("id-{form}-1"));
        let (_, all) = shown_after(fault).await;
        hides(&format!("{name} within x-request-id"), &all);
    }
}

#[tokio::test]
async fn every_form_is_hidden_in_other_headers() {
    for (name, form) in forms() {
        for header in [
            "x-echo",
            "location",
            "set-cookie",
            "retry-after",
            "content-type",
        ] {
            let fault = Fault::status(403, json!(null)).header(header, format!("v={form};"));
            let (_, all) = shown_after(fault).await;
            hides(&format!("{name} in {header}"), &all);
        }
    }
}

#[tokio::test]
async fn every_form_is_hidden_in_bodies() {
    for (name, form) in forms() {
        // As raw text, so that its escapes stay as they are.
        let detail = format!("{{\"detail\":\"for {form}, no\",\"title\":\"{form}\"}}");
        let html = format!("<html>{form}</html>");
        for (status, body) in [
            (403, detail.clone()),
            (502, html.clone()),
            (200, html),
            (200, detail),
        ] {
            let (_, all) = shown_after(Fault::status(status, body)).await;
            hides(&format!("{name} in the body of a {status}"), &all);
        }
    }
}

#[tokio::test]
async fn a_token_is_hidden_before_the_body_is_cut() {
    /// How much of a body an error keeps.
    const KEPT: usize = 64 * 1024;
    for (name, form) in forms() {
        let length = form.len();
        for inside in [1, length / 3, length / 2, length - 1] {
            let before = "-".repeat(KEPT - inside);
            let (error, all) =
                shown_after(Fault::status(502, format!("{before}{form} after"))).await;
            hides(&format!("{name}, of which {inside} bytes are kept"), &all);
            assert!(
                error.body().is_some_and(|body| body.len() <= KEPT),
                "{name}"
            );
        }
    }
}

#[tokio::test]
async fn what_the_mock_repeats_is_hidden() {
    for form in [
        EchoForm::Token,
        EchoForm::Header,
        EchoForm::Base64,
        EchoForm::Base64Url,
        EchoForm::Hex,
        EchoForm::Percent,
        EchoForm::Json,
    ] {
        for (header, padding) in [
            (None, 0),
            (None, 64 * 1024 - 40),
            (Some("x-request-id"), 0),
            (Some("location"), 3),
        ] {
            for status in [200, 302, 403, 502] {
                let header = header.map(str::to_owned);
                let fault = FaultKind::Echo {
                    form,
                    status,
                    header,
                    padding,
                };
                let (_, all) = shown_after(fault.into()).await;
                hides(&format!("{form:?}, {status}, {padding}"), &all);
            }
        }
    }
}
