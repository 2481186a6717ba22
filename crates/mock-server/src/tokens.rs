//! The API tokens that the server accepts.

/// The admin's token, unless the builder names others.
pub const DEFAULT_TOKEN: &str = "mock-token";

/// A token that may only read, unless the builder names others.
pub const READ_ONLY_TOKEN: &str = "mock-read-only-token";

/// A token that the server accepts.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) value: String,
    pub(crate) admin: bool,
}

/// The tokens of a server for which none were configured.
pub(crate) fn default_tokens() -> Vec<Token> {
    let token = |value: &str, admin| Token {
        value: value.to_owned(),
        admin,
    };
    vec![token(DEFAULT_TOKEN, true), token(READ_ONLY_TOKEN, false)]
}
