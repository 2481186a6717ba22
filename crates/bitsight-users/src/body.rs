//! A success body: JSON text, decoded by whoever needs the value.
//!
//! Progenitor's client only sees that the text is JSON. What the value must be like is looked at
//! afterwards, so that a value that isn't loses neither the text nor the status, and so that the
//! bindings, which pass the text on, need not build values at all.

use std::{fmt, marker::PhantomData, sync::Arc};

use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::value::RawValue;

use crate::{
    Code, Effect, Error, Response, Token, client::Shared, failure::cap, operation::Operation, rules,
};

/// The JSON text of a `T`, as progenitor's client returns it.
pub struct Body<T> {
    pub(crate) raw: Box<RawValue>,
    value: PhantomData<fn() -> T>,
}

impl<'de, T> Deserialize<'de> for Body<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        Ok(Self {
            raw,
            value: PhantomData,
        })
    }
}

impl<T> fmt::Debug for Body<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.raw.get())
    }
}

/// In the place of a value that has not been decoded: what an error about it would need.
#[doc(hidden)]
#[derive(Clone)]
pub struct Raw {
    pub(crate) operation: &'static Operation,
    pub(crate) shared: Arc<Shared>,
    /// To be kept out of what is told of the body.
    pub(crate) token: Token,
}

impl Response<Raw> {
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

    /// For the bindings: checks the body without decoding it.
    #[doc(hidden)]
    pub fn checked(self, rules: &rules::Kind, may_be_empty: bool) -> Result<Self, Error> {
        match self.raw_json() {
            None if may_be_empty => Ok(self),
            None => Err(self.unreadable("it is empty")),
            Some(json) => match rules.check_json(json) {
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
        inner.base_url = Some(self.value.shared.base_url.clone());
        inner.status = Some(self.status);
        inner.headers = self.headers.clone();
        inner.attempts = self.attempts;
        inner.body = self.raw_json().map(|json| cap(json.as_bytes()));
        self.value.token.hide(error)
    }
}
