//! JSON Schema from the schemas of an OpenAPI 3.0 document, for validators.

use serde_json::{Map, Value, json};

use crate::Document;

impl Document {
    /// The schema at a JSON pointer as a self-contained JSON Schema (2020-12): `nullable` becomes
    /// a type, and the document's other schemas come along for `$ref`s to point at.
    /// `None` if there is nothing at `pointer`.
    pub fn json_schema(&self, pointer: &str) -> Option<Value> {
        let schema = self.value().pointer(pointer)?;
        let schemas = self
            .value()
            .pointer("/components/schemas")
            .map_or(json!({}), convert_each);
        let mut root = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "components": { "schemas": schemas },
        });
        // A pointer into the schemas is referred to, so that reports name it.
        if pointer.starts_with("/components/schemas/") {
            root["$ref"] = json!(format!("#{pointer}"));
        } else {
            root["allOf"] = json!([convert(schema)]);
        }
        Some(root)
    }
}

/// Converts one schema.
fn convert(schema: &Value) -> Value {
    let Value::Object(schema) = schema else {
        return schema.clone();
    };
    let mut converted = Map::new();
    for (key, value) in schema {
        let value = match key.as_str() {
            "properties" => convert_each(value),
            "items" | "not" | "additionalProperties" => convert(value),
            "allOf" | "anyOf" | "oneOf" => match value {
                Value::Array(schemas) => schemas.iter().map(convert).collect(),
                other => other.clone(),
            },
            // Words of OpenAPI that JSON Schema doesn't know.
            "nullable" | "example" | "discriminator" | "externalDocs" | "xml" => continue,
            key if key.starts_with("x-") => continue,
            _ => value.clone(),
        };
        converted.insert(key.clone(), value);
    }
    if schema.get("nullable") == Some(&Value::Bool(true)) {
        return json!({ "anyOf": [converted, { "type": "null" }] });
    }
    Value::Object(converted)
}

fn convert_each(schemas: &Value) -> Value {
    match schemas {
        Value::Object(schemas) => schemas
            .iter()
            .map(|(name, schema)| (name.clone(), convert(schema)))
            .collect(),
        other => other.clone(),
    }
}
