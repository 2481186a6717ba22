//! The fields of a user that a list can manage, as the OpenAPI document describes them.
//!
//! A value has three forms, all of them JSON: what a list asks for (*wanted*), what the service
//! returns (*live*, reduced to what can be compared), and what a request carries. A [`Kind`] knows
//! how to go from one to the next, so that a field which the document adds needs no code here.

mod cell;
mod value;

use serde_json::{Map, Value, json};

pub use self::cell::CellError;
pub(crate) use self::value::slugs;

/// Values of managed fields, by column.
pub type Fields = std::collections::BTreeMap<String, Value>;

/// A field of a user that a list can manage.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// The name in requests and responses.
    pub name: &'static str,
    /// The name in lists, plans and reports.
    pub column: &'static str,
    /// Whether a user can't be created without it.
    pub required: bool,
    /// The form of its values.
    pub kind: Kind,
}

/// The form of a field's values.
#[derive(Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text {
        /// The fewest characters that the service accepts.
        min_length: usize,
    },
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// One of some texts.
    Choice {
        /// The known texts.
        known: &'static [&'static str],
        /// Whether the service may accept others as well.
        open: bool,
    },
    /// The guid of an access group. Responses hold an object with `guid` and `name` instead.
    Reference,
    /// An array of objects with one member, of which requests carry exactly one.
    One {
        /// The object's member.
        member: &'static str,
        /// The known texts. The service may accept others as well.
        known: &'static [&'static str],
    },
    /// An array of objects with a name and a value each. Only the named ones are managed.
    Settings {
        /// The member that holds the name.
        name: &'static str,
        /// The member that holds the value, a boolean or a text.
        value: &'static str,
        /// The known names. The service may accept others as well.
        known: &'static [&'static str],
    },
}

impl Field {
    /// All managed fields, in the order of their columns.
    pub fn all() -> &'static [Field] {
        crate::generated::FIELDS
    }

    /// The field with this column.
    pub fn by_column(column: &str) -> Option<&'static Field> {
        Self::all().iter().find(|field| field.column == column)
    }
}

/// The column of the role, which the guards need to know.
pub(crate) const ROLE: &str = "role";
/// The column of the access group.
pub(crate) const GROUP: &str = "group";

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
