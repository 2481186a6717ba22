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

use openapiv3::OpenAPI;
use proc_macro2::TokenStream;
use progenitor::{GenerationSettings, HooksMode, TypeImpl};
use quote::quote;
use serde_json::{Map, Value, json};

use crate::{Document, DocumentError, model::Api, shapes::open_enum};

/// As what progenitor is shown bodies; by this name it would send them as well.
const BYTES: &str = "application/octet-stream";

/// The schema whose values are times.
const TIMESTAMP: &str = "Timestamp";

/// Derives the view, and the settings that go with it.
pub(crate) fn derive(
    document: &Document,
    api: &Api,
) -> Result<(OpenAPI, GenerationSettings), DocumentError> {
    let mut settings = GenerationSettings::new();
    settings
        .with_hooks(HooksMode::Expected)
        .with_inner_type(quote!(crate::attempt::Attempt))
        .with_derive("PartialEq");

    let mut schemas = Map::new();
    let empty = Map::new();
    let documented = document
        .value()
        .pointer("/components/schemas")
        .and_then(Value::as_object);
    for (name, schema) in documented.unwrap_or(&empty) {
        let replacement = replacement(document, api, name, schema);
        let schema = match &replacement {
            Some(path) => {
                settings.with_replacement(name, path, std::iter::empty::<TypeImpl>());
                json!({ "type": "object" })
            }
            None => simplify(schema),
        };
        schemas.insert(name.clone(), schema);
    }

    let mut paths = Map::new();
    for operation in &api.operations {
        let mut view = json!({ "operationId": operation.id, "parameters": [] });
        let parameters: Vec<_> = operation
            .path_parameters
            .iter()
            .map(|field| parameter(&field.wire))
            .collect();
        view["parameters"] = Value::Array(parameters);
        if operation.body.is_some() {
            let bytes = json!({ "schema": { "type": "string", "format": "binary" } });
            view["requestBody"] = json!({ "required": true, "content": { BYTES: bytes } });
        }
        // Without any, progenitor would take every success for a stream.
        view["responses"] = json!({ "299": { "description": "" } });
        let item = paths.entry(&operation.path).or_insert_with(|| json!({}));
        item[operation.method.to_lowercase()] = view;
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

/// The hand-written or otherwise generated type that stands for a schema.
fn replacement(document: &Document, api: &Api, name: &str, schema: &Value) -> Option<String> {
    if name == TIMESTAMP {
        return Some("crate::Timestamp".to_owned());
    }
    if api.request(name).is_some() {
        return Some(format!("crate::types::{name}"));
    }
    let known = open_enum(document, schema.get("anyOf")?.as_array()?)?;
    Some(format!("crate::Open<crate::types::{known}>"))
}

/// Takes away what constrains (types with checks of their own would come out), and asks for the
/// fields that the document doesn't know.
fn simplify(schema: &Value) -> Value {
    let Value::Object(object) = schema else {
        return match schema {
            Value::Array(items) => items.iter().map(simplify).collect(),
            other => other.clone(),
        };
    };
    let mut simple = Map::new();
    for (key, value) in object {
        const CONSTRAINTS: [&str; 10] = [
            "default",
            "example",
            "format",
            "maximum",
            "maxItems",
            "minimum",
            "minItems",
            "minLength",
            "minProperties",
            "pattern",
        ];
        let value = match key.as_str() {
            // Names of properties are no key words.
            "properties" => match value {
                Value::Object(properties) => properties
                    .iter()
                    .map(|(name, property)| {
                        (name.clone(), simplify_property(object, name, property))
                    })
                    .collect(),
                other => other.clone(),
            },
            // An empty schema means the same as `true`, but makes progenitor keep the fields.
            "additionalProperties" if object.contains_key("properties") => json!({}),
            key if CONSTRAINTS.contains(&key) => continue,
            _ => simplify(value),
        };
        simple.insert(key.clone(), value);
    }
    Value::Object(simple)
}

/// An optional list would come out as a plain one, and absent could not be told from empty.
fn simplify_property(object: &Map<String, Value>, name: &str, property: &Value) -> Value {
    let mut simple = simplify(property);
    let required = object.get("required").and_then(Value::as_array);
    let is_required = required.is_some_and(|names| names.iter().any(|other| other == name));
    let kind = property.get("type").and_then(Value::as_str);
    if !is_required && matches!(kind, Some("array" | "object")) {
        simple["nullable"] = json!(true);
    }
    simple
}

fn parameter(name: &str) -> Value {
    json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } })
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
