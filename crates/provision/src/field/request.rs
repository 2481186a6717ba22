//! All fields, and what requests carry for them.

use crate::prelude::*;

use serde_json::{Map, Value};

use super::kind::{Field, Fields, Kind};
use crate::{generated::FIELDS, json::object, order};

impl Field {
    /// All managed fields, in the order of their columns.
    pub fn all() -> &'static [Field] {
        FIELDS
    }

    /// The field with this column.
    pub fn by_column(column: &str) -> Option<&'static Field> {
        Self::all().iter().find(|field| field.column == column)
    }
}

/// The body of a request that carries these values.
pub(crate) fn request_body(fields: &Fields) -> Map<String, Value> {
    object(fields.iter().filter_map(|(column, wanted)| {
        let field = Field::by_column(column)?;
        Some((field.name, field.request(wanted)))
    }))
}

impl Field {
    /// What a request carries for a wanted value.
    fn request(&self, wanted: &Value) -> Value {
        match &self.kind {
            Kind::One { member, .. } => {
                Value::Array(vec![Value::Object(object([(*member, wanted.clone())]))])
            }
            Kind::Settings { name, value, .. } => {
                let Some(wanted) = wanted.as_object() else {
                    return Value::Array(Vec::new());
                };
                let settings: Vec<_> = wanted.iter().collect();
                // In one order, so that the same plan has the same hash.
                let settings = order::of(&settings, &|(one, _), (other, _)| one.cmp(other));
                let settings = settings.into_iter().map(|(slug, setting)| {
                    let slug = Value::from(slug.as_str());
                    Value::Object(object([(*name, slug), (*value, (*setting).clone())]))
                });
                Value::Array(settings.collect())
            }
            Kind::Text { .. }
            | Kind::Boolean
            | Kind::Integer
            | Kind::Choice { .. }
            | Kind::Reference => wanted.clone(),
        }
    }
}
