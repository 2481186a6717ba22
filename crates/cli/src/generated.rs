//! Derived from the document: the table of the operations, and how each is called.

// By `include!`, so that rustfmt leaves them as they were written.

/// How each operation is called.
pub(crate) mod calls {
    include!("generated/calls.rs");
}

/// The table of the operations.
pub(crate) mod operations {
    include!("generated/operations.rs");
}
