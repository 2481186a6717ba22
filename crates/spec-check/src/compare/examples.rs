//! The documented examples against the schemas: valid, and without a field or value unknown there.

use serde_json::Value;

use crate::compare::forms;
use crate::compare::validity::{Refusal, refusals, shortened};
use crate::document::schema::{Schema, json_type};
use crate::finding::{Difference, Findings, Kind};
use crate::path;

/// An example, or the example in a row of a table, and its schema.
pub(crate) struct Specimen<'a> {
    pub(crate) value: &'a Value,
    /// Its path: `$` for a whole body.
    pub(crate) path: &'a str,
    pub(crate) schema: &'a Schema<'a>,
    /// The file with it.
    pub(crate) source: &'a str,
    /// What to report when it is invalid.
    pub(crate) invalid: Kind,
}

/// Compares one specimen; gives back how many values it has.
pub(crate) fn compare(findings: &mut Findings<'_>, specimen: &Specimen<'_>) -> usize {
    let Specimen {
        value,
        path,
        schema,
        source,
        invalid,
    } = *specimen;
    for refusal in refusals(findings.document(), schema, value, path) {
        let Refusal {
            path,
            expected,
            found,
            pointer,
            unknown_field,
        } = refusal;
        if unknown_field {
            // Reported below, where open schemas are looked at as well.
            continue;
        }
        let (path, pointer) = (path.as_str(), pointer.as_str());
        findings.add(Difference {
            kind: invalid,
            path,
            expected,
            found,
            source,
            pointer,
        });
    }
    visit(findings, source, schema, value, path)
}

/// Goes through a value and its schema together, in the order of the value.
fn visit(
    findings: &mut Findings<'_>,
    source: &str,
    schema: &Schema<'_>,
    value: &Value,
    path: &str,
) -> usize {
    match value {
        Value::Object(fields) => {
            let mut count = 1;
            for (name, field) in fields {
                let inner = path::property(path, name);
                match schema.property(name) {
                    Some(property) => {
                        if let Some(text) = field.as_str() {
                            forms::guid(findings, source, &property, name, text, &inner);
                        }
                        count += visit(findings, source, &property, field, &inner);
                    }
                    None if is_map(schema) => count += 1,
                    None => {
                        unknown(findings, source, schema, field, &inner);
                        count += 1;
                    }
                }
            }
            count
        }
        Value::Array(elements) => {
            let Some(items) = schema.items() else {
                return 1;
            };
            let inner = |(index, element)| {
                visit(
                    findings,
                    source,
                    &items,
                    element,
                    &path::element(path, index),
                )
            };
            1 + elements.iter().enumerate().map(inner).sum::<usize>()
        }
        Value::String(text) => {
            forms::time(findings, source, schema, text, path);
            listed(findings, source, schema, value, path);
            1
        }
        _ => 1,
    }
}

/// An object whose keys are data: nothing is said about any of them.
fn is_map(schema: &Schema<'_>) -> bool {
    schema.properties().is_empty() && schema.keyword("additionalProperties").is_some()
}

fn unknown(
    findings: &mut Findings<'_>,
    source: &str,
    schema: &Schema<'_>,
    field: &Value,
    path: &str,
) {
    findings.add(Difference {
        kind: Kind::ExampleFieldUnknown,
        path,
        expected: format!("a property of type {} in the schema", json_type(field)),
        found: format!("no such property; the example has {}", shortened(field)),
        source,
        pointer: schema.pointer(),
    });
}

/// A closed enumeration refuses other values by itself; an open one doesn't, and is still meant
/// to list those that the documentation shows.
fn listed(
    findings: &mut Findings<'_>,
    source: &str,
    schema: &Schema<'_>,
    value: &Value,
    path: &str,
) {
    let Some(values) = schema.values().filter(|values| values.open) else {
        return;
    };
    if !values.known.contains(&value) {
        let known: Vec<String> = values.known.iter().map(ToString::to_string).collect();
        findings.add(Difference {
            kind: Kind::ExampleValueUnlisted,
            path,
            expected: format!("{value} among the listed values"),
            found: known.join(", "),
            source,
            pointer: &values.pointer,
        });
    }
}
