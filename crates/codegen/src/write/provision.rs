//! Writes what derives from the fields that a list of people can manage: their table, and the JSON Schema of a list.
//!
//! They are those that both the creation and the change of a
//! user take.
//!
//! `x-column` on a property of the creation names the column; without it the column has the property's name, in the
//! singular where it is an array of one. `x-column: false` leaves the property out. The email address is no field: it
//! is the key of a list.

use bitsight_users_openapi::{Document, DocumentError, Pointer};
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::{Value, json};

use crate::model::{Api, Field, Format, Kind, Object, Schema, Types};

/// The schemas of a creation, of a change, and of a user in a response.
const NEW: &str = "NewUser";
const CHANGES: &str = "UserChanges";
const USER: &str = "User";

/// The table of the fields.
pub(crate) fn table(document: &Document, api: &Api) -> Result<TokenStream, DocumentError> {
    let fields = columns(document, api)?
        .into_iter()
        .map(|(column, field, live)| {
            let (name, required) = (&field.wire, field.required);
            let kind = kind(&api.types, field, live);
            quote!(Field { name: #name, column: #column, required: #required, kind: #kind })
        });
    Ok(quote! {
        use crate::field::{Field, Kind};

        /// The fields that a list of people can manage.
        pub(crate) static FIELDS: &[Field] = &[#(#fields),*];
    })
}

/// The JSON Schema of a list in JSON.
pub(crate) fn list_schema(document: &Document, api: &Api) -> Result<String, DocumentError> {
    let mut list: Value = serde_json::from_str(include_str!("list.schema.json"))
        .map_err(|error| document.error_at("", format!("the schema of a list: {error}")))?;
    let properties = list
        .pointer_mut("/$defs/row/properties")
        .and_then(Value::as_object_mut);
    let Some(properties) = properties else {
        return Err(document.error_at("", "the schema of a list has no rows"));
    };
    for (column, field, live) in columns(document, api)? {
        let mut schema = json_schema(&api.types, field, live);
        schema["description"] = api.types.docs(&field.schema).trim().into();
        properties.insert(column, schema);
    }
    let text = serde_json::to_string_pretty(&list);
    text.map(|text| text + "\n")
        .map_err(|error| document.error_at("", error.to_string()))
}

/// A column's name, its property in the creation, and the one of a user.
type Column<'a> = (String, &'a Field, Option<&'a Field>);

fn columns<'a>(document: &Document, api: &'a Api) -> Result<Vec<Column<'a>>, DocumentError> {
    let [new, changes, user] = [NEW, CHANGES, USER].map(|name| object(document, &api.types, name));
    let (new, changes, user) = (new?, changes?, user?);
    let has = |object: &'_ Object, wire: &str| object.fields.iter().any(|field| field.wire == wire);
    let mut columns = Vec::new();
    for field in new.fields.iter().filter(|field| has(changes, &field.wire)) {
        let is_key = matches!(
            api.types.resolve(&field.schema).kind,
            Kind::String {
                format: Some(Format::Email),
                ..
            }
        );
        if let Some(column) = column(document, field)?.filter(|_| !is_key) {
            let live = user.fields.iter().find(|live| live.wire == field.wire);
            if kind(&api.types, field, live).is_none() {
                let message = "a list of people has no column for values of this kind; leave it out by `x-column: false`";
                return Err(document.error_at(place(field).as_str(), message));
            }
            columns.push((column, field, live));
        }
    }
    Ok(columns)
}

fn object<'a>(
    document: &Document,
    types: &'a Types,
    name: &str,
) -> Result<&'a Object, DocumentError> {
    match types.get(name).map(|each| &each.schema.kind) {
        Some(Kind::Object(object)) => Ok(object),
        _ => Err(document.error_at(
            "/components/schemas",
            format!("lists of people need an object named `{name}`"),
        )),
    }
}

/// Where a property of the creation stands.
fn place(field: &Field) -> Pointer {
    Pointer::root().keys(["components", "schemas", NEW, "properties", &field.wire])
}

/// The column of a property; none if it is left out.
fn column(document: &Document, field: &Field) -> Result<Option<String>, DocumentError> {
    let place = place(field).key("x-column");
    match document.get(place.as_str()) {
        Some(Value::Bool(false)) => Ok(None),
        Some(Value::String(column)) => Ok(Some(column.clone())),
        Some(_) => Err(document.error_at(
            place.as_str(),
            "`x-column` must be the name of a column, or `false`",
        )),
        None => {
            let is_one = matches!(field.schema.kind, Kind::Array { max: Some(1), .. });
            let singular = field.wire.strip_suffix('s').filter(|_| is_one);
            Ok(Some(singular.unwrap_or(&field.wire).to_owned()))
        }
    }
}

fn kind(types: &Types, field: &Field, live: Option<&Field>) -> Option<TokenStream> {
    Some(match &types.resolve(&field.schema).kind {
        // What requests name by its guid, responses hold as an object.
        Kind::String { .. } if live.is_some_and(|live| is_object(types, live)) => {
            quote!(Kind::Reference)
        }
        Kind::String { min_length, .. } => {
            let min_length = *min_length as usize;
            quote!(Kind::Text { min_length: #min_length })
        }
        Kind::Timestamp => quote!(Kind::Text { min_length: 0usize }),
        Kind::Boolean => quote!(Kind::Boolean),
        Kind::Integer { .. } => quote!(Kind::Integer),
        Kind::Enum { values, .. } => quote!(Kind::Choice { known: &[#(#values),*], open: false }),
        Kind::OpenEnum { known, .. } => {
            let known = known_values(types, known);
            quote!(Kind::Choice { known: &[#(#known),*], open: true })
        }
        Kind::Array { items, max, .. } => {
            let Kind::Object(object) = &types.resolve(items).kind else {
                return None;
            };
            match (object.fields.as_slice(), max) {
                ([member], Some(1)) => {
                    let (name, known) = (&member.wire, text_values(types, &member.schema)?);
                    quote!(Kind::One { member: #name, known: &[#(#known),*] })
                }
                ([name, value], _) => {
                    let known = text_values(types, &name.schema)?;
                    let (name, value) = (&name.wire, &value.wire);
                    quote!(Kind::Settings { name: #name, value: #value, known: &[#(#known),*] })
                }
                _ => return None,
            }
        }
        _ => return None,
    })
}

/// The known values of a text; none if the schema isn't one of a text.
fn text_values<'a>(types: &'a Types, schema: &'a Schema) -> Option<&'a [String]> {
    match &types.resolve(schema).kind {
        Kind::String { .. } => Some(&[]),
        Kind::Enum { values, .. } => Some(values),
        Kind::OpenEnum { known, .. } => Some(known_values(types, known)),
        _ => None,
    }
}

fn known_values<'a>(types: &'a Types, name: &str) -> &'a [String] {
    match types.get(name).map(|each| &each.schema.kind) {
        Some(Kind::Enum { values, .. }) => values,
        _ => &[],
    }
}

/// The schema of a column's values in a JSON list. Null means what an empty cell means: not managed here.
fn json_schema(types: &Types, field: &Field, live: Option<&Field>) -> Value {
    let open = |known: &[String]| json!({"anyOf": [{"enum": known}, {"type": ["string", "null"]}]});
    match &types.resolve(&field.schema).kind {
        Kind::String { .. } if live.is_some_and(|live| is_object(types, live)) => {
            json!({"type": ["string", "null"], "examples": ["Analytics Team"]})
        }
        Kind::Boolean => json!({"type": ["boolean", "null"]}),
        Kind::Integer { .. } => json!({"type": ["integer", "null"]}),
        Kind::Enum { values, .. } => json!({"anyOf": [{"enum": values}, {"type": "null"}]}),
        Kind::OpenEnum { known, .. } => open(known_values(types, known)),
        Kind::Array {
            items,
            max: Some(1),
            ..
        } => open(item_values(types, items)),
        Kind::Array { .. } => json!({
            "type": ["object", "null"],
            "additionalProperties": {"type": ["boolean", "string"]},
        }),
        _ => json!({"type": ["string", "null"]}),
    }
}

fn is_object(types: &Types, field: &Field) -> bool {
    matches!(types.resolve(&field.schema).kind, Kind::Object(_))
}

/// The known values of the first member of an array's objects.
fn item_values<'a>(types: &'a Types, items: &'a Schema) -> &'a [String] {
    let Kind::Object(object) = &types.resolve(items).kind else {
        return &[];
    };
    let first = object.fields.first();
    first
        .and_then(|member| text_values(types, &member.schema))
        .unwrap_or_default()
}
