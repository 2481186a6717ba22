//! The parts of an error that describe its call.

use std::sync::Arc;

use crate::{
    client::{Client, Shared, observer::Event, settings::ERROR_BODY_BYTES, token::Token},
    error::{Effect, Error, Inner},
    operation::Endpoint,
};

/// The call that an error belongs to.
#[derive(Clone)]
pub(crate) struct Context {
    shared: Arc<Shared>,
    token: Token,
    endpoint: &'static Endpoint,
    /// How many requests the call has made.
    pub attempts: u32,
    /// The known effect of the attempts so far.
    pub effect: Effect,
}

impl Context {
    pub fn new(client: &Client, endpoint: &'static Endpoint) -> Self {
        Self {
            shared: client.shared.clone(),
            token: client.token().clone(),
            endpoint,
            attempts: 0,
            effect: Effect::None,
        }
    }

    /// The host that requests go to, for messages.
    pub fn host(&self) -> &str {
        self.shared.url.host_str().unwrap_or_default()
    }

    pub fn token(&self) -> &Token {
        &self.token
    }

    pub fn endpoint(&self) -> &'static Endpoint {
        self.endpoint
    }

    /// Reports an event of the call.
    pub fn report<'e>(&self, event: impl FnOnce() -> Event<'e>) {
        self.shared.report(event);
    }

    /// Puts the beginning of a response body into an error. The token is redacted before the body is
    /// cut, since half a token at the end would not be found.
    pub fn keep_body(&self, error: &mut Error, body: &[u8]) {
        if body.is_empty() {
            return;
        }
        let redactor = self.token.redactor();
        let read = ERROR_BODY_BYTES + redactor.longest();
        let text = String::from_utf8_lossy(body.get(..read).unwrap_or(body));
        let mut text = match redactor.redact(&text) {
            Some(redacted) => redacted,
            None => text.into_owned(),
        };
        let end = (0..=ERROR_BODY_BYTES.min(text.len()))
            .rev()
            .find(|end| text.is_char_boundary(*end));
        text.truncate(end.unwrap_or(0));
        error.inner_mut().body = Some(text);
    }

    /// Completes an error: operation, URL, attempts and effect, and the token redacted.
    pub fn complete(&self, mut error: Error) -> Error {
        let effect = self.effect.max(error.inner().effect);
        let inner = error.inner_mut();
        inner.endpoint = Some(self.endpoint);
        inner.base_url = Some(self.shared.base_url().to_owned());
        inner.attempts = self.attempts;
        inner.effect = effect;
        self.redact(inner);
        error
    }

    /// Replaces the token in all that the service, a proxy or a decoder put into an error.
    fn redact(&self, inner: &mut Inner) {
        let redactor = self.token.redactor();
        let texts = [&mut inner.title, &mut inner.detail, &mut inner.body];
        for text in texts.into_iter().flatten().chain([&mut inner.message]) {
            if let Some(redacted) = redactor.redact(text) {
                *text = redacted;
            }
        }
        redactor.redact_headers(&mut inner.headers);
        let source = inner.source.as_ref();
        if source.is_some_and(|source| redactor.redact(&format!("{source} {source:?}")).is_some()) {
            inner.source = None;
        }
    }
}
