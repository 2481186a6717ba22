//! The JSON Schemas (draft 2020-12) of all formats.

/// Of a list in JSON. Derives from the document.
pub const LIST: &str = include_str!("generated/list.schema.json");
/// Of a plan.
pub const PLAN: &str = include_str!("../schemas/plan.schema.json");
/// Of one line of a journal.
pub const JOURNAL: &str = include_str!("../schemas/journal.schema.json");
/// Of a report, and under `$defs/row` of a line of the report as JSON lines.
pub const REPORT: &str = include_str!("../schemas/report.schema.json");
