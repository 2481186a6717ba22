//! Errors about what can't be generated: each names the operation, the reason and the place.

use std::fmt::Display;

use bitsight_users_openapi::{Document, DocumentError, Pointer};

pub(crate) type Result<T> = std::result::Result<T, DocumentError>;

/// The operation that is being read.
pub(crate) struct Subject<'a> {
    pub document: &'a Document,
    /// Its id, or its method and path as long as it has none.
    pub operation: String,
    pub pointer: Pointer,
}

impl Subject<'_> {
    /// Refuses the operation for something at the place where it begins.
    pub fn refuse<T>(&self, reason: impl Display) -> Result<T> {
        self.refuse_at(&self.pointer, reason)
    }

    /// Refuses the operation for something at another place.
    pub fn refuse_at<T>(&self, pointer: &Pointer, reason: impl Display) -> Result<T> {
        let message = format!(
            "operation `{}` can't be generated: {reason}",
            self.operation
        );
        Err(self.document.error_at(pointer, message))
    }
}
