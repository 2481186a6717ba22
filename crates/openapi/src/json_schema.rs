//! JSON Schema from the schemas of an OpenAPI 3.0 document, for validators.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::Document;

impl Document {
    /// The schema at a JSON pointer as a self-contained JSON Schema (2020-12): `nullable` becomes
    /// a type, and the schemas that its `$ref`s lead to come along.
    /// `None` if there is nothing at `pointer`.
    pub fn json_schema(&self, pointer: &str) -> Option<Value> {
        let schema = self.value().pointer(pointer)?;
        let mut schemas = BTreeMap::new();
        self.referred_to(&json!(format!("#{pointer}")), &mut schemas);
        self.referred_to(schema, &mut schemas);
        // A named schema is referred to, so that reports of validators name it.
        let (keyword, constraint) = if pointer.starts_with(SCHEMAS) {
            ("$ref", json!(format!("#{pointer}")))
        } else {
            ("allOf", json!([convert(schema)]))
        };
        Some(json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "components": { "schemas": schemas },
            keyword: constraint,
        }))
    }

    /// Adds the schemas that a node refers to, and those that they refer to. Adding all schemas of
    /// the document would be correct too, but a validator compiles every schema that it gets.
    fn referred_to(&self, node: &Value, schemas: &mut BTreeMap<String, Value>) {
        match node {
            Value::Object(object) => {
                for child in object.values() {
                    self.referred_to(child, schemas);
                }
            }
            Value::Array(items) => {
                for item in items {
                    self.referred_to(item, schemas);
                }
            }
            Value::String(text) => {
                // A reference into a schema takes the whole schema along.
                let rest = text
                    .strip_prefix('#')
                    .and_then(|rest| rest.strip_prefix(SCHEMAS));
                let Some(name) = rest.and_then(|rest| rest.split('/').next()) else {
                    return;
                };
                if !schemas.contains_key(name)
                    && let Some(schema) = self.value().pointer(&format!("{SCHEMAS}{name}"))
                {
                    schemas.insert(name.to_owned(), convert(schema));
                    self.referred_to(schema, schemas);
                }
            }
            _ => {}
        }
    }
}

/// The prefix of pointers to named schemas.
const SCHEMAS: &str = "/components/schemas/";

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
