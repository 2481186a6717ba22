//! The fields of requests, in Rust.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::model::{Field, Kind, Schema, Types};

/// The Rust type of a schema.
pub(super) fn rust_type(types: &Types, schema: &Schema) -> TokenStream {
    match &types.resolve(schema).kind {
        Kind::String { .. } | Kind::Timestamp => quote!(String),
        Kind::Boolean => quote!(bool),
        Kind::Integer {
            minimum: Some(0..), ..
        } => quote!(u32),
        Kind::Integer { .. } => quote!(i64),
        Kind::Enum { name, .. } | Kind::Union { name, .. } => {
            let name = format_ident!("{name}");
            quote!(types::#name)
        }
        Kind::OpenEnum { known, .. } => {
            let known = format_ident!("{known}");
            quote!(Open<types::#known>)
        }
        Kind::Array { items, .. } => {
            let items = rust_type(types, items);
            quote!(Vec<#items>)
        }
        Kind::Object(object) => {
            let name = format_ident!("{}", object.name);
            quote!(#name)
        }
        Kind::Number => quote!(f64),
        // `read` refuses requests with these.
        Kind::Map(_) | Kind::Named(_) | Kind::Any { .. } => quote!(serde_json::Value),
    }
}

/// The identifier of a field. `read` refuses requests with a field that has none.
pub(super) fn ident(field: &Field) -> Ident {
    format_ident!("{}", field.ident.as_deref().unwrap_or("unnamed"))
}

/// The documentation of a field.
pub(super) fn docs(types: &Types, field: &Field) -> String {
    let docs = types.docs(&field.schema);
    if field.name == field.wire {
        docs.to_owned()
    } else {
        format!("{docs}\n\nThe service calls it `{}`.", field.wire)
    }
}
