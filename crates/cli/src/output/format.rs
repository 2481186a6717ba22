//! The forms of results.

/// The forms of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// Aligned columns that fit the terminal.
    Table,
    /// Values between tabs.
    Tsv,
    /// Comma-separated values, as in RFC 4180.
    Csv,
    /// One JSON value.
    Json,
    /// A JSON value on each line.
    Jsonl,
}
