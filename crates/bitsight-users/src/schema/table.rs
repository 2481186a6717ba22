//! The parts of a schema.

use super::format::Format;

/// An object's fields.
#[derive(Debug)]
pub struct Object {
    /// The least number of fields that must be set.
    pub min_fields: usize,
    /// All fields that there are.
    pub fields: &'static [Field],
    /// Fields that callers expect and the API doesn't have, and why.
    pub refused: &'static [(&'static str, &'static str)],
}

/// A field of an object.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// Whether it must be set.
    pub required: bool,
    /// Whether it may be `null`.
    pub nullable: bool,
    /// The type of its value.
    pub kind: Kind,
}

/// The type of a value.
#[derive(Debug)]
pub enum Kind {
    /// A string.
    String {
        /// The least number of characters, white space around them not counted.
        min_length: usize,
        /// The format that the string must have.
        format: Option<Format>,
    },
    /// One of these strings.
    Enum(&'static [&'static str]),
    /// Any string that isn't empty; some values are known.
    Open {
        /// The known values.
        known: &'static [&'static str],
        /// The names that some of them have in the web interface, each beside the value.
        names: &'static [(&'static str, &'static str)],
    },
    /// A boolean.
    Boolean,
    /// An integer, bounds included.
    Integer {
        /// The least.
        minimum: i64,
        /// The greatest.
        maximum: i64,
    },
    /// A number, whole or not.
    Number,
    /// A list.
    Array {
        /// The kind of the elements.
        items: &'static Kind,
        /// The least number of elements.
        min: usize,
        /// The greatest number of elements.
        max: usize,
    },
    /// An object.
    Object(&'static Object),
    /// A value of any of these types.
    OneOf(&'static [Kind]),
}

/// Why a request is invalid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The field, as `roles[0].slug`; empty if it is the object itself.
    pub field: String,
    /// The problem. Never holds the value, which may be personal.
    pub problem: String,
    /// Whether the value only looks like a misspelt known one. Calls can allow that.
    pub is_similar: bool,
}

impl Violation {
    /// A violation that no call can allow.
    pub fn new(field: String, problem: impl Into<String>) -> Self {
        Self {
            field,
            problem: problem.into(),
            is_similar: false,
        }
    }
}
