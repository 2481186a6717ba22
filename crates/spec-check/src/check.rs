//! The whole check: reads the three inputs, compares, and judges what implementations make of the samples.

use std::path::Path;

use anyhow::{Context, Result};
use bitsight_users_openapi::Document;

use crate::round_trip::{self, Answer, Sample};
use crate::{compare, contradictions, documentation, report};

/// The document, as reports name it.
pub(crate) const DOCUMENT: &str = "spec/openapi.yaml";

/// What the check of a project has found so far.
pub struct Check {
    /// What was compared, operation by operation, as text.
    pub report: String,
    /// What has to be fixed.
    pub problems: Vec<String>,
    /// The documented responses, to be sent through implementations of the client.
    pub samples: Vec<Sample>,
}

impl Check {
    /// Compares the document of the project in `root` with the documentation.
    ///
    /// # Errors
    /// When one of the files can't be read, or isn't what it has to be. A difference is no error but
    /// one of the [`problems`](Self::problems).
    pub fn run(root: &Path) -> Result<Self> {
        let file = root.join(DOCUMENT);
        let text = std::fs::read_to_string(&file)
            .with_context(|| format!("can't read {}", file.display()))?;
        // Under its path in the project, so that an editor can open the places in the report.
        let document = Document::parse(DOCUMENT, text)?;
        let pages = documentation::load(&root.join(documentation::FOLDER))?;
        let entries = contradictions::load(&root.join(contradictions::FILE))?;

        let comparison = compare::compare(&document, &pages);
        let reconciled = contradictions::reconcile(&comparison.findings, &entries);
        let mut problems = report::problems(&document, &comparison, &reconciled);
        let samples = round_trip::samples(&document, &pages, &entries, &mut problems);
        Ok(Self {
            report: report::comparison(&comparison, &reconciled),
            problems,
            samples,
        })
    }

    /// Judges the answers of one implementation, one for each sample, and returns the result as text.
    /// Failures are added to the problems.
    pub fn judge(&mut self, implementation: &str, answers: &[Answer]) -> String {
        let verdicts = round_trip::judge(&self.samples, answers);
        let failures = report::failures(implementation, &verdicts);
        let text = report::round_trip(implementation, &verdicts);
        self.problems.extend(failures);
        text
    }
}
