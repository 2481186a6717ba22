//! `cargo xtask check`: proves that document, documentation and code agree.
//!
//! [`compare`](compare::compare) finds every difference between `spec/openapi.yaml` and the pages
//! under `spec/documented`; [`reconcile`](contradictions::reconcile) takes away those that
//! `spec/contradictions.yaml` lists. What is left is a problem, as is a listed contradiction that
//! isn't one. Then the documented responses go through the generated Rust types and through the
//! built npm package, and the generated files are compared with what would be generated now.

mod compare;
mod contradictions;
mod coverage;
mod documented;
mod examples;
mod finding;
mod forms;
mod javascript;
mod operations;
mod path;
mod report;
mod round_trip;
mod rows;
mod rust;
mod schema;
#[cfg(test)]
mod tests;
mod validity;
mod walk;

use std::path::Path;

use anyhow::{Context, Result, bail};
use bitsight_users_openapi::Document;

/// The document, as reports name it.
const DOCUMENT: &str = "spec/openapi.yaml";
/// The folder with the pages.
const DOCUMENTED: &str = "spec/documented";
/// The file with the listed contradictions.
const CONTRADICTIONS: &str = "spec/contradictions.yaml";

/// What differs between document and documentation, and nothing more: the part of the check that
/// grows with the document, which the benchmarks time.
pub fn compare_only(root: &Path) -> Result<Vec<String>> {
    Ok(compared(root)?.problems)
}

/// Document and documentation, compared.
struct Compared {
    samples: Vec<round_trip::Sample>,
    problems: Vec<String>,
    report: String,
}

fn compared(root: &Path) -> Result<Compared> {
    let file = root.join(DOCUMENT);
    let text =
        std::fs::read_to_string(&file).with_context(|| format!("can't read {}", file.display()))?;
    // Under its name in the project, so that the report's places can be clicked wherever it is.
    let document = Document::parse(DOCUMENT, text)?;
    let pages = documented::load(&root.join(DOCUMENTED))?;
    let entries = contradictions::load(&root.join(CONTRADICTIONS))?;

    let comparison = compare::compare(&document, &pages);
    let reconciled = contradictions::reconcile(&comparison.findings, &entries);
    let mut problems = report::problems(&document, &comparison, &reconciled);
    let samples = round_trip::samples(&document, &pages, &entries, &mut problems);
    Ok(Compared {
        samples,
        problems,
        report: report::comparison(&comparison, &reconciled),
    })
}

/// Checks everything, prints a report, and fails if there is a problem.
pub fn run(root: &Path) -> Result<()> {
    let Compared {
        samples,
        mut problems,
        report: compared,
    } = compared(root)?;
    println!("\n{compared}");
    for (through, answers) in [
        ("the generated Rust types", rust::answers(root, &samples)),
        ("the npm package", javascript::answers(root, &samples)),
    ] {
        match answers {
            Ok(answers) => {
                let verdicts = round_trip::judge(&samples, &answers);
                println!("{}", report::round_trip(through, &verdicts));
                problems.extend(report::failures(through, &verdicts));
            }
            Err(error) => {
                problems.push(format!("No example was read through {through}: {error:#}"))
            }
        }
    }

    // It says itself what is fresh, or shows the differences.
    if let Err(error) = crate::regen::run(root, true) {
        problems.push(format!("Generated files: {error:#}"));
    }

    if problems.is_empty() {
        return Ok(());
    }
    println!("\nPROBLEMS\n");
    for problem in &problems {
        println!("{problem}\n");
    }
    match problems.len() {
        1 => bail!("1 problem, see above"),
        count => bail!("{count} problems, see above"),
    }
}
