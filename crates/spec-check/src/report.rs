//! The report: how much was compared, what is excused, and what has to be fixed.

use std::fmt::Write;

use bitsight_users_openapi::{Document, Position};

use crate::compare::Comparison;
use crate::contradictions::{FILE as CONTRADICTIONS, Reconciled};
use crate::documentation::{FOLDER as DOCUMENTED, SourceKind};
use crate::finding::Finding;
use crate::round_trip::Verdict;

/// What was compared, operation by operation.
pub(crate) fn comparison(comparison: &Comparison, reconciled: &Reconciled<'_>) -> String {
    let mut text = String::from(
        "The document against the documentation (how many values, rows, parts of schemas; of the rows, how many are \
         seen elsewhere and not on a help page)\n",
    );
    let _ = writeln!(
        text,
        "  {:<24} {:<9} {:>7} {:>8} {:>10} {:>10} {:>6} {:>6} {:>6} {:>8}",
        "operation",
        "rests on",
        "request",
        "response",
        "parameters",
        "attributes",
        "seen",
        "schema",
        "listed",
        "problems"
    );
    for each in &comparison.compared {
        let own = |finding: &&Finding| finding.operation == each.operation;
        let listed = reconciled
            .excused
            .iter()
            .filter(|(finding, _)| own(finding))
            .count();
        let problems = reconciled
            .unexcused
            .iter()
            .filter(|finding| own(finding))
            .count();
        let count = |count: Option<usize>| count.map_or("-".to_owned(), |count| count.to_string());
        let _ = writeln!(
            text,
            "  {:<24} {:<9} {:>7} {:>8} {:>10} {:>10} {:>6} {:>6} {:>6} {:>8}",
            each.operation,
            match each.source {
                SourceKind::Help => "help page",
                SourceKind::Seen => "seen",
            },
            count(each.request),
            count(each.response),
            each.parameters,
            each.attributes,
            each.seen,
            each.schema,
            listed,
            problems
        );
    }
    for each in &comparison.compared {
        for note in &each.notes {
            let _ = writeln!(text, "  {}: {note}", each.operation);
        }
    }
    let _ = writeln!(
        text,
        "  {} findings are excused by {CONTRADICTIONS}; {} of its entries are stale.",
        reconciled.excused.len(),
        reconciled.stale.len()
    );
    text
}

/// What the comparison found and nothing excuses, and what is excused without need.
pub(crate) fn problems(
    document: &Document,
    comparison: &Comparison,
    reconciled: &Reconciled<'_>,
) -> Vec<String> {
    let page = |finding: &Finding| {
        let own = comparison
            .compared
            .iter()
            .find(|each| each.operation == finding.operation);
        own.map_or("", |own| own.page.as_str())
    };
    let findings = reconciled.unexcused.iter();
    let mut problems: Vec<String> = findings
        .map(|finding| problem(document, finding, page(finding)))
        .collect();
    for entry in &reconciled.stale {
        let Position { line, column } = entry.position;
        problems.push(format!(
            "{}: the listed contradiction `{}` is stale: nothing is found as {} at {}\n    \
             location    {CONTRADICTIONS}:{line}:{column}\n    \
             to fix      remove the entry, or correct its operation, kind or path",
            entry.operation, entry.id, entry.kind, entry.path
        ));
    }
    problems
}

fn problem(document: &Document, finding: &Finding, page: &str) -> String {
    let page = if page.is_empty() {
        String::new()
    } else {
        format!(" ({page})")
    };
    let place = match finding.position {
        Some(Position { line, column }) => format!("{}:{line}:{column}", document.file()),
        None => document.file().to_owned(),
    };
    format!(
        "{}: {} at {}\n    \
         expected    {}\n    \
         found       {}\n    \
         documented  {DOCUMENTED}/{}{page}\n    \
         location    {place} (#{})\n    \
         to fix      {}",
        finding.operation,
        finding.kind,
        finding.path,
        finding.expected,
        finding.found,
        finding.source,
        finding.pointer,
        finding.kind.remedy()
    )
}

/// What came back from the round trips.
pub(crate) fn round_trip(through: &str, verdicts: &[(&str, Verdict)]) -> String {
    let mut text = format!("The documented responses through {through}\n");
    for (operation, verdict) in verdicts {
        let shown = match verdict {
            Verdict::Same => "the same".to_owned(),
            Verdict::Exempt {
                contradiction,
                reason,
            } => {
                format!(
                    "refused, which `{contradiction}` allows: {}",
                    first_line(reason)
                )
            }
            Verdict::Failed(_) => "FAILED, see below".to_owned(),
        };
        let _ = writeln!(text, "  {operation:<24} {shown}");
    }
    text
}

/// The round trips that failed.
pub(crate) fn failures(through: &str, verdicts: &[(&str, Verdict)]) -> Vec<String> {
    let failed = verdicts
        .iter()
        .filter_map(|(operation, verdict)| match verdict {
            Verdict::Failed(reason) => Some((operation, reason)),
            _ => None,
        });
    failed
        .map(|(operation, reason)| {
            format!(
                "{operation}: the documented response doesn't come back from {through}\n    \
                 found       {reason}\n    \
                 documented  {DOCUMENTED}/{operation}"
            )
        })
        .collect()
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
