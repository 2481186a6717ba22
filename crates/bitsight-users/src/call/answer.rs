//! A success whose body has not been decoded yet.

use serde::de::DeserializeOwned;

use crate::{
    client::options::BodyId,
    error::{Error, from_response::unreadable},
    types::response::{Head, Response},
};

use super::{context::Context, tolerant, trace};

/// A success of an operation, with a documented status.
pub struct Answer {
    /// The body; `None` if it was empty.
    pub(crate) text: Option<String>,
    pub(crate) head: Head,
    /// The verdict of the bindings on the body.
    pub(crate) verdict: Verdict,
    /// Whether it was found by a look-up, after the answer to the request was lost.
    pub(crate) recovered: bool,
    /// The context needed to report an error in the body.
    pub(crate) context: Context,
}

/// The npm package's verdict on a body, which it validates before it passes it on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Nothing: the body was not validated.
    None,
    /// Valid, and kept in JavaScript.
    Kept,
    /// Valid, and passed on.
    Valid,
    /// Invalid: the place in the body, and the problem.
    Invalid(String),
    /// Larger than the limit, and not read to its end.
    TooLarge,
}

impl Verdict {
    /// Splits the bytes that the bindings pass into their verdict, which is the first line, and the body.
    /// An empty body has no verdict.
    pub(crate) fn split(id: Option<BodyId>, bytes: Vec<u8>) -> (Self, Vec<u8>) {
        if id.is_none() || bytes.is_empty() {
            return (Self::None, bytes);
        }
        let end = bytes.iter().position(|byte| *byte == b'\n');
        let (line, body) = bytes.split_at(end.unwrap_or(bytes.len()));
        let body = body.get(1..).unwrap_or_default().to_vec();
        let line = String::from_utf8_lossy(line);
        let verdict = match line.split_once(' ').unwrap_or((&line, "")) {
            ("kept", _) => Self::Kept,
            ("valid", _) => Self::Valid,
            ("invalid", problem) => Self::Invalid(problem.to_owned()),
            ("too_large", _) => Self::TooLarge,
            _ => Self::None,
        };
        (verdict, body)
    }
}

impl trace::Success for Answer {
    fn figures(&self) -> (u32, u16, bool) {
        let status = self.head.status.as_u16();
        (self.context.attempts, status, self.recovered)
    }
}

/// Makes a success the response that a method returns.
pub(crate) type Read<T> = fn(Answer) -> Result<Response<T>, Error>;

impl Answer {
    /// Reads a body that can't be empty.
    pub(crate) fn json<T: DeserializeOwned>(self) -> Result<Response<T>, Error> {
        match self.decode()? {
            Some(value) => Ok(self.with(value)),
            None => Err(self.invalid("it is empty")),
        }
    }

    /// Reads a body that can be empty.
    pub(crate) fn optional_json<T: DeserializeOwned>(self) -> Result<Response<Option<T>>, Error> {
        let value = self.decode()?;
        Ok(self.with(value))
    }

    /// For operations without a body.
    pub(crate) fn nothing(self) -> Result<Response<()>, Error> {
        Ok(self.with(()))
    }

    /// For the bindings, which have validated the body themselves: whether they have kept it.
    pub(crate) fn validated(self) -> Result<Response<bool>, Error> {
        match &self.verdict {
            Verdict::Invalid(problem) => Err(self.invalid(problem)),
            Verdict::Kept => Ok(self.with(true)),
            _ => Ok(self.with(false)),
        }
    }

    /// The same for a body that can't be empty.
    pub(crate) fn validated_json(self) -> Result<Response<bool>, Error> {
        match (&self.text, &self.verdict) {
            (None, Verdict::None) => Err(self.invalid("it is empty")),
            _ => self.validated(),
        }
    }

    /// The error for an invalid body.
    pub(crate) fn invalid(&self, problem: impl std::fmt::Display) -> Error {
        let mut error = unreadable(self.head.clone(), &problem);
        if let Some(text) = &self.text {
            self.context.keep_body(&mut error, text.as_bytes());
        }
        self.context.complete(error)
    }

    /// The response with this value.
    pub(crate) fn with<T>(self, value: T) -> Response<T> {
        Response {
            value,
            text: self.text,
            head: self.head,
            attempts: self.context.attempts,
            recovered: self.recovered,
            unreadable: Vec::new(),
        }
    }

    fn decode<T: DeserializeOwned>(&self) -> Result<Option<T>, Error> {
        let Some(text) = &self.text else {
            return Ok(None);
        };
        tolerant::from_str(text).map(Some).map_err(|source| {
            self.context
                .complete(self.invalid(&source).caused_by(source))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_is_the_verdict_and_only_for_the_bindings() {
        let split = |text: &str| Verdict::split(Some(BodyId::Keep(1)), text.into());
        assert_eq!(split("kept\n"), (Verdict::Kept, vec![]));
        assert_eq!(split("valid\n{}\n"), (Verdict::Valid, b"{}\n".to_vec()));
        assert_eq!(
            split("invalid results[0].guid must be a string\n{}"),
            (
                Verdict::Invalid("results[0].guid must be a string".to_owned()),
                b"{}".to_vec()
            )
        );
        assert_eq!(
            split("unjudged\nkept\n"),
            (Verdict::None, b"kept\n".to_vec())
        );
        assert_eq!(split("too_large\n"), (Verdict::TooLarge, vec![]));
        assert_eq!(split(""), (Verdict::None, vec![]));
        let own = Verdict::split(None, b"kept\n".to_vec());
        assert_eq!(own, (Verdict::None, b"kept\n".to_vec()));
    }
}
