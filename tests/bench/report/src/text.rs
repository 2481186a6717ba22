//! Tables and figures as text.

use crate::table::Table;

/// A table for a terminal: a column for each subject, with the ratio and the median.
pub fn aligned(table: &Table) -> String {
    let mut lines = vec![vec![String::new()]];
    for row in &table.rows {
        for cell in &row.cells {
            if !lines[0].contains(&cell.subject) {
                lines[0].push(cell.subject.clone());
            }
        }
    }
    let subjects = lines[0].split_off(1);
    lines[0].extend(subjects.iter().cloned());
    lines[0].push("target".into());
    for row in &table.rows {
        let mut line = vec![row.title.clone()];
        for subject in &subjects {
            let cell = row.cells.iter().find(|cell| cell.subject == *subject);
            line.push(cell.map_or(String::new(), |cell| {
                format!("{:.2}  {}", cell.ratio, amount(cell.median, &row.unit))
            }));
        }
        line.push(match (row.target, row.met()) {
            (Some(target), Some(true)) => format!("{target}, met"),
            (Some(target), _) => format!("{target}, MISSED"),
            (None, _) => String::new(),
        });
        lines.push(line);
    }
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max();
    let widths: Vec<usize> = (0..subjects.len() + 2).filter_map(width).collect();
    let shown = lines.iter().map(|line| {
        let cells = line.iter().zip(&widths);
        let line: Vec<String> = cells
            .map(|(cell, width)| format!("{cell:<width$}"))
            .collect();
        line.join("  ").trim_end().to_owned()
    });
    shown.collect::<Vec<_>>().join("\n")
}

/// A figure with its unit, to three or four significant digits. In a difference, such as one in `bytes more`, a
/// negative figure is written as so many less.
pub fn amount(figure: f64, unit: &str) -> String {
    if let (true, Some(unit)) = (figure < 0.0, unit.strip_suffix(" more")) {
        return amount(-figure, &format!("{unit} less"));
    }
    match figure.abs() {
        size if size >= 100.0 => format!("{figure:.0} {unit}"),
        size if size >= 10.0 => format!("{figure:.1} {unit}"),
        size if size >= 1.0 || figure == 0.0 => format!("{figure:.2} {unit}"),
        _ => format!("{figure:.3} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::OURS;
    use crate::table::tests::report;

    #[test]
    fn a_difference_says_its_direction() {
        assert_eq!(amount(19870.0, "bytes more"), "19870 bytes more");
        assert_eq!(amount(-4640.0, "bytes more"), "4640 bytes less");
        assert_eq!(amount(0.0, "bytes more"), "0.00 bytes more");
        assert_eq!(amount(-1.5, "ms"), "-1.50 ms");
    }

    #[test]
    fn a_table_is_aligned_and_says_which_targets_are_met() {
        let report = report();
        let text = aligned(&report.tables[0].table);
        let lines: Vec<&str> = text.lines().collect();
        let column = lines[0].find(OURS).unwrap();
        assert!(lines[1][column..].starts_with("1.50  1.50 ms"));
        assert!(lines[1].ends_with("1.25, MISSED"));
        assert!(lines[2].ends_with("1.25, met"));
    }
}
