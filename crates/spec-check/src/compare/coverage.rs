//! The other direction: what the schemas have and the documentation doesn't, and how strict
//! they are.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::compare::rows::{body_row, parameter_path};
use crate::document::operations::Operation;
use crate::document::schema::Schema;
use crate::document::walk::{Visit, walk};
use crate::documentation::{ATTRIBUTES, PARAMETERS, Page, Pages, Place};
use crate::finding::{Difference, Findings, Kind};
use crate::path;

/// Which of the two bodies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Body {
    Request,
    Response,
}

impl Body {
    fn table(self) -> &'static str {
        match self {
            Self::Request => PARAMETERS,
            Self::Response => ATTRIBUTES,
        }
    }
}

/// The names of all fields that are null in some documented example.
pub(crate) fn nulls(pages: &Pages) -> BTreeSet<String> {
    fn collect(value: &Value, nulls: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                for (name, field) in fields {
                    if field.is_null() {
                        nulls.insert(name.clone());
                    }
                    collect(field, nulls);
                }
            }
            Value::Array(elements) => elements.iter().for_each(|each| collect(each, nulls)),
            _ => {}
        }
    }
    let mut nulls = BTreeSet::new();
    for page in pages.values() {
        for example in [&page.request, &page.response].into_iter().flatten() {
            example
                .value
                .iter()
                .for_each(|value| collect(value, &mut nulls));
        }
    }
    nulls
}

/// Reports parameters that no row has; gives back how many there are.
pub(crate) fn parameters(
    findings: &mut Findings<'_>,
    operation: &Operation<'_>,
    page: &Page,
) -> usize {
    for parameter in &operation.parameters {
        let path = format!("{}.{}", parameter.place, parameter.name);
        if !page
            .parameters
            .iter()
            .any(|row| parameter_path(row) == path)
        {
            undocumented(findings, PARAMETERS, &path, &parameter.pointer);
        }
    }
    operation.parameters.len()
}

/// Reports what the documentation of a body doesn't mention; gives back how many parts there are.
pub(crate) fn body(
    findings: &mut Findings<'_>,
    schema: &Schema<'_>,
    body: Body,
    page: &Page,
    nulls: &BTreeSet<String>,
) -> usize {
    let mentioned = mentions(page, body);
    let mut count = 0;
    walk(schema, &mut |Visit { schema, path, name }| {
        count += 1;
        strictness(findings, schema, body, path);
        // Elements of an array have no name of their own that could be mentioned.
        if name.is_some() && !mentioned.contains(path) || path == "$" && mentioned.is_empty() {
            undocumented(findings, body.table(), path, schema.place());
            // Its members are undocumented, too.
            return false;
        }
        if let (Some(name), Some(pointer)) = (name, schema.nullable())
            && !nulls.contains(name)
        {
            findings.add(Difference {
                kind: Kind::NullableUndocumented,
                path,
                expected: "never null: no documented example has null under this name".to_owned(),
                found: "nullable".to_owned(),
                source: body.table(),
                pointer: &pointer,
            });
        }
        true
    });
    count
}

/// Reports fields that change their type between request and response.
pub(crate) fn differences(
    findings: &mut Findings<'_>,
    request: &Schema<'_>,
    response: &Schema<'_>,
) {
    let mut responses = BTreeMap::new();
    walk(response, &mut |Visit { schema, path, .. }| {
        responses.insert(path.to_owned(), schema.types());
        true
    });
    walk(request, &mut |Visit { schema, path, name }| {
        let Some(back) = responses.get(path).filter(|_| name.is_some()) else {
            return true;
        };
        let sent = schema.types();
        // A response may allow for more than a request; no type at all is any type.
        let fits = back.is_empty() || !sent.is_empty() && sent.is_subset(back);
        if !fits {
            let names =
                |types: &BTreeSet<&str>| types.iter().copied().collect::<Vec<_>>().join(" or ");
            findings.add(Difference {
                kind: Kind::RequestResponseDiffer,
                path,
                expected: format!("{} as in the response", names(back)),
                found: format!("{} in the request", names(&sent)),
                source: PARAMETERS,
                pointer: schema.place(),
            });
        }
        fits
    });
}

fn strictness(findings: &mut Findings<'_>, schema: &Schema<'_>, body: Body, path: &str) {
    let is_object = schema.types().contains("object");
    let (kind, expected, found) = match body {
        Body::Request if is_object && schema.accepts_unknown() => (
            Kind::RequestOpen,
            "unknown fields refused",
            "unknown fields accepted",
        ),
        Body::Response if is_object && !schema.accepts_unknown() => (
            Kind::ResponseClosed,
            "unknown fields accepted",
            "unknown fields refused",
        ),
        _ => return,
    };
    let pointer = match schema.keyword("additionalProperties") {
        Some((_, pointer)) => pointer,
        None => schema.pointer().to_owned(),
    };
    findings.add(Difference {
        kind,
        path,
        expected: expected.to_owned(),
        found: found.to_owned(),
        source: body.table(),
        pointer: &pointer,
    });
}

fn undocumented(findings: &mut Findings<'_>, source: &str, path: &str, pointer: &str) {
    findings.add(Difference {
        kind: Kind::SchemaUndocumented,
        path,
        expected: "nothing: no row and no example mentions it".to_owned(),
        found: "a part of the schema".to_owned(),
        source,
        pointer,
    });
}

/// The paths that the documentation of a body mentions, with `[]` for any element.
fn mentions(page: &Page, body: Body) -> BTreeSet<String> {
    let mut mentions = BTreeSet::new();
    let example = match body {
        Body::Request => &page.request,
        Body::Response => &page.response,
    };
    if let Some(value) = example.as_ref().and_then(|example| example.value.as_ref()) {
        mention(value, "$", &mut mentions);
    }
    match body {
        Body::Request => {
            for row in page
                .parameters
                .iter()
                .filter(|row| row.place == Place::Body)
            {
                let path = format!("$.{}", body_row(row));
                if let Some(value) = &row.example {
                    mention(value, &path, &mut mentions);
                }
                mentions.insert(path);
            }
        }
        Body::Response => {
            mentions.extend(page.attributes.iter().map(|row| format!("$.{}", row.path)));
            // A row `results[].features` mentions `results`.
            for row in &page.attributes {
                let steps = row.path.match_indices('.').map(|(end, _)| &row.path[..end]);
                mentions.extend(steps.map(|step| format!("$.{}", step.trim_end_matches("[]"))));
            }
        }
    }
    mentions
}

fn mention(value: &Value, at: &str, mentions: &mut BTreeSet<String>) {
    mentions.insert(at.to_owned());
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                mention(field, &path::property(at, name), mentions);
            }
        }
        Value::Array(elements) => {
            for element in elements {
                mention(element, &format!("{at}[]"), mentions);
            }
        }
        _ => {}
    }
}
