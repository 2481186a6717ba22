//! Tables of medians, with the ratio of each to a baseline.

use serde::{Deserialize, Serialize};

/// The name of this project among the subjects. Only its figures have targets.
pub const OURS: &str = "bitsight-users";

/// All tables, as `docs/benchmarks/results.json` holds them.
#[derive(Debug, Serialize, Deserialize)]
pub struct Report {
    /// Processor, cores, memory and system.
    pub machine: String,
    /// Name and version of everything involved: rustc, Node.js, Chromium, each competitor.
    pub versions: Vec<(String, String)>,
    /// Whether it was a quick run, with fewer rounds.
    pub quick: bool,
    /// One for each subject of comparison.
    pub tables: Vec<Dated>,
}

/// A table, and when it was measured: they can be renewed one by one.
#[derive(Debug, Serialize, Deserialize)]
pub struct Dated {
    /// The day of the run, as `2026-11-25`.
    pub date: String,
    /// The table.
    #[serde(flatten)]
    pub table: Table,
}

/// Figures that are compared with each other: side by side, in one run.
#[derive(Debug, Serialize, Deserialize)]
pub struct Table {
    /// A word for it: `node`, `chromium`, `rust`, `build`.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// How it was measured, in a sentence or two: rounds, warm-up, server.
    pub method: String,
    /// The subject that the ratios are to.
    pub baseline: String,
    /// One for each kind of work.
    pub rows: Vec<Row>,
}

/// One kind of work, which every subject did.
#[derive(Debug, Serialize, Deserialize)]
pub struct Row {
    /// A word for it: `create`, `list-100`.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// The unit of the medians: `ms`, `bytes`, `allocations`, `s`, `crates`.
    pub unit: String,
    /// The ratio to the baseline that bitsight-users may have at most.
    pub target: Option<f64>,
    /// One for each subject.
    pub cells: Vec<Cell>,
}

/// The figure of one subject.
#[derive(Debug, Serialize, Deserialize)]
pub struct Cell {
    /// The subject, as `raw fetch` or `bitsight-users`.
    pub subject: String,
    /// The median of the rounds.
    pub median: f64,
    /// The median divided by the baseline's.
    pub ratio: f64,
}

impl Report {
    /// Replaces the table with the same id, or adds the table at the end. Figures are rounded to the
    /// digits that two runs agree on.
    pub fn put(&mut self, mut dated: Dated) {
        for cell in dated.table.rows.iter_mut().flat_map(|row| &mut row.cells) {
            cell.median = rounded(cell.median);
            cell.ratio = rounded(cell.ratio);
        }
        let same = |other: &&mut Dated| other.table.id == dated.table.id;
        match self.tables.iter_mut().find(same) {
            Some(place) => *place = dated,
            None => self.tables.push(dated),
        }
    }
}

impl Table {
    /// The rows that aren't a part of another row, as `x10-load` is of `x10` (and `create-3` isn't of `create`).
    pub fn main_rows(&self) -> impl Iterator<Item = &Row> {
        let detail = |row: &Row| {
            self.rows.iter().any(|other| {
                let rest = row.id.strip_prefix(&other.id);
                let rest = rest.and_then(|rest| rest.strip_prefix('-'));
                rest.is_some_and(|rest| rest.starts_with(char::is_alphabetic))
            })
        };
        self.rows.iter().filter(move |row| !detail(row))
    }
}

impl Row {
    /// A row of these medians; its ratios are to that of `baseline`.
    pub fn new(
        id: &str,
        title: &str,
        unit: &str,
        target: Option<f64>,
        baseline: &str,
        medians: Vec<(String, f64)>,
    ) -> Self {
        let base = medians.iter().find(|(subject, _)| subject == baseline);
        let base = base.map_or(f64::NAN, |(_, median)| *median);
        let cell = |(subject, median): (String, f64)| Cell {
            subject,
            median,
            ratio: median / base,
        };
        Self {
            id: id.into(),
            title: title.into(),
            unit: unit.into(),
            target,
            cells: medians.into_iter().map(cell).collect(),
        }
    }

    /// The figure of bitsight-users: the one cell of that name, or the first whose name begins with it.
    pub fn ours(&self) -> Option<&Cell> {
        let exact = self.cells.iter().find(|cell| cell.subject == OURS);
        exact.or_else(|| {
            self.cells
                .iter()
                .find(|cell| cell.subject.starts_with(OURS))
        })
    }

    /// Whether the target is met; `None` without a target, or without a figure of this project.
    pub fn met(&self) -> Option<bool> {
        Some(self.ours()?.ratio <= self.target?)
    }
}

/// To four digits.
fn rounded(figure: f64) -> f64 {
    format!("{figure:.3e}").parse().unwrap_or(figure)
}

/// The median.
pub fn median(samples: &[f64]) -> f64 {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() % 2 {
        _ if sorted.is_empty() => f64::NAN,
        0 => (sorted[middle - 1] + sorted[middle]) / 2.0,
        _ => sorted[middle],
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// One table with a target that is missed and one that is met.
    pub fn report() -> Report {
        let row = |id: &str, raw: f64, ours: f64| {
            let medians = vec![("raw".to_owned(), raw), (OURS.to_owned(), ours)];
            Row::new(id, id, "ms", Some(1.25), "raw", medians)
        };
        Report {
            machine: "a machine".into(),
            versions: vec![("rustc".into(), "1.0".into())],
            quick: false,
            tables: vec![Dated {
                date: "2020-02-02".into(),
                table: Table {
                    id: "table".into(),
                    title: "Calls & lists".into(),
                    method: "as usual".into(),
                    baseline: "raw".into(),
                    rows: vec![row("create", 1.0, 1.5), row("list", 2.0, 2.4)],
                },
            }],
        }
    }

    #[test]
    fn the_median_is_the_middle_in_any_order() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
        assert!(median(&[]).is_nan());
    }

    #[test]
    fn a_table_takes_the_place_of_the_one_with_its_id() {
        let mut renewed = report();
        let mut table = report().tables.remove(0);
        table.date = "2020-03-03".into();
        renewed.put(table);
        assert_eq!(renewed.tables.len(), 1);
        assert_eq!(renewed.tables[0].date, "2020-03-03");
    }
}
