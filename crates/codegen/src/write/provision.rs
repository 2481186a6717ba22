//! Writes the table of the fields that a list of people can manage: those that both the creation and the change of a
//! user take.
//!
//! `x-column` on a property of the creation names the column; without it the column has the property's name, in the
//! singular where it is an array of one. `x-column: false` leaves the property out. The email address is no field: it
//! is the key of a list.

use bitsight_users_openapi::{Document, DocumentError, Pointer};
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use crate::model::{Api, Field, Format, Kind, Object, Schema, Types};

/// The schemas of a creation, of a change, and of a user in a response.
const NEW: &str = "NewUser";
const CHANGES: &str = "UserChanges";
const USER: &str = "User";

pub(crate) fn write(document: &Document, api: &Api) -> Result<TokenStream, DocumentError> {
    let [new, changes, user] = [NEW, CHANGES, USER].map(|name| object(document, &api.types, name));
    let (new, changes, user) = (new?, changes?, user?);
    let has = |object: &'_ Object, wire: &str| object.fields.iter().any(|field| field.wire == wire);
    let mut fields = Vec::new();
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
            let kind = kind(&api.types, field, live).ok_or_else(|| {
                let message = "a list of people has no column for values of this kind; leave it out by `x-column: false`";
                document.error_at(place(field).as_str(), message)
            })?;
            let (name, required) = (&field.wire, field.required);
            fields.push(
                quote!(Field { name: #name, column: #column, required: #required, kind: #kind }),
            );
        }
    }
    Ok(quote! {
        use crate::field::{Field, Kind};

        /// The fields that a list of people can manage.
        pub(crate) static FIELDS: &[Field] = &[#(#fields),*];
    })
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
    let live = live.map(|live| &types.resolve(&live.schema).kind);
    Some(match &types.resolve(&field.schema).kind {
        // What requests name by its guid, responses hold as an object.
        Kind::String { .. } if matches!(live, Some(Kind::Object(_))) => quote!(Kind::Reference),
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
