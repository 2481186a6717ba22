//! Schemas of the document as the comparisons need them: references followed, and each part with
//! the place where it stands.

use std::collections::BTreeSet;

use bitsight_users_openapi::{Document, Pointer};
use serde_json::Value;

/// References and single-element `allOf`s beyond this many are a cycle.
const MAX_STEPS: usize = 32;

/// A schema, seen from the place that uses it.
#[derive(Clone, Debug)]
pub(crate) struct Schema<'a> {
    document: &'a Document,
    /// Every node from the place of use to the shape itself, with its pointer: a property can be
    /// `{nullable, allOf: [$ref]}`, and the default or `nullable` may stand in any of them.
    layers: Vec<(String, &'a Value)>,
}

/// The values that a schema names.
pub(crate) struct Values<'a> {
    /// The values.
    pub(crate) known: Vec<&'a Value>,
    /// Whether other values are valid, too.
    pub(crate) open: bool,
    /// Where the list stands.
    pub(crate) pointer: String,
}

impl<'a> Schema<'a> {
    /// The schema at a pointer of the document.
    pub(crate) fn at(document: &'a Document, pointer: &str) -> Option<Self> {
        let mut pointer = pointer.to_owned();
        let mut layers = Vec::new();
        for _ in 0..MAX_STEPS {
            let node = document.value().pointer(&pointer)?;
            layers.push((pointer.clone(), node));
            if let Some(target) = node.get("$ref").and_then(Value::as_str) {
                target.strip_prefix('#')?.clone_into(&mut pointer);
            } else if node
                .get("allOf")
                .and_then(Value::as_array)
                .is_some_and(|all| all.len() == 1)
            {
                pointer.push_str("/allOf/0");
            } else {
                return Some(Self { document, layers });
            }
        }
        None
    }

    /// Where the place of use stands, e.g. the property.
    pub(crate) fn place(&self) -> &str {
        self.layers.first().map_or("", |(pointer, _)| pointer)
    }

    /// Where the shape itself stands.
    pub(crate) fn pointer(&self) -> &str {
        self.layers.last().map_or("", |(pointer, _)| pointer)
    }

    fn node(&self) -> &'a Value {
        self.layers.last().map_or(&Value::Null, |(_, node)| node)
    }

    /// Whether the schema is, or is a reference to, the component of that name.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        let component = format!("/components/schemas/{name}");
        self.layers.iter().any(|(pointer, _)| *pointer == component)
    }

    /// Where the schema says that null is valid.
    pub(crate) fn nullable(&self) -> Option<String> {
        let (pointer, _) = self
            .layers
            .iter()
            .find(|(_, node)| node.get("nullable") == Some(&Value::Bool(true)))?;
        Some(format!("{pointer}/nullable"))
    }

    /// The default and where it stands.
    pub(crate) fn default(&self) -> Option<(&'a Value, String)> {
        self.layers.iter().find_map(|(pointer, node)| {
            node.get("default")
                .map(|default| (default, format!("{pointer}/default")))
        })
    }

    /// A keyword of the shape, such as `maxItems`, and where it stands.
    pub(crate) fn keyword(&self, keyword: &str) -> Option<(&'a Value, String)> {
        let value = self.node().get(keyword)?;
        Some((value, format!("{}/{keyword}", self.pointer())))
    }

    /// The schema itself, or the members of its `anyOf`/`oneOf`.
    fn alternatives(&self) -> Vec<Self> {
        for keyword in ["anyOf", "oneOf"] {
            if let Some(members) = self.node().get(keyword).and_then(Value::as_array) {
                return (0..members.len())
                    .filter_map(|index| {
                        Self::at(
                            self.document,
                            &format!("{}/{keyword}/{index}", self.pointer()),
                        )
                    })
                    .collect();
            }
        }
        vec![self.clone()]
    }

    /// The schema itself, or the members of an `allOf` with several.
    fn parts(&self) -> Vec<Self> {
        let mut parts = vec![self.clone()];
        if let Some(members) = self.node().get("allOf").and_then(Value::as_array) {
            let member =
                |index| Self::at(self.document, &format!("{}/allOf/{index}", self.pointer()));
            parts.extend(
                (0..members.len())
                    .filter_map(member)
                    .flat_map(|part| part.parts()),
            );
        }
        parts
    }

    /// The properties, in the order of the document.
    pub(crate) fn properties(&self) -> Vec<(&'a str, Self)> {
        let mut properties = Vec::new();
        // What one of several alternatives has is a property, too.
        for part in self.alternatives().iter().flat_map(Self::parts) {
            let Some(Value::Object(own)) = part.node().get("properties") else {
                continue;
            };
            for name in own.keys() {
                let pointer = Pointer::from(part.pointer()).keys(["properties", name]);
                if let Some(schema) = Self::at(self.document, &pointer) {
                    properties.push((name.as_str(), schema));
                }
            }
        }
        properties
    }

    /// The property of that name.
    pub(crate) fn property(&self, name: &str) -> Option<Self> {
        self.properties()
            .into_iter()
            .find(|(own, _)| *own == name)
            .map(|(_, schema)| schema)
    }

    /// The elements of an array.
    pub(crate) fn items(&self) -> Option<Self> {
        self.node().get("items")?;
        Self::at(self.document, &format!("{}/items", self.pointer()))
    }

    /// Where the schema says that a property is required.
    pub(crate) fn requires(&self, name: &str) -> Option<String> {
        self.parts().into_iter().find_map(|part| {
            let required = part.node().get("required")?.as_array()?;
            let index = required.iter().position(|each| each == name)?;
            Some(format!("{}/required/{index}", part.pointer()))
        })
    }

    /// Whether unknown properties are valid.
    pub(crate) fn accepts_unknown(&self) -> bool {
        self.parts()
            .iter()
            .all(|part| part.node().get("additionalProperties") != Some(&Value::Bool(false)))
    }

    /// The JSON types that the schema accepts, null aside; empty if it accepts all.
    pub(crate) fn types(&self) -> BTreeSet<&'a str> {
        let alternatives = self.alternatives();
        let mut types = BTreeSet::new();
        for alternative in &alternatives {
            let own = match alternative.node().get("type").and_then(Value::as_str) {
                Some(own) => BTreeSet::from([own]),
                None if alternatives.len() == 1 => alternative.implied_types(),
                None => alternative.types(),
            };
            if own.is_empty() {
                return own;
            }
            types.extend(own);
        }
        types
    }

    /// What a schema without `type` says about the type all the same.
    fn implied_types(&self) -> BTreeSet<&'a str> {
        if let Some(values) = self.node().get("enum").and_then(Value::as_array) {
            values.iter().map(json_type).collect()
        } else if self.parts().len() > 1 {
            self.parts().iter().skip(1).flat_map(Self::types).collect()
        } else {
            BTreeSet::new()
        }
    }

    /// The values that the schema, or for an array its elements, names.
    pub(crate) fn values(&self) -> Option<Values<'a>> {
        if let Some(items) = self.items() {
            return items.values();
        }
        let mut named: Option<Values<'a>> = None;
        let mut open = false;
        for alternative in self.alternatives() {
            let Some((Value::Array(own), pointer)) = alternative.keyword("enum") else {
                open = true;
                continue;
            };
            let named = named.get_or_insert(Values {
                known: Vec::new(),
                open: false,
                pointer,
            });
            named.known.extend(own);
        }
        named.map(|named| Values { open, ..named })
    }

    /// The part of the schema that describes the value at a JSON pointer of an instance, or
    /// the deepest part on the way that exists.
    pub(crate) fn nearest(&self, instance_pointer: &str) -> Self {
        let mut nearest = self.clone();
        for step in Pointer::from(instance_pointer).steps() {
            let next = match nearest.items() {
                Some(items) if step.parse::<usize>().is_ok() => Some(items),
                _ => nearest.property(&step),
            };
            match next {
                Some(next) => nearest = next,
                None => break,
            }
        }
        nearest
    }

    /// The schema at the path of a documented row, such as `roles[].slug`.
    pub(crate) fn row(&self, row: &str) -> Option<Self> {
        let mut schema = self.clone();
        for step in row.split('.') {
            let name = step.trim_end_matches("[]");
            schema = schema.property(name)?;
            for _ in 0..(step.len() - name.len()) / 2 {
                schema = schema.items()?;
            }
        }
        Some(schema)
    }
}

/// The JSON type of a value, in the words of JSON Schema.
pub(crate) fn json_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_i64() || number.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
