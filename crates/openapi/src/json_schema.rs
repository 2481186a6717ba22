//! JSON Schema from the schemas of an OpenAPI 3.0 document, for validators.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::{Document, Pointer};

impl Document {
    /// The schema at a JSON pointer as a self-contained JSON Schema (2020-12): `nullable` becomes
    /// a type, and the schemas that its `$ref`s lead to come along.
    /// `None` if there is nothing at `pointer`.
    pub fn json_schema(&self, pointer: &str) -> Option<Value> {
        let schema = self.value().pointer(pointer)?;
        let mut referred = BTreeMap::new();
        // A named schema is referred to, so that reports of validators name it.
        let constraint = if pointer.starts_with(SCHEMAS) {
            json!({ "$ref": format!("#{pointer}") })
        } else {
            convert(schema)
        };
        self.referred_to(&constraint, &mut referred);
        let mut root = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "allOf": [constraint],
        });
        for (pointer, schema) in referred {
            insert(&mut root, &pointer, schema);
        }
        Some(root)
    }

    /// Adds the schemas that a node refers to, and those that they refer to. Adding all schemas of
    /// the document would be correct too, but a validator compiles every schema that it gets.
    fn referred_to(&self, node: &Value, referred: &mut BTreeMap<Pointer, Value>) {
        match node {
            Value::Object(object) => {
                let reference = object.get("$ref").and_then(Value::as_str);
                if let Some(pointer) = reference.and_then(Pointer::of_reference) {
                    // A reference into a named schema takes the whole schema along.
                    let pointer = named(&pointer).unwrap_or(pointer);
                    if !referred.contains_key(&pointer)
                        && let Some(schema) = self.value().pointer(&pointer)
                    {
                        referred.insert(pointer, convert(schema));
                        self.referred_to(schema, referred);
                    }
                }
                for child in object.values() {
                    self.referred_to(child, referred);
                }
            }
            Value::Array(items) => {
                for item in items {
                    self.referred_to(item, referred);
                }
            }
            _ => {}
        }
    }
}

/// The pointer to the named schema that a pointer leads into.
fn named(pointer: &Pointer) -> Option<Pointer> {
    let name = pointer.strip_prefix(SCHEMAS)?.split('/').next()?;
    Some(Pointer::from(format!("{SCHEMAS}{name}").as_str()))
}

/// Puts a schema at its place in the document, so that references lead there.
fn insert(root: &mut Value, pointer: &Pointer, schema: Value) {
    let mut place = root;
    for step in pointer.steps() {
        // An index of a list is a key here: pointers don't tell one from the other.
        let Value::Object(object) = place else { return };
        place = object
            .entry(step.into_owned())
            .or_insert_with(|| Value::Object(Map::new()));
    }
    *place = schema;
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

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use crate::Document;

    const TEXT: &str = r##"
openapi: 3.0.3
info: { title: T, version: "1" }
paths:
  /users/{id}:
    get:
      parameters:
        - { name: id, in: path, required: true, schema: { type: string, minLength: 3 } }
      responses:
        "200": { description: d, content: { application/json: { schema: { $ref: "#/components/schemas/User" } } } }
components:
  schemas:
    User:
      type: object
      properties:
        id: { $ref: "#/paths/~1users~1%7Bid%7D/get/parameters/0/schema" }
        parent: { $ref: "#/components/schemas/User" }
    Other: { type: string }
"##;

    #[test]
    fn a_schema_takes_along_what_it_refers_to_and_nothing_else() {
        let document = Document::parse("a.yaml", TEXT).ok();
        let schema = document.and_then(|it| it.json_schema("/components/schemas/User"));
        let at = |pointer: &str| schema.as_ref().and_then(|schema| schema.pointer(pointer));
        let id = at("/paths/~1users~1{id}/get/parameters/0/schema/minLength");
        assert_eq!(id, Some(&Value::from(3)));
        assert!(at("/components/schemas/User").is_some());
        assert!(at("/components/schemas/Other").is_none());
    }
}
