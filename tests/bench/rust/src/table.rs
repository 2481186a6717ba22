//! What the programs print: tables, in the shape that xtask's `bench/report.rs` reads.

use serde::Serialize;

/// Figures that are compared with each other.
#[derive(Serialize)]
pub struct Table {
    /// A word for it.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// How it was measured.
    pub method: String,
    /// The subject that the ratios are to.
    pub baseline: &'static str,
    /// One for each thing that was done.
    pub rows: Vec<Row>,
}

/// One thing that every subject did.
#[derive(Serialize)]
pub struct Row {
    /// A word for it.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What the medians are in.
    pub unit: &'static str,
    /// The greatest ratio that bitsight-users may have.
    pub target: Option<f64>,
    /// One for each subject, the baseline first.
    pub cells: Vec<Cell>,
}

/// What one subject took.
#[derive(Serialize)]
pub struct Cell {
    /// Whose figure it is.
    pub subject: String,
    /// The figure.
    pub median: f64,
    /// The figure divided by the baseline's.
    pub ratio: f64,
}

impl Row {
    /// A row of these figures; the ratios are to the first of them.
    pub fn new(
        id: impl Into<String>,
        title: impl Into<String>,
        unit: &'static str,
        target: Option<f64>,
        figures: &[(&str, f64)],
    ) -> Self {
        let baseline = figures.first().map_or(f64::NAN, |(_, figure)| *figure);
        let cells = figures.iter().map(|(subject, median)| Cell {
            subject: (*subject).to_owned(),
            median: *median,
            ratio: median / baseline,
        });
        Self {
            id: id.into(),
            title: title.into(),
            unit,
            target,
            cells: cells.collect(),
        }
    }
}

/// Prints tables for xtask to read.
pub fn print(tables: &[Table]) {
    let text = serde_json::to_string(tables).expect("tables are JSON");
    println!("{text}");
}

/// The value that half of the others are below.
pub fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() % 2 {
        0 => f64::midpoint(values[middle - 1], values[middle]),
        _ => values[middle],
    }
}
