//! The client view: what progenitor is shown of the document.
//!
//! The document says what the service does; progenitor needs it said in a way that its output loses
//! nothing. All differences between the two are made here:
//!
//! - No response but one that never comes: whatever does come then reaches one place, unread.
//!   Progenitor would look at all of a body before anybody can decode it, and panics where an
//!   operation's responses have different types.
//! - No query parameters: progenitor's methods would take apart and put together the URL for each,
//!   set or not. `crate::attempt` adds those that are set, all at once.
//! - Request bodies are bytes, made of the types that `requests.rs` holds, which tell unset from null.
//! - Response objects keep fields that the document doesn't know, in `extra`.
//! - Open enums are `crate::Open<T>`, and times are `crate::Timestamp`.

use bitsight_users_openapi::{Document, DocumentError};
use openapiv3::OpenAPI;
use proc_macro2::TokenStream;
use progenitor::{GenerationSettings, HooksMode, TypeImpl};
use quote::quote;
use serde_json::{Map, Value, json};

use crate::model::{Api, Kind, Object, Operation, Schema, Types};

/// As what progenitor is shown bodies; by this name it would send them as well.
const BYTES: &str = "application/octet-stream";

/// Derives the view, and the settings that go with it.
fn derive(document: &Document, api: &Api) -> Result<(OpenAPI, GenerationSettings), DocumentError> {
    let mut settings = GenerationSettings::new();
    settings
        .with_hooks(HooksMode::Expected)
        .with_inner_type(quote!(crate::attempt::Attempt))
        .with_derive("PartialEq");

    let mut schemas = Map::new();
    for each in api.types.by_name() {
        let view = match replacement(api, &each.schema.kind) {
            Some(path) => {
                settings.with_replacement(&each.name, path, std::iter::empty::<TypeImpl>());
                json!({ "type": "object" })
            }
            None => schema(&api.types, &each.schema),
        };
        schemas.insert(each.name.clone(), view);
    }

    let mut paths = Map::new();
    for each in &api.operations {
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
    let view = serde_json::from_value(view).map_err(|error| {
        document.error_at("", format!("the client view isn't valid OpenAPI: {error}"))
    })?;
    Ok((view, settings))
}

fn operation(operation: &Operation) -> Value {
    let parameters = operation.path_parameters.iter().map(|field| {
        json!({ "name": field.wire, "in": "path", "required": true, "schema": { "type": "string" } })
    });
    let mut view = json!({
        "operationId": operation.id,
        "parameters": parameters.collect::<Vec<_>>(),
        // Without any, progenitor would take every success for a stream.
        "responses": { "299": { "description": "" } },
    });
    if operation.body.is_some() {
        let bytes = json!({ "schema": { "type": "string", "format": "binary" } });
        view["requestBody"] = json!({ "required": true, "content": { BYTES: bytes } });
    }
    view
}

/// The type that stands for a schema instead of one of progenitor's.
fn replacement(api: &Api, kind: &Kind) -> Option<String> {
    match kind {
        Kind::Timestamp => Some("crate::Timestamp".to_owned()),
        Kind::OpenEnum { known, .. } => Some(format!("crate::Open<crate::types::{known}>")),
        Kind::Object(object) if api.requests.get(&object.name).is_some() => {
            Some(format!("crate::types::{}", object.name))
        }
        _ => None,
    }
}

/// A schema for progenitor. Constraints and formats are left out: of those it would make types that check
/// themselves, and refuse a response because of them.
fn schema(types: &Types, schema: &Schema) -> Value {
    let mut view = match &schema.kind {
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
            let alternatives = alternatives.iter().map(|each| self::schema(types, each));
            json!({ "oneOf": alternatives.collect::<Vec<_>>() })
        }
        Kind::Object(object) => self::object(types, object),
        Kind::Any { .. } => json!({}),
        Kind::Named(name) => {
            let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
            if schema.docs.is_empty() && !schema.nullable {
                return reference;
            }
            json!({ "allOf": [reference] })
        }
    };
    if !schema.docs.is_empty() {
        view["description"] = json!(schema.docs);
    }
    if schema.nullable {
        view["nullable"] = json!(true);
    }
    view
}

fn object(types: &Types, object: &Object) -> Value {
    let required = object.fields.iter().filter(|field| field.required);
    let required: Vec<_> = required.map(|field| &field.wire).collect();
    let mut properties = Map::new();
    for field in &object.fields {
        let mut view = schema(types, &field.schema);
        // Of an optional list progenitor would make a plain one, in which absent and empty are the same.
        if !field.required && matches!(field.schema.kind, Kind::Array { .. } | Kind::Map(_)) {
            view["nullable"] = json!(true);
        }
        properties.insert(field.wire.clone(), view);
    }
    json!({
        "type": "object",
        "required": required,
        "properties": properties,
        // The empty schema means the same as `true`, but makes progenitor keep the fields that the document doesn't
        // know.
        "additionalProperties": {},
    })
}

/// Runs progenitor on the view.
pub(crate) fn client(document: &Document, api: &Api) -> Result<TokenStream, DocumentError> {
    let (view, settings) = derive(document, api)?;
    let run = || progenitor::Generator::new(&settings).generate_tokens(&view);
    // Progenitor panics on some of what it can't express; `model` refuses all that is known.
    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)) {
        Ok(Ok(tokens)) => amended(&tokens)
            .ok_or_else(|| document.error_at("/paths", "progenitor sends its version otherwise")),
        Ok(Err(error)) => Err(document.error_at("/paths", format!("progenitor: {error}"))),
        Err(_) => Err(document.error_at("/paths", "progenitor panicked; its message stands above")),
    }
}

/// Changes what no setting of progenitor's does:
///
/// - Bodies are sent as JSON, which they are.
/// - No method sends the header by which progenitor's clients tell the document's version: the service
///   doesn't know it, and browsers would ask leave for it first. `None` if it isn't in there as it was
///   when this was written.
fn amended(client: &TokenStream) -> Option<TokenStream> {
    let made = quote! {
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
    };
    let mut text = client.to_string().replace(BYTES, "application/json");
    for part in [made, quote!(.headers(header_map))] {
        text = text.replace(&part.to_string(), "");
    }
    if text.contains("header_map") {
        return None;
    }
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::amended;

    #[test]
    fn bodies_are_sent_as_json() {
        let written =
            quote!(.header(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")));
        let sent = amended(&written).map(|client| client.to_string());
        let expected = quote!(.header(CONTENT_TYPE, HeaderValue::from_static("application/json")));
        assert_eq!(sent, Some(expected.to_string()));
    }

    #[test]
    fn a_version_that_is_sent_otherwise_is_not_passed_over() {
        let written = quote! {
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(1usize);
            header_map.append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(Self::api_version()),
            );
            let request = self.client.get(url).headers(header_map).build()?;
        };
        let without = amended(&written).map(|client| client.to_string());
        let expected = quote!(let request = self.client.get(url).build()?;);
        assert_eq!(without, Some(expected.to_string()));

        let otherwise = quote! {
            let header_map = HeaderMap::from_iter([("api-version", Self::api_version())]);
            let request = self.client.get(url).headers(header_map).build()?;
        };
        assert!(amended(&otherwise).is_none());
    }
}
