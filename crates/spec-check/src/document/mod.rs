//! The document as the comparisons need it: operations, and schemas with their places in the file.

pub(crate) mod operations;
pub(crate) mod schema;
pub(crate) mod walk;
