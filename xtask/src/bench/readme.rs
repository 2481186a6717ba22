//! The part of the README that shows the benchmarks.

use anyhow::{Context, Result};

use super::report::{Dated, OURS, Report, Row, amount};

const BEGIN: &str = "<!-- benchmarks: written by `cargo xtask bench` -->\n";
const END: &str = "<!-- /benchmarks -->";

/// The README with this report in the place for it.
pub fn with(readme: &str, report: &Report) -> Result<String> {
    let (before, rest) = readme
        .split_once(BEGIN)
        .context("README.md has no place for the benchmarks")?;
    let (_, after) = rest
        .split_once(END)
        .context("README.md's place for the benchmarks has no end")?;
    Ok(format!("{before}{BEGIN}{}{END}{after}", section(report)))
}

fn section(report: &Report) -> String {
    let mut text = String::from("![The ratios of the benchmarks](docs/benchmarks/chart.svg)\n\n");
    for dated in &report.tables {
        text.push_str(&format!("- {}\n", sentence(dated)));
    }
    let dates = report.tables.iter().map(|dated| dated.date.as_str());
    let (first, last) = (dates.clone().min(), dates.max());
    let days = match (first, last) {
        (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
        (first, _) => first.unwrap_or_default().to_owned(),
    };
    text.push_str(&format!("\nMeasured on {}, {days}.\n", report.machine));
    text
}

/// What this project took, without details; where no figure is its own, all of them.
fn sentence(Dated { table, .. }: &Dated) -> String {
    let rows: Vec<String> = table.main_rows().map(row).collect();
    format!(
        "**{}**, as a ratio to {}: {}.",
        table.title,
        table.baseline,
        rows.join("; ")
    )
}

fn row(row: &Row) -> String {
    let ours = |subject: &str| subject.starts_with(OURS);
    let any = row.cells.iter().any(|cell| ours(&cell.subject));
    let cells = row.cells.iter().filter(|cell| !any || ours(&cell.subject));
    let cells: Vec<String> = cells
        .map(|cell| {
            let name = if cell.subject == OURS {
                String::new()
            } else {
                format!("{} ", cell.subject)
            };
            let amount = amount(cell.median, &row.unit);
            format!("{name}{:.2} ({amount})", cell.ratio)
        })
        .collect();
    let target = match (row.target, row.met()) {
        (Some(target), Some(false)) => format!(", target {target} missed"),
        _ => String::new(),
    };
    format!("{} {}{target}", row.title, cells.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::report::tests::report;

    #[test]
    fn only_what_stands_between_the_marks_is_written() {
        let text = format!("before\n{BEGIN}old\n{END}\nafter\n");
        let written = with(&text, &report()).unwrap();
        assert!(written.starts_with(&format!("before\n{BEGIN}![")));
        assert!(written.ends_with(&format!("{END}\nafter\n")));
        assert!(!written.contains("old"));
        assert_eq!(with(&written, &report()).unwrap(), written);
        assert!(with("no marks", &report()).is_err());
    }

    #[test]
    fn a_missed_target_is_said_and_a_met_one_is_not() {
        let written = with(&format!("{BEGIN}{END}"), &report()).unwrap();
        assert!(written.contains("create 1.50 (1.50 ms), target 1.25 missed"));
        assert!(written.contains("list 1.20 (2.40 ms)."));
    }
}
