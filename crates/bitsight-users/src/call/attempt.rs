//! One attempt: one request, and its response read to the end.

use std::pin::pin;

use crate::{
    client::{handle::Limits, observer::Event, options::BodyId, settings::ERROR_BODY_BYTES},
    error::{
        Error,
        from_response::{
            broken_off, redirected, refused, timed_out, too_large, undocumented, unreadable,
        },
    },
    generated::client::Client as Progenitor,
    operation::{Expected, Input},
    platform::{BodyEnd, Instant, ReadBody, read_body},
    types::response::{Head, request_id},
};

use super::{
    answer::{Answer, Verdict},
    context::Context,
    deadline::Deadline,
    outgoing::Outgoing,
    route::{Route, unread},
};

/// The common parts of all attempts of a call.
pub(super) struct Attempt<'a> {
    pub route: &'static Route,
    pub input: &'a Input<'a>,
    pub outgoing: Outgoing,
    pub limits: Limits,
    /// Of the call.
    pub deadline: Deadline,
    pub body_id: Option<BodyId>,
}

impl Attempt<'_> {
    /// Sends the request, and reports it and its response.
    pub async fn run(&self, context: &Context) -> Result<Answer, Error> {
        let endpoint = context.endpoint();
        let attempt = context.attempts;
        context.report(|| Event::Request {
            operation: endpoint.id,
            method: endpoint.method,
            path: endpoint.path,
            attempt,
        });
        let start = Instant::now();
        let deadline = Deadline::after(start, self.limits.timeout).or_earlier(self.deadline);
        let outcome = self.exchange(deadline, context).await;
        context.report(|| {
            let (status, headers) = match &outcome {
                Ok(answer) => (Some(answer.head.status), &answer.head.headers),
                Err(error) => (error.inner().status, error.headers()),
            };
            Event::Response {
                operation: endpoint.id,
                attempt,
                status: status.map(|status| status.as_u16()),
                request_id: request_id(headers),
                code: outcome.as_ref().err().map(Error::code),
                duration: start.elapsed(),
            }
        });
        outcome
    }

    /// Waits for the head of the response, then for its body. A time-out knows which of them is missing.
    async fn exchange(&self, deadline: Deadline, context: &Context) -> Result<Answer, Error> {
        let client = Progenitor::new_with_client(
            self.outgoing.base_url(),
            self.outgoing.http().clone(),
            self.outgoing.clone(),
        );
        let sending = (self.route.send)(&client, self.input);
        let Some(sent) = deadline.run(sending).await else {
            return Err(timed_out(None));
        };
        let mut response = unread(sent, context.host())?;
        let mut head = Head {
            status: response.status(),
            headers: std::mem::take(response.headers_mut()),
        };
        context.token().redactor().redact_headers(&mut head.headers);
        if self.outgoing.was_redirected(response.url()) {
            return Err(redirected(head));
        }
        let success = &self.route.operation.success;
        let limit = match success.statuses.contains(&head.status.as_u16()) {
            true => self.limits.max_body_bytes,
            // Some more than is kept, so that a token at the end is redacted before it is cut.
            false => ERROR_BODY_BYTES + context.token().redactor().longest(),
        };
        let reading = pin!(read_body(response, limit));
        match deadline.run(reading).await {
            Some(body) => self.answer(head, body, context),
            None => Err(timed_out(Some(head))),
        }
    }

    /// Makes an answer of a response, if it is a documented success.
    fn answer(&self, head: Head, body: ReadBody, context: &Context) -> Result<Answer, Error> {
        let success = &self.route.operation.success;
        let is_documented = success.statuses.contains(&head.status.as_u16());
        let (verdict, bytes) = Verdict::split(self.body_id, body.bytes);
        if !is_documented {
            // The beginning of the body is enough for an error.
            let mut error = match head.status.is_success() {
                true => undocumented(head),
                false => refused(head, &bytes),
            };
            context.keep_body(&mut error, &bytes);
            return Err(error);
        }
        match body.end {
            BodyEnd::Complete if verdict != Verdict::TooLarge => {}
            BodyEnd::Broken(source) => return Err(broken_off(head, source)),
            _ => return Err(too_large(head, self.limits.max_body_bytes)),
        }
        let text = match String::from_utf8(bytes) {
            Ok(text) => trimmed(text),
            Err(source) => {
                let mut error = unreadable(head, &"it is not UTF-8");
                context.keep_body(&mut error, source.as_bytes());
                return Err(error.caused_by(source.utf8_error()));
            }
        };
        let answer = Answer {
            text,
            head,
            verdict,
            recovered: false,
            context: context.clone(),
        };
        if success.body == Expected::Nothing && answer.text.is_some() {
            return Err(answer.invalid("the operation is documented to have none"));
        }
        Ok(answer)
    }
}

/// The JSON of a body: white space around it is no part of it, and neither is a byte order mark.
/// `None` if nothing is left.
fn trimmed(text: String) -> Option<String> {
    let json = text.strip_prefix('\u{feff}').unwrap_or(&text).trim_ascii();
    if json.is_empty() {
        return None;
    }
    Some(match json.len() == text.len() {
        true => text,
        false => json.to_owned(),
    })
}
