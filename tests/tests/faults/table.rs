//! The table that the matrix prints.

use std::borrow::Borrow;

use crate::cell::Outcome;

const HEAD: [&str; 7] = [
    "operation",
    "fault",
    "strikes",
    "outcome",
    "attempts",
    "client says",
    "server",
];

pub fn text<O: Borrow<Outcome>>(results: impl IntoIterator<Item = O>) -> String {
    let mut rows = vec![HEAD.map(str::to_owned)];
    for result in results {
        let result = result.borrow();
        let server = match result.done {
            _ if crate::operations::is_read(&result.operation) => "-".to_owned(),
            0 => "not done".to_owned(),
            1 => "done".to_owned(),
            times => format!("done {times} times"),
        };
        let broken = result
            .broken
            .iter()
            .map(|what| format!(" !! {what}"))
            .collect::<String>();
        rows.push([
            result.operation.clone(),
            result.fault.clone(),
            format!("{:?}", result.strikes).to_lowercase(),
            result.outcome.clone(),
            result.attempts.to_string(),
            result.says.to_owned(),
            server + &broken,
        ]);
    }
    let widths: Vec<_> = (0..HEAD.len())
        .map(|column| rows.iter().map(|row| row[column].len()).max().unwrap_or(0))
        .collect();
    let line = |row: [String; 7]| {
        let cells = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:width$}  "));
        cells.collect::<String>().trim_end().to_owned() + "\n"
    };
    rows.into_iter().map(line).collect()
}
