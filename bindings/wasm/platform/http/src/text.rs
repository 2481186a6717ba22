//! Texts of names and values.

use std::sync::Arc;

/// A text whose clones share it.
#[derive(Clone)]
pub(crate) enum Text {
    /// A constant.
    Static(&'static str),
    /// A text that was made at run time.
    Shared(Arc<str>),
}

impl Text {
    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Static(text) => text,
            Self::Shared(text) => text,
        }
    }
}
