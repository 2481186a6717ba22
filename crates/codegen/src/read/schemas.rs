//! Reads schemas, whichever way their values travel.
//!
//! Nothing is refused here. What the model has no kind for is [`Kind::Any`], with the reason: a response may hold
//! it, and `requests` refuses it.

use std::collections::BTreeSet;

use bitsight_users_openapi::{Document, Pointer};
use serde_json::Value;

use super::names::{self, Names};
use crate::model::{Field, Format, Kind, Object, Schema, Types};

/// The schemas read so far.
pub(crate) struct Schemas<'a> {
    document: &'a Document,
    pub names: Names<'a>,
    pub types: Types,
}

impl<'a> Schemas<'a> {
    pub fn new(document: &'a Document, names: Names<'a>) -> Self {
        Self {
            document,
            names,
            types: Types::default(),
        }
    }

    /// Reads the schema of a component, whose place has its name already.
    pub fn component(&mut self, key: &str, place: &Pointer) {
        if let Some(name) = self.names.get(place).map(str::to_owned) {
            let schema = self.inside(place, &name);
            self.types.add(&name, Some(key), schema);
        }
    }

    /// Reads the schema at a place. One that needs a name and has none is named after the place.
    pub fn read(&mut self, place: &Pointer) -> Schema {
        let node = self.node(place);
        if let Some(target) = reference(node) {
            if self.names.get(&target).is_none() {
                return Schema {
                    pointer: place.clone(),
                    ..self.read(&target)
                };
            }
            return self.named(place, target);
        }
        if self.is_nominal(node) {
            let nullable = is_true(node, "nullable");
            if self.names.get(place).is_none() {
                self.name(place);
            }
            let schema = self.named(place, place.clone());
            return Schema { nullable, ..schema };
        }
        self.inside(place, "")
    }

    /// Reads the schema at a place as a type with a name, which it wouldn't need for itself.
    pub fn read_named(&mut self, place: &Pointer) -> String {
        match self.read(place).kind {
            Kind::Named(name) => name,
            _ => self.name(place),
        }
    }

    /// Names the type at a place after it, and reads it.
    fn name(&mut self, place: &Pointer) -> String {
        let name = self.names.derive(place);
        let schema = self.inside(place, &name);
        let schema = Schema {
            nullable: false,
            ..schema
        };
        self.types.add(&name, None, schema);
        name
    }

    /// The use, at a place, of a type with a name.
    fn named(&self, place: &Pointer, target: Pointer) -> Schema {
        let docs = match *place == target {
            true => text(self.node(place), "description"),
            false => String::new(),
        };
        let name = self.names.get(&target).unwrap_or_default().to_owned();
        Schema {
            pointer: place.clone(),
            docs,
            nullable: false,
            kind: Kind::Named(name),
        }
    }

    /// Reads what stands at a place itself. `name` is the name of the type that it makes, if it makes one.
    fn inside(&mut self, place: &Pointer, name: &str) -> Schema {
        let node = self.node(place);
        Schema {
            pointer: place.clone(),
            docs: text(node, "description"),
            nullable: is_true(node, "nullable"),
            kind: self.kind(place, node, name),
        }
    }

    fn kind(&mut self, place: &Pointer, node: &'a Value, name: &str) -> Kind {
        if reference(node).is_some() {
            return self.read(place).kind;
        }
        let name = name.to_owned();
        if self.is_object(node) {
            return Kind::Object(self.object(place, node, name));
        }
        let min_length = number(node, "minLength").unwrap_or(0);
        for keyword in ["allOf", "anyOf", "oneOf"] {
            let Some(parts) = node.get(keyword).and_then(Value::as_array) else {
                continue;
            };
            let part = |index| place.clone().key(keyword).index(index);
            // One part is that part with annotations, which 3.0 doesn't allow beside `$ref`.
            if parts.len() == 1 {
                return self.read(&part(0)).kind;
            }
            if keyword == "allOf" {
                return any("`allOf` of several parts that aren't all objects");
            }
            if is_open_enum(self.document, parts) {
                let known = self.read_named(&part(0));
                let format = match self.read(&part(1)).kind {
                    Kind::String { format, .. } => format,
                    _ => None,
                };
                return Kind::OpenEnum {
                    known,
                    min_length,
                    format,
                };
            }
            let alternatives = (0..parts.len()).map(|index| self.read(&part(index)));
            return Kind::Union {
                name,
                alternatives: alternatives.collect(),
            };
        }
        if node.get("enum").is_some() {
            return match strings(node) {
                Some(values) => Kind::Enum {
                    name,
                    values,
                    names: texts(node, "x-names"),
                },
                None => any("an enum of other values than strings"),
            };
        }
        match node.get("type").and_then(Value::as_str) {
            // `Timestamp` is a type of the client's own, which keeps times that aren't RFC 3339.
            Some("string") if name == TIMESTAMP => Kind::Timestamp,
            Some("string") => Kind::String {
                min_length,
                format: node.get("format").and_then(Value::as_str).map(format),
                has_pattern: node.get("pattern").is_some(),
            },
            Some("boolean") => Kind::Boolean,
            Some("integer") => Kind::Integer {
                minimum: node.get("minimum").and_then(Value::as_i64),
                maximum: node.get("maximum").and_then(Value::as_i64),
            },
            Some("number") => Kind::Number,
            Some("array") => Kind::Array {
                items: Box::new(self.read(&place.clone().key("items"))),
                min: number(node, "minItems").unwrap_or(0),
                max: number(node, "maxItems"),
            },
            Some("object") => {
                let has_values = matches!(node.get("additionalProperties"), Some(Value::Object(_)));
                let values =
                    has_values.then(|| self.read(&place.clone().key("additionalProperties")));
                Kind::Map(values.map(Box::new))
            }
            other => any(&format!("type `{}`", other.unwrap_or("none"))),
        }
    }

    fn object(&mut self, place: &Pointer, node: &'a Value, name: String) -> Object {
        let mut fields = Vec::new();
        let mut required = BTreeSet::new();
        self.fields(place, node, &mut fields, &mut required);
        for field in &mut fields {
            field.required = required.contains(field.wire.as_str());
        }
        Object {
            name,
            docs: text(node, "description"),
            min_properties: number(node, "minProperties").unwrap_or(0),
            refused: texts(node, "x-refused"),
            is_strict: is_false(node, "additionalProperties"),
            is_plain: ["allOf", "anyOf", "oneOf"]
                .iter()
                .all(|key| node.get(key).is_none()),
            fields,
        }
    }

    /// Adds the properties of an object and of its parts. Of two with one name the later one counts.
    fn fields(
        &mut self,
        place: &Pointer,
        node: &'a Value,
        fields: &mut Vec<Field>,
        required: &mut BTreeSet<&'a str>,
    ) {
        let parts = node.get("allOf").and_then(Value::as_array);
        for index in 0..parts.map_or(0, Vec::len) {
            let part = self
                .document
                .target(place.clone().key("allOf").index(index));
            self.fields(&part, self.node(&part), fields, required);
        }
        let names = node.get("required").and_then(Value::as_array);
        required.extend(names.into_iter().flatten().filter_map(Value::as_str));
        let properties = node.get("properties").and_then(Value::as_object);
        for wire in properties.into_iter().flatten().map(|(wire, _)| wire) {
            fields.retain(|other| other.wire != *wire);
            fields.push(Field {
                wire: wire.clone(),
                name: wire.clone(),
                ident: names::ident(wire),
                required: false,
                schema: self.read(&place.clone().keys(["properties", wire])),
            });
        }
    }

    /// Whether a schema needs a name.
    fn is_nominal(&self, node: &Value) -> bool {
        let parts = |keyword| node.get(keyword).and_then(Value::as_array);
        if let Some(parts) = ["allOf", "anyOf", "oneOf"].into_iter().find_map(parts)
            && !self.is_object(node)
        {
            return parts.len() > 1 && node.get("allOf").is_none();
        }
        strings(node).is_some() || self.is_object(node)
    }

    /// Whether a schema describes an object with known properties, possibly as several parts.
    fn is_object(&self, node: &Value) -> bool {
        let has_properties = node.get("properties").is_some_and(Value::is_object);
        if let Some(parts) = node.get("allOf").and_then(Value::as_array) {
            let is_object = |part| self.is_object(self.document.resolve(part));
            return (parts.len() > 1 || has_properties) && parts.iter().all(is_object);
        }
        match node.get("type").and_then(Value::as_str) {
            Some("object") => has_properties || is_false(node, "additionalProperties"),
            None => has_properties,
            Some(_) => false,
        }
    }

    fn node(&self, place: &Pointer) -> &'a Value {
        self.document.value().pointer(place).unwrap_or(&Value::Null)
    }
}

/// The component whose values are times.
const TIMESTAMP: &str = "Timestamp";

/// Whether parts are an enum of strings and any string.
fn is_open_enum(document: &Document, parts: &[Value]) -> bool {
    let [known, open] = parts else { return false };
    let open = document.resolve(open);
    strings(document.resolve(known)).is_some()
        && open.get("type").and_then(Value::as_str) == Some("string")
        && open.get("enum").is_none()
}

/// The values of an enum of strings, null aside.
fn strings(node: &Value) -> Option<Vec<String>> {
    let values = node.get("enum")?.as_array()?;
    let values = values.iter().filter(|value| !value.is_null());
    let values: Option<Vec<_>> = values
        .map(|value| value.as_str().map(str::to_owned))
        .collect();
    values.filter(|values| !values.is_empty())
}

fn format(name: &str) -> Format {
    match name {
        "email" => Format::Email,
        "sort-key" => Format::SortKey,
        "uuid" => Format::Uuid,
        "date-time" => Format::DateTime,
        other => Format::Unknown(other.to_owned()),
    }
}

fn reference(node: &Value) -> Option<Pointer> {
    Pointer::of_reference(node.get("$ref")?.as_str()?)
}

fn any(reason: &str) -> Kind {
    Kind::Any {
        reason: reason.to_owned(),
    }
}

fn number(node: &Value, key: &str) -> Option<u64> {
    node.get(key).and_then(Value::as_u64)
}

fn is_true(node: &Value, key: &str) -> bool {
    node.get(key) == Some(&Value::Bool(true))
}

fn is_false(node: &Value, key: &str) -> bool {
    node.get(key) == Some(&Value::Bool(false))
}

fn text(node: &Value, key: &str) -> String {
    let text = node.get(key).and_then(Value::as_str).unwrap_or_default();
    text.trim().to_owned()
}

/// The members of an object of texts, in the order of their names.
fn texts(node: &Value, key: &str) -> Vec<(String, String)> {
    let members = node.get(key).and_then(Value::as_object);
    members
        .into_iter()
        .flatten()
        .filter_map(|(name, text)| Some((name.clone(), text.as_str()?.trim().to_owned())))
        .collect()
}
