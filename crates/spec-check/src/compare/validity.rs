//! Whether an example satisfies its schema, as the validator `jsonschema` sees it.

use bitsight_users_openapi::{Document, Pointer};
use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use serde_json::Value;

use crate::document::schema::Schema;
use crate::path;

/// One reason why an example is invalid.
pub(crate) struct Refusal {
    /// Where in the example.
    pub(crate) path: String,
    pub(crate) expected: String,
    pub(crate) found: String,
    /// Where in the document.
    pub(crate) pointer: String,
    /// Whether the reason is a field that a strict schema doesn't know.
    pub(crate) unknown_field: bool,
}

/// Validates the value at `path` of an example.
pub(crate) fn refusals(
    document: &Document,
    schema: &Schema<'_>,
    value: &Value,
    path: &str,
) -> Vec<Refusal> {
    // The place of use and not the referenced schema: `nullable` can be a sibling of the reference.
    let unusable = |message: String| {
        vec![Refusal {
            path: path.to_owned(),
            expected: "a schema that a validator can use".to_owned(),
            found: message,
            pointer: schema.place().to_owned(),
            unknown_field: false,
        }]
    };
    let Some(json_schema) = document.json_schema(schema.place()) else {
        return unusable("nothing".to_owned());
    };
    let options = jsonschema::options().should_validate_formats(true);
    let validator = match options.build(&json_schema) {
        Ok(validator) => validator,
        Err(error) => return unusable(error.to_string()),
    };
    let mut refusals = Vec::new();
    for error in validator.iter_errors(value) {
        collect(schema, &error, path, &mut refusals);
    }
    refusals
}

fn collect(
    schema: &Schema<'_>,
    error: &ValidationError<'_>,
    path: &str,
    refusals: &mut Vec<Refusal>,
) {
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            let object = schema.nearest(error.instance_path().as_str());
            let path = path_of(path, error.instance_path().as_str());
            refusals.extend(unexpected.iter().map(|name| Refusal {
                path: path::property(&path, name),
                expected: "no such field".to_owned(),
                found: "a field that the schema doesn't have".to_owned(),
                pointer: object.pointer().to_owned(),
                unknown_field: true,
            }));
            return;
        }
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            // If the value is of the right type for one branch only, that branch has the reason.
            let mut plausible = context.iter().filter(|branch| !wrong_type(branch, error));
            if let (Some(branch), None) = (plausible.next(), plausible.next()) {
                for inner in branch {
                    collect(schema, inner, path, refusals);
                }
                return;
            }
        }
        _ => {}
    }
    let instance = error.instance_path().as_str();
    let nearest = schema.nearest(instance);
    let mut path = path_of(path, instance);
    let mut found = shortened(error.instance());
    let mut pointer = match nearest.keyword(error.kind().keyword()) {
        // Null is a question of the place, anything else of the shape.
        Some((_, keyword)) if !error.instance().is_null() => keyword,
        _ => nearest.place().to_owned(),
    };
    let expected = match error.kind() {
        ValidationErrorKind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            path = path::property(&path, name);
            pointer = nearest.requires(name).unwrap_or(pointer);
            "nothing".clone_into(&mut found);
            "a value, since the schema requires it".to_owned()
        }
        ValidationErrorKind::Type {
            kind: TypeKind::Single(kind),
        } => format!("a value of type {kind}"),
        ValidationErrorKind::Enum { options } => format!("one of {options}"),
        _ => error.masked().to_string(),
    };
    refusals.push(Refusal {
        path,
        expected,
        found,
        pointer,
        unknown_field: false,
    });
}

/// Whether a branch refuses the very value that `error` is about because of its type.
fn wrong_type(branch: &[ValidationError<'_>], error: &ValidationError<'_>) -> bool {
    branch.iter().any(|inner| {
        matches!(inner.kind(), ValidationErrorKind::Type { .. })
            && inner.instance_path() == error.instance_path()
    })
}

/// The path of the value at a JSON pointer below `path`.
fn path_of(path: &str, pointer: &str) -> String {
    Pointer::from(pointer)
        .steps()
        .fold(path.to_owned(), |path, step| match step.parse() {
            Ok(index) => path::element(&path, index),
            Err(_) => path::property(&path, &step),
        })
}

/// A value for a report, which shows a line and not a page.
pub(crate) fn shortened(value: &Value) -> String {
    const SHOWN: usize = 120;
    let text = value.to_string();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{} ...", &text[..end]),
        None => text,
    }
}
