//! Writes progenitor's client, from a *view* of the document.
//!
//! The view is an OpenAPI document too. It describes the same types and paths, in such a way that the code that
//! progenitor generates loses no data. It differs from the document in these points:
//!
//! - One response, with a status that the service doesn't use: every real response is unexpected to
//!   progenitor, and is handed on with its body unread. Progenitor would read a body to its end before
//!   anybody can decode it, and panics if an operation's responses have different types.
//! - No query parameters: progenitor's methods would parse and write the URL once for each of them, set or
//!   not. `crate::call::outgoing` adds those that are set, all at once.
//! - Request bodies are bytes. Their types are written by `requests.rs`, and tell unset from null.
//! - Response objects keep fields that the document doesn't know, in `extra`.
//! - Enums are `crate::Open<T>`, also where the document closes them: a value that was added later must not make the
//!   rest of a response unreadable. Times are `crate::Timestamp`.

use std::collections::BTreeSet;

use ::progenitor::{GenerationSettings, HooksMode, TypeImpl};
use bitsight_users_openapi::{Document, DocumentError};
use openapiv3::OpenAPI;
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Map, Value, json};

use super::progenitor;
use crate::model::{Api, Format, Kind, Object, Operation, Schema, Types};

/// The media type progenitor sees. The client's hook sets the real one.
const BYTES: &str = "application/octet-stream";

/// The one status that progenitor sees as a response; the service doesn't use it. Without any,
/// progenitor would take every success for a stream.
const NEVER_SENT: &str = "299";

/// The client's type for times.
const TIMESTAMP: &str = "crate::types::timestamp::Timestamp";

/// Derives the view of some operations and types, and the settings that go with it.
fn derive(
    document: &Document,
    api: &Api,
    operations: &[&Operation],
    types: &BTreeSet<&str>,
) -> Result<(OpenAPI, GenerationSettings), String> {
    let mut settings = GenerationSettings::new();
    settings
        .with_hooks(HooksMode::Expected)
        .with_inner_type(quote!(crate::call::outgoing::Outgoing))
        .with_derive("PartialEq");

    let time = time_name(&api.types);
    settings.with_replacement(&time, TIMESTAMP, std::iter::empty::<TypeImpl>());
    let mut schemas = Map::from_iter([(time, json!({ "type": "object" }))]);
    for each in types.iter().filter_map(|name| api.types.get(name)) {
        let view = match replacement(api, &each.schema.kind) {
            Some(path) => {
                settings.with_replacement(&each.name, path, std::iter::empty::<TypeImpl>());
                json!({ "type": "object" })
            }
            // Null is allowed where a type is used. A type that is nullable itself would become a wrapper of an option.
            None => {
                let schema_of = Schema {
                    nullable: false,
                    ..each.schema.clone()
                };
                schema(&api.types, &schema_of)
            }
        };
        if let Kind::Enum { name, .. } = &each.schema.kind {
            let open = open_name(&api.types, name);
            settings.with_replacement(&open, open_enum(name), std::iter::empty::<TypeImpl>());
            schemas.insert(open, json!({ "type": "object" }));
        }
        schemas.insert(each.name.clone(), view);
    }

    let mut paths = Map::new();
    for each in operations {
        let item = paths.entry(&each.path).or_insert_with(|| json!({}));
        item[each.method.to_lowercase()] = operation(each);
    }

    let info = document.value().get("info");
    let text = |key: &str| {
        info.and_then(|info| info.get(key))
            .cloned()
            .unwrap_or(json!(""))
    };
    let view = json!({
        "openapi": "3.0.3",
        "info": { "title": text("title"), "version": text("version") },
        "paths": paths,
        "components": { "schemas": schemas },
    });
    let view = serde_json::from_value(view).map_err(|error| error.to_string())?;
    Ok((view, settings))
}

fn operation(operation: &Operation) -> Value {
    let parameters = operation.path_parameters.iter().map(|field| {
        json!({ "name": field.wire, "in": "path", "required": true, "schema": { "type": "string" } })
    });
    let mut view = json!({
        "operationId": operation.id,
        "parameters": parameters.collect::<Vec<_>>(),
        "responses": { NEVER_SENT: { "description": "" } },
    });
    if operation.body.is_some() {
        let bytes = json!({ "schema": { "type": "string", "format": "binary" } });
        view["requestBody"] = json!({ "required": true, "content": { BYTES: bytes } });
    }
    view
}

/// The type that a response is read into, if it isn't one of progenitor's.
pub(super) fn response(api: &Api, kind: &Kind) -> Option<String> {
    match kind {
        Kind::Enum { name, .. } => Some(open_enum(name)),
        _ => replacement(api, kind),
    }
}

/// The type that stands for a schema instead of one of progenitor's.
fn replacement(api: &Api, kind: &Kind) -> Option<String> {
    match kind {
        Kind::Timestamp => Some(TIMESTAMP.to_owned()),
        Kind::OpenEnum { known, .. } => Some(open_enum(known)),
        Kind::Object(object) if api.requests.get(&object.name).is_some() => {
            Some(format!("crate::types::{}", object.name))
        }
        _ => None,
    }
}

/// The name of an enum's open form in the view.
fn open_name(types: &Types, name: &str) -> String {
    free_name(types, format!("{name}OrOther"))
}

/// The name of a time in the view.
fn time_name(types: &Types) -> String {
    free_name(types, "Time".to_owned())
}

/// A name that no type of the document has.
fn free_name(types: &Types, mut name: String) -> String {
    while types.get(&name).is_some() {
        name.push_str("Type");
    }
    name
}

fn open_enum(name: &str) -> String {
    format!("crate::types::open::Open<crate::types::{name}>")
}

/// A schema of the view. It has no constraints and formats: progenitor's types would check them, and refuse
/// responses that violate them.
fn schema(types: &Types, schema: &Schema) -> Value {
    let mut view = match &schema.kind {
        Kind::String {
            format: Some(Format::DateTime),
            ..
        } => json!({ "allOf": [{ "$ref": format!("#/components/schemas/{}", time_name(types)) }] }),
        Kind::String { .. } | Kind::Timestamp | Kind::OpenEnum { .. } => {
            json!({ "type": "string" })
        }
        Kind::Boolean => json!({ "type": "boolean" }),
        Kind::Integer { .. } => json!({ "type": "integer" }),
        Kind::Number => json!({ "type": "number" }),
        Kind::Array { items, .. } => {
            json!({ "type": "array", "items": self::schema(types, items) })
        }
        Kind::Map(values) => {
            let values = values.as_ref();
            let values = values.map_or(json!(true), |values| self::schema(types, values));
            json!({ "type": "object", "additionalProperties": values })
        }
        Kind::Enum { values, .. } => json!({ "type": "string", "enum": values }),
        Kind::Union { alternatives, .. } => {
            let alternatives = alternatives.iter().map(|each| alternative(types, each));
            json!({ "oneOf": alternatives.collect::<Vec<_>>() })
        }
        Kind::Object(object) => self::object(types, object),
        Kind::Any { .. } => json!({}),
        Kind::Named(name) => {
            let name = match &types.resolve(schema).kind {
                Kind::Enum { name, .. } => &open_name(types, name),
                _ => name,
            };
            let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
            if schema.docs.is_empty() && !types.is_nullable(schema) {
                return reference;
            }
            json!({ "allOf": [reference] })
        }
    };
    if !schema.docs.is_empty() {
        view["description"] = json!(schema.docs);
    }
    let is_named = matches!(schema.kind, Kind::Named(_));
    if schema.nullable || is_named && types.is_nullable(schema) {
        view["nullable"] = json!(true);
    }
    view
}

/// One of several alternatives in the view. An enum stays closed there: an open one would accept every string, and
/// the alternatives after it would never be tried.
fn alternative(types: &Types, schema: &Schema) -> Value {
    match (&types.resolve(schema).kind, &schema.kind) {
        (Kind::Enum { name, .. }, _) | (_, Kind::Named(name)) => {
            json!({ "$ref": format!("#/components/schemas/{name}") })
        }
        // Where one alternative may be null, the whole may be.
        _ => self::schema(
            types,
            &Schema {
                nullable: false,
                ..schema.clone()
            },
        ),
    }
}

fn object(types: &Types, object: &Object) -> Value {
    let required = object.fields.iter().filter(|field| field.required);
    let required: Vec<_> = required.map(|field| &field.wire).collect();
    let mut properties = Map::new();
    for field in &object.fields {
        let mut view = schema(types, &field.schema);
        // Otherwise an optional list becomes a `Vec`, in which absent and empty are the same.
        if !field.required && matches!(field.schema.kind, Kind::Array { .. } | Kind::Map(_)) {
            view["nullable"] = json!(true);
        }
        properties.insert(field.wire.clone(), view);
    }
    json!({
        "type": "object",
        "required": required,
        "properties": properties,
        // The empty schema means the same as `true`, but makes progenitor keep unknown properties.
        "additionalProperties": {},
    })
}

/// Writes progenitor's client.
///
/// # Errors
/// When progenitor fails or panics. The error names the operation, and the place of the schema that caused it.
pub(crate) fn client(document: &Document, api: &Api) -> Result<TokenStream, DocumentError> {
    let operations: Vec<_> = api.operations.iter().collect();
    let types = api.types.by_name().map(|each| each.name.as_str()).collect();
    let run = |operations: &[&Operation], types: &BTreeSet<&str>| {
        let (view, settings) = derive(document, api, operations, types)?;
        progenitor::generate(&view, &settings)
    };
    let reason = match run(&operations, &types) {
        Ok(tokens) => return Ok(tokens),
        Err(reason) => reason,
    };
    // Progenitor doesn't say what caused the failure. Find the first operation that fails by itself, then the first
    // of its types that does.
    for operation in operations {
        let types = api.types_of(operation);
        let Err(reason) = run(&[operation], &types) else {
            continue;
        };
        let culprit = types
            .iter()
            .filter_map(|name| api.types.get(name))
            .find(|each| run(&[], &api.types.closure([each.name.as_str()])).is_err());
        let place = culprit.map_or(&operation.pointer, |each| &each.schema.pointer);
        let id = &operation.documented_id;
        let message = format!("operation `{id}` can't be generated: progenitor: {reason}");
        return Err(document.error_at(place, message));
    }
    for each in api.types.in_order() {
        if let Err(reason) = run(&[], &api.types.closure([each.name.as_str()])) {
            let message = format!(
                "schema `{}` can't be generated: progenitor: {reason}",
                each.name
            );
            return Err(document.error_at(&each.schema.pointer, message));
        }
    }
    Err(document.error_at("/paths", format!("progenitor: {reason}")))
}
