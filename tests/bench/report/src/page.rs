//! The page `docs/benchmarks/README.md`.

use std::fmt::Write;

use crate::table::{Cell, Dated, Report, Row, Table};
use crate::text::amount;

/// The command that writes the page, and an introduction.
const HEAD: &str = "\
# Benchmarks

<!-- written by `cargo xtask bench`; the figures are in results.json -->

The project compared with what people would use instead: the limit (raw `fetch`, or `reqwest` and `serde` by hand), other
clients, and other clients that validate responses as this one does. Each figure is a ratio to the baseline in the first
column, with the measured median in parentheses. [performance.md](../performance.md) explains how this is measured, and which
attempts to make it faster failed.

![The ratios of the benchmarks](chart.svg)
";

/// The page as Markdown.
pub fn page(report: &Report) -> String {
    let mut text = String::from(HEAD);
    for Dated { date, table } in &report.tables {
        let Table { title, method, .. } = table;
        let method = method.trim_end_matches('.');
        let _ = write!(
            text,
            "\n## {title}\n\n{}\n{method}. Measured on {date}.\n",
            rows(table)
        );
    }
    let versions = report.versions.iter();
    let versions: Vec<String> = versions
        .map(|(name, version)| format!("{name} {version}"))
        .collect();
    let (machine, versions) = (&report.machine, versions.join(", "));
    let _ = write!(text, "\n## Where\n\n{machine}. {versions}.\n");
    text
}

/// The rows of a table: the baseline's column first, then the other subjects in their order.
fn rows(table: &Table) -> String {
    let mut subjects: Vec<&str> = vec![&table.baseline];
    for cell in table.rows.iter().flat_map(|row| &row.cells) {
        if !subjects.contains(&cell.subject.as_str()) {
            subjects.push(&cell.subject);
        }
    }
    // A baseline can be a number that isn't measured in the same way, such as memory before the calls.
    subjects.retain(|subject| table.rows.iter().any(|row| cell(row, subject).is_some()));
    let has_targets = table.rows.iter().any(|row| row.target.is_some());
    let mut lines = vec![vec![format!("ratio to {}", table.baseline)]];
    lines[0].extend(subjects.iter().map(|subject| (*subject).to_owned()));
    lines[0].extend(has_targets.then(|| "target".to_owned()));
    lines.push(vec!["---".to_owned(); lines[0].len()]);
    for row in &table.rows {
        let mut line = vec![row.title.clone()];
        line.extend(subjects.iter().map(|subject| shown(row, subject)));
        line.extend(has_targets.then(|| target(row)));
        lines.push(line);
    }
    let lines = lines
        .iter()
        .map(|cells| format!("| {} |\n", cells.join(" | ")));
    lines.collect()
}

fn cell<'a>(row: &'a Row, subject: &str) -> Option<&'a Cell> {
    row.cells.iter().find(|cell| cell.subject == subject)
}

fn shown(row: &Row, subject: &str) -> String {
    cell(row, subject).map_or(String::new(), |cell| {
        format!("{:.2} ({})", cell.ratio, amount(cell.median, &row.unit))
    })
}

fn target(row: &Row) -> String {
    match (row.target, row.met()) {
        (Some(target), Some(false)) => format!("{target}, missed"),
        (Some(target), _) => target.to_string(),
        (None, _) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::tests::report;

    #[test]
    fn every_figure_is_shown_and_only_a_missed_target_is_marked() {
        let text = page(&report());
        assert!(text.contains(
            "| ratio to raw | raw | bitsight-users | target |\n| --- | --- | --- | --- |\n"
        ));
        assert!(text.contains("| create | 1.00 (1.00 ms) | 1.50 (1.50 ms) | 1.25, missed |\n"));
        assert!(text.contains("| list | 1.00 (2.00 ms) | 1.20 (2.40 ms) | 1.25 |\n"));
        assert!(text.contains("as usual. Measured on 2020-02-02.\n"));
        assert!(text.ends_with("a machine. rustc 1.0.\n"));
    }
}
