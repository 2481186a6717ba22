//! Proves that the check can fail: mutations of the project's own document, documentation and
//! contradictions, each with the findings that it has to cause, no more and no fewer.

mod document;
mod fields;
mod pages;
mod round_trips;

use std::path::{Path, PathBuf};

use bitsight_users_openapi::{Document, Position};
use serde_json::Value;

use crate::check::DOCUMENT;
use crate::compare::compare;
use crate::contradictions::{self, Contradiction, reconcile};
use crate::documentation::{self, Example, Page, Pages};
use crate::report;

/// Everything that is compared, to be mutated.
struct Inputs {
    /// The document as JSON, which is YAML, too.
    document: Value,
    pages: Pages,
    entries: Vec<Contradiction>,
}

/// One mutation and what it has to cause.
struct Case {
    mutation: &'static str,
    mutate: fn(&mut Inputs),
    /// `operation kind path` of findings that nothing excuses, and `stale id` of entries that
    /// excuse nothing.
    causes: &'static [&'static str],
    /// A text on the line of the document that the first finding points at.
    line: &'static str,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

impl Inputs {
    fn load() -> Self {
        let document = Document::load(&root().join(DOCUMENT)).expect("the document is readable");
        Self {
            document: document.value().clone(),
            pages: documentation::load(&root().join(documentation::FOLDER))
                .expect("the pages are readable"),
            entries: contradictions::load(&root().join(contradictions::FILE))
                .expect("they are readable"),
        }
    }

    fn parsed(&self) -> Document {
        let text = serde_json::to_string_pretty(&self.document).expect("JSON can be written");
        Document::parse("mutated.json", text).expect("the mutated document is still one")
    }

    /// The node at a pointer of the document.
    fn node(&mut self, pointer: &str) -> &mut Value {
        self.document
            .pointer_mut(pointer)
            .unwrap_or_else(|| panic!("{pointer} isn't there"))
    }

    /// Sets a key of the object at a pointer.
    fn set(&mut self, pointer: &str, key: &str, value: Value) {
        let object = self.node(pointer).as_object_mut().expect("it is an object");
        object.insert(key.to_owned(), value);
    }

    /// Removes a key of the object at a pointer.
    fn remove(&mut self, pointer: &str, key: &str) -> Value {
        let object = self.node(pointer).as_object_mut().expect("it is an object");
        object
            .shift_remove(key)
            .unwrap_or_else(|| panic!("{pointer} has no {key}"))
    }

    /// Adds to the list at a pointer.
    fn push(&mut self, pointer: &str, value: Value) {
        self.node(pointer)
            .as_array_mut()
            .expect("it is a list")
            .push(value);
    }

    /// Takes a value from the list at a pointer.
    fn take(&mut self, pointer: &str, value: &str) {
        let list = self.node(pointer).as_array_mut().expect("it is a list");
        let before = list.len();
        list.retain(|each| each != value);
        assert_eq!(list.len(), before - 1, "{pointer} has {value} once");
    }

    fn page(&mut self, operation: &str) -> &mut Page {
        self.pages
            .get_mut(operation)
            .unwrap_or_else(|| panic!("{operation} has no page"))
    }

    /// Changes the example response of an operation.
    fn response(&mut self, operation: &str, change: impl FnOnce(&mut Value)) {
        let example = self
            .page(operation)
            .response
            .as_mut()
            .expect("the page shows a response");
        change(example.value.as_mut().expect("the response is JSON"));
    }

    /// What the check reports, and the position of the first finding in the text of the document.
    fn problems(&self) -> (Vec<String>, Option<(Position, String)>) {
        let document = self.parsed();
        let comparison = compare(&document, &self.pages);
        let reconciled = reconcile(&comparison.findings, &self.entries);
        let mut problems: Vec<String> = reconciled
            .unexcused
            .iter()
            .map(|finding| format!("{} {} {}", finding.operation, finding.kind, finding.path))
            .collect();
        let first = reconciled
            .unexcused
            .first()
            .and_then(|finding| finding.position);
        let line =
            first.and_then(|at| Some((at, document.text().lines().nth(at.line - 1)?.to_owned())));
        problems.extend(
            reconciled
                .stale
                .iter()
                .map(|entry| format!("stale {}", entry.id)),
        );
        // What the report says has to be in its text, and each problem once.
        let report = report::problems(&document, &comparison, &reconciled);
        assert_eq!(report.len(), problems.len());
        for finding in &reconciled.unexcused {
            let place = finding.position.expect("every finding stands somewhere");
            let place = format!("mutated.json:{}:{}", place.line, place.column);
            assert!(
                report
                    .iter()
                    .any(|text| text.contains(&place) && text.contains(&finding.path))
            );
        }
        (problems, line)
    }
}

fn assert_each_is_caught(cases: &[Case]) {
    let mut failures = Vec::new();
    for case in cases {
        let mut inputs = Inputs::load();
        (case.mutate)(&mut inputs);
        let (problems, line) = inputs.problems();
        if problems != case.causes {
            failures.push(format!(
                "{}: causes {problems:#?}, not {:#?}",
                case.mutation, case.causes
            ));
        }
        let line = line.map(|(at, text)| (text.len() >= at.column, text));
        match line {
            Some((true, text)) if text.contains(case.line) && !case.line.is_empty() => {}
            None if case.line.is_empty() => {}
            other => failures.push(format!(
                "{}: points at {other:?}, not {:?}",
                case.mutation, case.line
            )),
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {}:\n{}",
        failures.len(),
        cases.len(),
        failures.join("\n")
    );
}

/// Replaces the example response by another text.
fn respond_with(page: &mut Page, file: &'static str, text: &str) {
    page.response = Some(Example::new(file, text.to_owned()));
}

#[test]
fn nothing_is_found_in_the_project_itself() {
    let inputs = Inputs::load();
    assert_eq!(inputs.problems().0, Vec::<String>::new());
    // Without the entries there would be findings, so it isn't that nothing was compared.
    assert!(compare(&inputs.parsed(), &inputs.pages).findings.len() >= inputs.entries.len());
}

#[test]
fn findings_point_into_the_text_as_it_is_written() {
    let text = std::fs::read_to_string(root().join(DOCUMENT)).expect("the document is readable");
    let document = Document::parse(DOCUMENT, text.as_str()).expect("the document is one");
    let inputs = Inputs::load();
    let pointer = "/components/schemas/UserQuota/properties/total_user_count/type";
    let place = document.locate(pointer).expect("the quota has this count");

    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let line = &mut lines[place.line - 1];
    assert!(line.contains("type: integer"), "{line}");
    *line = line.replace("integer", "string");
    let mutated = Document::parse(DOCUMENT, lines.join("\n")).expect("the document is still one");

    let comparison = compare(&mutated, &inputs.pages);
    let reconciled = reconcile(&comparison.findings, &inputs.entries);
    let found: Vec<_> = reconciled
        .unexcused
        .iter()
        .map(|finding| {
            (
                finding.kind.as_str(),
                finding.path.as_str(),
                finding.position,
            )
        })
        .collect();
    let property = mutated.locate("/components/schemas/UserQuota/properties/total_user_count");
    let example = "/paths/~1v1~1users~1quota/get/responses/200/content/application~1json/example";
    let example = mutated.locate(example);
    let expected = [
        ("example-response-invalid", "$.total_user_count", property),
        ("row-type-differs", "$.total_user_count", Some(place)),
        ("document-example-invalid", "$.total_user_count", example),
    ];
    assert_eq!(found, expected);
}
