//! Compares every operation of the document with its page.

mod coverage;
mod examples;
mod forms;
pub(crate) mod rows;
pub(crate) mod validity;

use bitsight_users_openapi::Document;
use serde_json::Value;

use self::coverage::Body;
use self::examples::Specimen;
use crate::document::operations::{self, Operation};
use crate::document::schema::Schema;
use crate::documentation::{AttributeRow, Example, Page, Pages, Place, SourceKind};
use crate::finding::{Difference, Finding, Findings, Kind};

/// What was found, and how much was compared.
pub struct Comparison {
    /// The differences, operation by operation.
    pub findings: Vec<Finding>,
    /// How much there was to compare, so that a pass is worth something.
    pub compared: Vec<Compared>,
}

/// How much of one operation was compared.
#[derive(Clone, Debug, Default)]
pub struct Compared {
    /// The operation's id.
    pub operation: String,
    /// The kind of source that it rests on.
    pub source: SourceKind,
    /// The page's title, date and address.
    pub page: String,
    /// The values of the example request, if the page shows one.
    pub request: Option<usize>,
    /// The values of the example response, if the page shows one.
    pub response: Option<usize>,
    /// The rows of the table of parameters.
    pub parameters: usize,
    /// The rows of the table of response attributes.
    pub attributes: usize,
    /// How many rows of both tables are seen, but not on the help page.
    pub seen: usize,
    /// The parameters and the parts of the schemas that were looked up in the documentation.
    pub schema: usize,
    /// What a reader has to know to judge the numbers.
    pub notes: Vec<String>,
}

/// Compares the document with the pages.
pub fn compare(document: &Document, pages: &Pages) -> Comparison {
    let operations = operations::all(document);
    let mut comparison = Comparison {
        findings: Vec::new(),
        compared: Vec::new(),
    };
    for operation in &operations {
        let mut findings = Findings::new(document, &operation.id);
        match pages.get(&operation.id) {
            Some(page) => {
                let compared = one(&mut findings, operation, page, pages);
                comparison.compared.push(compared);
            }
            None => findings.add(Difference {
                kind: Kind::OperationUndocumented,
                path: "$",
                expected: "a folder with what the documentation says".to_owned(),
                found: "no folder".to_owned(),
                source: "source.json",
                pointer: &operation.pointer,
            }),
        }
        comparison.findings.extend(findings.into_vec());
    }
    for (id, page) in pages {
        if !operations.iter().any(|operation| operation.id == *id) {
            let mut findings = Findings::new(document, id);
            findings.add(Difference {
                kind: Kind::OperationMissing,
                path: "$",
                expected: format!(
                    "{} {} as operation `{id}`",
                    page.source.method, page.source.path
                ),
                found: "no operation of that name".to_owned(),
                source: "source.json",
                pointer: "/paths",
            });
            comparison.findings.extend(findings.into_vec());
        }
    }
    comparison
}

fn one(
    findings: &mut Findings<'_>,
    operation: &Operation<'_>,
    page: &Page,
    pages: &Pages,
) -> Compared {
    let nulls = coverage::nulls(pages);
    let mut compared = Compared {
        operation: operation.id.clone(),
        parameters: page.parameters.len(),
        attributes: page.attributes.len(),
        source: page.source.kind,
        seen: match page.source.kind {
            SourceKind::Seen => page.parameters.len() + page.attributes.len(),
            SourceKind::Help => {
                page.parameters.iter().filter(|row| row.seen).count()
                    + page.attributes.iter().filter(|row| row.seen).count()
            }
        },
        page: [
            Some(&page.source.title),
            page.source.published.as_ref(),
            page.source.url.as_ref(),
        ]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", "),
        ..Compared::default()
    };
    source(findings, operation, page);

    for row in &page.parameters {
        rows::parameter(findings, operation, row);
        if let (Some(value), Some(counterpart)) = (&row.example, rows::counterpart(operation, row))
        {
            let specimen = Specimen {
                value,
                path: &rows::parameter_path(row),
                schema: &counterpart.schema,
                source: row.file(),
                invalid: Kind::ExampleRequestInvalid,
            };
            examples::compare(findings, &specimen);
        }
    }
    compared.schema += coverage::parameters(findings, operation, page);

    let requests: Vec<&Schema<'_>> = operation.request.iter().collect();
    compared.request = example(findings, operation, page.request.as_ref(), &requests);
    for request in requests {
        compared.schema += coverage::body(findings, request, Body::Request, page, &nulls);
    }

    let responses: Vec<&Schema<'_>> = operation.responses.iter().collect();
    compared.response = example(findings, operation, page.response.as_ref(), &responses);
    if responses.is_empty() {
        for row in &page.attributes {
            // There is no schema to find the row in.
            attribute_without_schema(findings, operation, row);
        }
    }
    for response in responses {
        for row in &page.attributes {
            rows::attribute(findings, response, row);
        }
        compared.schema += coverage::body(findings, response, Body::Response, page, &nulls);
        if let Some(request) = &operation.request {
            coverage::differences(findings, request, response);
        }
    }
    own_examples(findings, operation);
    if page.source.response_is_excerpt {
        compared
            .notes
            .push("the example response is an excerpt".to_owned());
    }
    if page
        .response
        .as_ref()
        .is_some_and(|response| response.not_json.is_some() && response.value.is_some())
    {
        compared
            .notes
            .push("the example response was read without its trailing commas".to_owned());
    }
    compared
}

/// Compares an example body with each of its schemas; gives back how many values it has.
fn example(
    findings: &mut Findings<'_>,
    operation: &Operation<'_>,
    example: Option<&Example>,
    schemas: &[&Schema<'_>],
) -> Option<usize> {
    let Example {
        file,
        value,
        not_json,
        ..
    } = example?;
    if let Some(reason) = not_json {
        findings.add(Difference {
            kind: Kind::ExampleNotJson,
            path: "$",
            expected: "JSON".to_owned(),
            found: reason.clone(),
            source: file,
            pointer: &operation.pointer,
        });
    }
    let value = value.as_ref()?;
    let invalid = match *file {
        "request.json" => Kind::ExampleRequestInvalid,
        _ => Kind::ExampleResponseInvalid,
    };
    if schemas.is_empty() {
        findings.add(Difference {
            kind: invalid,
            path: "$",
            expected: "a schema for the documented body".to_owned(),
            found: "none".to_owned(),
            source: file,
            pointer: &operation.pointer,
        });
    }
    let mut count = 0;
    for schema in schemas {
        count = examples::compare(
            findings,
            &Specimen {
                value,
                path: "$",
                schema,
                source: file,
                invalid,
            },
        );
    }
    Some(count)
}

/// The document's own examples against its own schemas.
fn own_examples(findings: &mut Findings<'_>, operation: &Operation<'_>) {
    let document = findings.document();
    for (body, media) in &operation.media {
        let pointer = format!("{media}/example");
        let Some(value) = document.value().pointer(&pointer) else {
            continue;
        };
        let Some(schema) = Schema::at(document, &format!("{media}/schema")) else {
            continue;
        };
        for refusal in validity::refusals(document, &schema, value, "$") {
            findings.add(Difference {
                kind: Kind::DocumentExampleInvalid,
                path: &refusal.path,
                expected: format!("{} ({body})", refusal.expected),
                found: refusal.found,
                source: "source.json",
                pointer: &pointer,
            });
        }
    }
}

/// The page's own words about the call.
fn source(findings: &mut Findings<'_>, operation: &Operation<'_>, page: &Page) {
    let extension = page.source.kind.extension();
    let title = operation
        .node
        .get(extension)
        .and_then(Value::as_str)
        .unwrap_or_default();
    let title_keyword = format!("/{extension}");
    let pairs = [
        (
            "source.method",
            page.source.method.as_str(),
            operation.method.as_str(),
            "",
        ),
        ("source.path", page.source.path.as_str(), operation.path, ""),
        (
            "source.title",
            page.source.title.as_str(),
            title,
            title_keyword.as_str(),
        ),
    ];
    for (path, expected, found, keyword) in pairs {
        if expected != found {
            findings.add(Difference {
                kind: Kind::SourceDiffers,
                path,
                expected: expected.to_owned(),
                found: found.to_owned(),
                source: "source.json",
                pointer: &format!("{}{keyword}", operation.pointer),
            });
        }
    }
    for (name, value) in &page.source.example_path {
        let own = |each: &&operations::Parameter<'_>| {
            each.name == name && each.place == Place::Path.as_str()
        };
        match operation.parameters.iter().find(own) {
            Some(parameter) => {
                let path = format!("$.{name}");
                forms::guid(
                    findings,
                    "source.json",
                    &parameter.schema,
                    name,
                    value,
                    &path,
                );
            }
            None => findings.add(Difference {
                kind: Kind::SourceDiffers,
                path: &format!("source.example_path.{name}"),
                expected: "a path parameter of that name".to_owned(),
                found: "none".to_owned(),
                source: "source.json",
                pointer: &operation.pointer,
            }),
        }
    }
}

fn attribute_without_schema(
    findings: &mut Findings<'_>,
    operation: &Operation<'_>,
    row: &AttributeRow,
) {
    findings.add(Difference {
        kind: Kind::RowMissingInSchema,
        path: &format!("$.{}", row.path),
        expected: "a schema of the response".to_owned(),
        found: "none".to_owned(),
        source: row.file(),
        pointer: &operation.pointer,
    });
}
