//! Reads the schemas of what callers fill in.

use heck::ToSnakeCase;
use serde_json::Value;

use crate::{
    Document,
    model::{Api, Field, Object, Shape},
    read::{Reader, Result},
};

/// Reads the schema of something that a caller fills in.
pub(crate) fn shape(api: &mut Api, at: &Reader<'_>, id: &str, schema: &Value) -> Result<Shape> {
    let Some(reference) = schema.get("$ref").and_then(Value::as_str) else {
        return shape_of(api, at, id, schema);
    };
    if at.within.borrow().iter().any(|other| other == reference) {
        return at.fail(id, format!("`{reference}` holds itself, in a request"));
    }
    at.within.borrow_mut().push(reference.to_owned());
    let shape = shape_of(api, at, id, schema);
    at.within.borrow_mut().pop();
    shape
}

fn shape_of(api: &mut Api, at: &Reader<'_>, id: &str, schema: &Value) -> Result<Shape> {
    let name = schema.get("$ref").and_then(Value::as_str);
    let name = name.and_then(schema_name).map(str::to_owned);
    let schema = at.document.resolve(schema);
    let number = |key: &str| schema.get(key).and_then(Value::as_u64);
    let min_length = number("minLength").unwrap_or(0);

    if let Some(parts) = schema.get("allOf").and_then(Value::as_array) {
        // `allOf` with one element is that element with annotations: 3.0 allows none beside `$ref`.
        return match parts.as_slice() {
            [part] => shape(api, at, id, part),
            _ => at.fail(id, "`allOf` with several parts in a request"),
        };
    }
    if let Some(parts) = schema.get("anyOf").and_then(Value::as_array) {
        return match open_enum(at.document, parts) {
            Some(known) => Ok(Shape::OpenEnum { known, min_length }),
            None => at.fail(
                id,
                "`anyOf` other than [an enum, `type: string`] in a request",
            ),
        };
    }
    if let Some(parts) = schema.get("oneOf").and_then(Value::as_array) {
        let Some(name) = name else {
            return at.fail(
                id,
                "`oneOf` in a request must have a name under `#/components/schemas`",
            );
        };
        let shapes = parts
            .iter()
            .map(|part| shape(api, at, id, part))
            .collect::<Result<Vec<_>>>()?;
        return Ok(Shape::OneOf { name, shapes });
    }

    match schema.get("type").and_then(Value::as_str) {
        Some("string") => match schema.get("enum").and_then(Value::as_array) {
            Some(values) => {
                let Some(name) = name else {
                    return at.fail(id, "an enum must have a name under `#/components/schemas`");
                };
                let values = values
                    .iter()
                    .filter_map(Value::as_str)
                    .map(str::to_owned)
                    .collect();
                Ok(Shape::Enum { name, values })
            }
            None if schema.get("pattern").is_some() => at.fail(
                id,
                "`pattern` can't be checked before sending; use a `format`",
            ),
            None => {
                let format = schema
                    .get("format")
                    .and_then(Value::as_str)
                    .map(str::to_owned);
                if let Some(format) = &format
                    && !["email", "sort-key"].contains(&format.as_str())
                {
                    return at.fail(id, format!("format `{format}` is unknown to `rules.rs`"));
                }
                Ok(Shape::String { min_length, format })
            }
        },
        Some("boolean") => Ok(Shape::Boolean),
        Some("integer") => Ok(Shape::Integer {
            minimum: schema.get("minimum").and_then(Value::as_i64),
            maximum: schema.get("maximum").and_then(Value::as_i64),
        }),
        Some("array") => {
            let Some(items) = schema.get("items") else {
                return at.fail(id, "an array has no `items`");
            };
            let items = Box::new(shape(api, at, id, items)?);
            Ok(Shape::Array {
                items,
                min: number("minItems").unwrap_or(0),
                max: number("maxItems"),
            })
        }
        Some("object") => {
            let Some(name) = name else {
                return at.fail(
                    id,
                    "an object must have a name under `#/components/schemas`",
                );
            };
            let object = read_object(api, at, id, &name, schema)?;
            api.add(object);
            Ok(Shape::Object { name })
        }
        other => at.fail(
            id,
            format!("type `{}` in a request", other.unwrap_or("none")),
        ),
    }
}

fn read_object(
    api: &mut Api,
    at: &Reader<'_>,
    id: &str,
    name: &str,
    schema: &Value,
) -> Result<Object> {
    if schema.get("additionalProperties") != Some(&Value::Bool(false)) {
        let reason = format!(
            "request object `{name}` must have `additionalProperties: false`, so that misspelt fields are caught"
        );
        return at.fail(id, reason);
    }
    let required = |field: &str| {
        schema
            .get("required")
            .and_then(Value::as_array)
            .is_some_and(|names| names.iter().any(|name| name == field))
    };
    let mut fields = Vec::new();
    for (wire, property) in schema
        .get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        let resolved = at.document.resolve(property);
        let shape = shape(api, at, id, property).map_err(|mut error| {
            error
                .message
                .push_str(&format!(", of property `{name}.{wire}`"));
            error
        })?;
        if !is_name(&wire.to_snake_case()) {
            return at.fail(
                id,
                format!("property `{name}.{wire}` can't be named in Rust"),
            );
        }
        fields.push(Field {
            wire: wire.clone(),
            name: wire.to_snake_case(),
            docs: match text(property, "description") {
                docs if docs.is_empty() => text(resolved, "description"),
                docs => docs,
            },
            required: required(wire),
            nullable: resolved.get("nullable") == Some(&Value::Bool(true)),
            shape,
        });
    }
    Ok(Object {
        name: name.to_owned(),
        docs: text(schema, "description"),
        min_properties: schema
            .get("minProperties")
            .and_then(Value::as_u64)
            .unwrap_or(0),
        fields,
    })
}

/// The name of the enum, if `parts` are `[{$ref: <string enum>}, {type: string}]`.
pub(crate) fn open_enum(document: &Document, parts: &[Value]) -> Option<String> {
    let [known, open] = parts else { return None };
    let open = document.resolve(open);
    let is_string = open.get("type")?.as_str()? == "string" && open.get("enum").is_none();
    document.resolve(known).get("enum")?;
    let name = schema_name(known.get("$ref")?.as_str()?)?;
    is_string.then(|| name.to_owned())
}

/// Whether something can be named this in Rust, however its case is changed.
pub(crate) fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The schema that a reference leads to, if it is one with a name.
pub(crate) fn schema_name(reference: &str) -> Option<&str> {
    let name = reference.strip_prefix("#/components/schemas/")?;
    is_name(name).then_some(name)
}

pub(crate) fn text(node: &Value, key: &str) -> String {
    node.get(key)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .trim()
        .to_owned()
}
