//! A success body: JSON text, decoded by whoever needs the value.
//!
//! It is kept as it came, and looked at once, by whoever decodes or checks it: a value that isn't as
//! it must be loses neither the text nor the status, and the bindings, which pass the text on, need
//! not build values at all.

use std::{fmt, sync::Arc};

use serde::de::DeserializeOwned;

use crate::{
    Code, Effect, Error, Response, Token,
    client::Shared,
    failure::cap,
    operation::{Operation, Success},
};

/// In the place of a value that has not been decoded: what an error about it would need.
#[doc(hidden)]
#[derive(Clone)]
pub struct Raw {
    pub(crate) operation: &'static Operation,
    pub(crate) shared: Arc<Shared>,
    /// To be kept out of what is told of the body.
    pub(crate) token: Token,
    pub(crate) slot: Option<u32>,
}

impl Response<Raw> {
    /// For the bindings: whether they have kept the body, and this holds the name of its place.
    #[doc(hidden)]
    pub fn is_kept(&self) -> bool {
        let slot = self.value.slot;
        slot.is_some_and(|slot| self.raw_json() == Some(slot.to_string().as_str()))
    }

    /// Decodes the body, which must not be empty.
    pub(crate) fn decode<T: DeserializeOwned>(self) -> Result<Response<T>, Error> {
        match self.value_of()? {
            Some(value) => Ok(self.with_value(value)),
            None => Err(self.unreadable("it is empty")),
        }
    }

    /// Decodes the body, which may be empty.
    pub(crate) fn decode_optional<T: DeserializeOwned>(self) -> Result<Response<Option<T>>, Error> {
        let value = self.value_of()?;
        Ok(self.with_value(value))
    }

    /// Checks the body without decoding it.
    pub(crate) fn checked(self) -> Result<Self, Error> {
        let (kind, may_be_empty) = match self.value.operation.success {
            Success::Nothing => return Ok(self),
            Success::Body(kind) => (kind, false),
            Success::BodyOrNothing(kind) => (kind, true),
        };
        match self.raw_json() {
            Some(_) if self.is_kept() => Ok(self),
            None if may_be_empty => Ok(self),
            None => Err(self.unreadable("it is empty")),
            Some(json) => match kind.check_json(json) {
                Ok(()) => Ok(self),
                Err(problem) => Err(self.unreadable(problem)),
            },
        }
    }

    fn value_of<T: DeserializeOwned>(&self) -> Result<Option<T>, Error> {
        let Some(json) = self.raw_json() else {
            return Ok(None);
        };
        serde_json::from_str(json).map(Some).map_err(|source| {
            let problem = source.to_string();
            let error = self.unreadable(problem).caused_by(source);
            self.value.token.hide(error)
        })
    }

    /// The error for a body that isn't what it must be.
    fn unreadable(&self, problem: impl fmt::Display) -> Error {
        let message =
            format!("the service reported success with a body that can't be read: {problem}");
        let mut error = Error::new(Code::Decode, message).with_effect(Effect::Certain);
        let inner = error.inner_mut();
        inner.operation = Some(self.value.operation);
        inner.base_url = Some(self.value.shared.base_url().to_owned());
        inner.status = Some(self.status);
        inner.headers = self.headers.clone();
        inner.attempts = self.attempts;
        inner.body = self.raw_json().map(|json| cap(json.as_bytes()));
        self.value.token.hide(error)
    }
}
