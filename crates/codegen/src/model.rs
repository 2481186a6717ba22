//! The document in the terms of the sources that are generated from it.
//!
//! `read` makes an [`Api`] of the document, and every writer reads it. Requests and responses share one kind of
//! [`Schema`]: a type is modelled once, whichever way it travels.

use std::collections::{BTreeMap, BTreeSet};

use bitsight_users_openapi::Pointer;
use heck::{ToLowerCamelCase, ToShoutySnakeCase};

/// Everything that is generated from.
pub(crate) struct Api {
    pub operations: Vec<Operation>,
    pub types: Types,
    pub requests: Requests,
}

/// Request bodies, sets of query parameters, and the objects within them: each once, after those that it holds.
#[derive(Default)]
pub(crate) struct Requests {
    list: Vec<Object>,
    index: BTreeMap<String, usize>,
}

/// One operation.
pub(crate) struct Operation {
    /// In snake case: `create_user`.
    pub id: String,
    /// The same as an identifier of Rust: `move_` for `move`.
    pub ident: String,
    /// `operationId` as it stands in the document.
    pub documented_id: String,
    pub pointer: Pointer,
    /// In upper case.
    pub method: String,
    pub path: String,
    pub docs: String,
    /// The first of its tags, and its summary.
    pub tag: Option<String>,
    pub summary: String,
    /// The name of its command, if the document sets one by `x-command`.
    pub command: Option<String>,
    pub retry: Retry,
    /// The type of an entry, if the operation returns pages of them.
    pub paginated: Option<String>,
    pub path_parameters: Vec<Field>,
    /// The name of the object in [`Api::requests`] that holds the query parameters.
    pub query: Option<String>,
    pub body: Option<String>,
    pub success: Success,
    /// The documented statuses of a success.
    pub statuses: Vec<u16>,
}

/// What may be sent again after a failure; `x-retry` in the document.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Retry {
    Safe,
    Idempotent,
    Once,
    Lookup,
}

/// What a success carries.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Success {
    Nothing,
    /// A body of a named type.
    Body {
        name: String,
        may_be_empty: bool,
    },
}

/// The named types: those under `#/components/schemas`, and inline ones, which are named after their place.
#[derive(Default)]
pub(crate) struct Types {
    by_name: BTreeMap<String, Type>,
}

/// A type with a name.
pub(crate) struct Type {
    /// In upper camel case.
    pub name: String,
    /// Its key under `#/components/schemas`; none if it is written inline.
    pub component: Option<String>,
    pub schema: Schema,
    /// Its position among the types of the document.
    number: usize,
}

/// The description of a value.
#[derive(Clone)]
pub(crate) struct Schema {
    /// Where it stands in the document.
    pub pointer: Pointer,
    pub docs: String,
    pub nullable: bool,
    pub kind: Kind,
}

/// The kinds of values. Those that carry a name of their own occur as the schema of a [`Type`] only; elsewhere
/// [`Kind::Named`] stands for them.
#[derive(Clone)]
pub(crate) enum Kind {
    String {
        min_length: u64,
        format: Option<Format>,
        has_pattern: bool,
    },
    Boolean,
    Integer {
        minimum: Option<i64>,
        maximum: Option<i64>,
    },
    Number,
    Array {
        items: Box<Schema>,
        min: u64,
        max: Option<u64>,
    },
    /// An object without known properties, and the schema of its values if there is one.
    Map(Option<Box<Schema>>),
    /// A type with a name, by that.
    Named(String),
    /// The schema named `Timestamp`.
    Timestamp,
    /// A closed list of strings.
    Enum {
        name: String,
        values: Vec<String>,
        /// The names that some values have in the web interface: `x-names`, by value.
        names: Vec<(String, String)>,
    },
    /// A string with known values, which are the values of the enum with this name.
    OpenEnum {
        known: String,
        min_length: u64,
        /// The format of all values, the known ones included.
        format: Option<Format>,
    },
    /// One of several.
    Union {
        name: String,
        alternatives: Vec<Schema>,
    },
    Object(Object),
    /// Any JSON: the document doesn't say more, or says it in a way that there is no kind for.
    Any {
        reason: String,
    },
}

/// A format of strings.
#[derive(Clone)]
pub(crate) enum Format {
    Email,
    SortKey,
    Uuid,
    DateTime,
    /// One that the client has no check for.
    Unknown(String),
}

/// An object with known properties.
#[derive(Clone)]
pub(crate) struct Object {
    pub name: String,
    pub docs: String,
    pub min_properties: u64,
    /// Properties that callers expect and the API doesn't have, with the reason: `x-refused`.
    pub refused: Vec<(String, String)>,
    /// Whether it refuses other properties.
    pub is_strict: bool,
    /// Whether the document describes it by its properties alone, and not by parts or alternatives.
    pub is_plain: bool,
    pub fields: Vec<Field>,
}

/// A property or parameter.
#[derive(Clone)]
pub(crate) struct Field {
    /// As the service spells it.
    pub wire: String,
    /// As callers in JavaScript and error messages spell it: a property as the service does, and a parameter in
    /// snake case (`roles.slug` becomes `roles_slug`).
    pub name: String,
    /// As Rust spells it; none if nothing in the name can stand in an identifier.
    pub ident: Option<String>,
    pub required: bool,
    pub schema: Schema,
}

impl Api {
    /// The type of an entry, if an operation's success is a page of a list: its own, or one that another operation
    /// returns page by page.
    pub fn entry_of(&self, operation: &Operation) -> Option<&str> {
        let same =
            |other: &&Operation| other.paginated.is_some() && other.success == operation.success;
        self.operations.iter().find(same)?.paginated.as_deref()
    }

    /// The types that an operation's requests and successes are made of.
    pub fn types_of<'a>(&'a self, operation: &'a Operation) -> BTreeSet<&'a str> {
        let mut names: Vec<&str> = operation.body.as_deref().into_iter().collect();
        if let Success::Body { name, .. } = &operation.success {
            names.push(name);
        }
        let query = operation
            .query
            .as_deref()
            .and_then(|name| self.requests.get(name));
        let fields = query.into_iter().flat_map(|query| &query.fields);
        fields.for_each(|field| field.schema.names(&mut names));
        self.types.closure(names)
    }
}

impl Requests {
    /// Adds an object that isn't there yet.
    pub fn add(&mut self, object: Object) {
        self.index.insert(object.name.clone(), self.list.len());
        self.list.push(object);
    }

    /// The object with this name.
    pub fn get(&self, name: &str) -> Option<&Object> {
        self.list.get(*self.index.get(name)?)
    }

    /// All objects, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = &Object> {
        self.list.iter()
    }
}

impl Operation {
    /// The name of its constant.
    pub fn constant(&self) -> String {
        self.id.to_shouty_snake_case()
    }

    /// The name of its method in JavaScript.
    pub fn camel(&self) -> String {
        self.id.to_lower_camel_case()
    }

    /// Whether a missing body is looked up, so that callers always get one.
    pub fn is_looked_up(&self) -> bool {
        self.retry == Retry::Lookup
    }
}

impl Types {
    /// Adds a type.
    pub fn add(&mut self, name: &str, component: Option<&str>, schema: Schema) {
        let number = self.by_name.len();
        let added = Type {
            name: name.to_owned(),
            component: component.map(str::to_owned),
            schema,
            number,
        };
        self.by_name.insert(name.to_owned(), added);
    }

    /// The type with this name.
    pub fn get(&self, name: &str) -> Option<&Type> {
        self.by_name.get(name)
    }

    /// All types, sorted by name.
    pub fn by_name(&self) -> impl Iterator<Item = &Type> {
        self.by_name.values()
    }

    /// All types, in the order of the document.
    pub fn in_order(&self) -> Vec<&Type> {
        let mut types: Vec<_> = self.by_name.values().collect();
        types.sort_by_key(|each| each.number);
        types
    }

    /// The schema itself, or the one that a chain of names leads to: its kind is never [`Kind::Named`].
    pub fn resolve<'a>(&'a self, schema: &'a Schema) -> &'a Schema {
        self.chain(schema).last().unwrap_or(schema)
    }

    /// Whether a value may be null: by the schema, by a type that it names, or by one of several alternatives.
    pub fn is_nullable(&self, schema: &Schema) -> bool {
        let is_nullable = |each: &Schema| self.is_nullable(each);
        self.chain(schema).any(|each| match &each.kind {
            Kind::Union { alternatives, .. } => {
                each.nullable || alternatives.iter().any(is_nullable)
            }
            _ => each.nullable,
        })
    }

    /// The description of a schema, or else that of the type that it names.
    pub fn docs<'a>(&'a self, schema: &'a Schema) -> &'a str {
        let mut docs = self.chain(schema).map(|each| each.docs.as_str());
        docs.find(|docs| !docs.is_empty()).unwrap_or_default()
    }

    /// The names of the enums.
    pub fn enums(&self) -> impl Iterator<Item = &str> {
        let kinds = self.by_name.values().map(|each| &each.schema.kind);
        kinds.filter_map(|kind| match kind {
            Kind::Enum { name, .. } => Some(name.as_str()),
            _ => None,
        })
    }

    /// The types that some types are made of, these included.
    pub fn closure<'a>(&'a self, roots: impl IntoIterator<Item = &'a str>) -> BTreeSet<&'a str> {
        let mut found = BTreeSet::new();
        let mut open: Vec<&str> = roots.into_iter().collect();
        while let Some(name) = open.pop() {
            if found.insert(name)
                && let Some(each) = self.get(name)
            {
                each.schema.names(&mut open);
            }
        }
        found
    }

    /// A schema, and after it each that the one before names. References in circles are refused before the model
    /// is made.
    fn chain<'a>(&'a self, schema: &'a Schema) -> impl Iterator<Item = &'a Schema> {
        std::iter::successors(Some(schema), |schema| match &schema.kind {
            Kind::Named(name) => self.get(name).map(|each| &each.schema),
            _ => None,
        })
    }
}

impl Schema {
    /// Adds the names of the types that the schema itself refers to.
    fn names<'a>(&'a self, names: &mut Vec<&'a str>) {
        match &self.kind {
            Kind::Named(name) => names.push(name),
            Kind::OpenEnum { known, .. } => names.push(known),
            Kind::Array { items, .. } | Kind::Map(Some(items)) => items.names(names),
            Kind::Union { alternatives, .. } => {
                alternatives.iter().for_each(|each| each.names(names));
            }
            Kind::Object(object) => object.fields.iter().for_each(|f| f.schema.names(names)),
            _ => {}
        }
    }
}
