//! A field, and the form of its values.

use crate::prelude::*;

use serde_json::Value;

/// Values of managed fields, by column.
pub type Fields = alloc::collections::BTreeMap<String, Value>;

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

/// The column of the role, which the guards need to know.
pub(crate) const ROLE: &str = "role";
/// The column of the access group.
pub(crate) const GROUP: &str = "group";
/// The role of administrators.
pub(crate) const ADMIN: &str = "customer_admin";
