//! The report of the benchmarks: tables of medians, and the chart and the page that show them.

mod chart;
mod page;
mod table;
mod text;

pub use chart::svg;
pub use page::page;
pub use table::{Cell, Dated, OURS, Report, Row, Table, median};
pub use text::{aligned, amount};
