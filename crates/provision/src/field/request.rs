//! All fields, and what requests carry for them.

use serde_json::{Map, Value, json};

use super::kind::{Field, Fields, Kind};
use crate::generated::FIELDS;

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
    fields
        .iter()
        .filter_map(|(column, wanted)| {
            let field = Field::by_column(column)?;
            Some((field.name.to_owned(), field.request(wanted)))
        })
        .collect()
}

impl Field {
    /// What a request carries for a wanted value.
    fn request(&self, wanted: &Value) -> Value {
        match &self.kind {
            Kind::One { member, .. } => json!([{ *member: wanted }]),
            Kind::Settings { name, value, .. } => {
                let mut settings: Vec<_> = wanted.as_object().into_iter().flatten().collect();
                // In one order, so that the same plan has the same hash.
                settings.sort_by_key(|(slug, _)| *slug);
                settings
                    .into_iter()
                    .map(|(slug, setting)| json!({ *name: slug, *value: setting }))
                    .collect()
            }
            Kind::Text { .. }
            | Kind::Boolean
            | Kind::Integer
            | Kind::Choice { .. }
            | Kind::Reference => wanted.clone(),
        }
    }
}
