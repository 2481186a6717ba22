//! Writes the types that callers fill in: request bodies and query parameters.
//!
//! Progenitor's request types would send defaults that nobody set. They also can't tell "unset", "null" and "empty"
//! apart, which an edit needs. A type with required fields gets a builder, see `builders`; one without gets `new` and
//! setters.

use std::collections::BTreeMap;

use heck::ToShoutySnakeCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{
    builders,
    fields::{self, ident, rust_type},
};
use crate::model::{Api, Field, Kind, Object, Schema, Types};

pub(crate) fn write(api: &Api) -> TokenStream {
    let types = &api.types;
    let objects = api.requests.iter().map(|each| object(types, each));
    let known = types.enums().map(|name| format_ident!("{name}"));
    let views = progenitors(api).into_iter().map(|(name, view)| {
        let name = format_ident!("{name}");
        quote! {
            impl Viewed for types::#name {
                fn view(&self) -> Option<View<'_>> {
                    Some(#view)
                }
            }
        }
    });
    quote! {
        use crate::schema::{Members, Object, View, Viewed};
        use crate::types::{open::{Known, Open}, patch::Patch, request::{Request, Sealed}};
        use super::client::types;
        use super::schemas;

        #(impl Known for types::#known {})*

        #(#views)*

        #(#objects)*
    }
}

/// The types that progenitor writes and requests hold, and the view of each for the checks.
fn progenitors(api: &Api) -> BTreeMap<&str, TokenStream> {
    /// A list is viewed by its elements.
    fn element<'a>(types: &'a Types, schema: &'a Schema) -> &'a Kind {
        match &types.resolve(schema).kind {
            Kind::Array { items, .. } => element(types, items),
            other => other,
        }
    }
    let fields = api.requests.iter().flat_map(|object| &object.fields);
    let views = fields.filter_map(|field| match element(&api.types, &field.schema) {
        Kind::Enum { name, .. } => Some((name.as_str(), quote!(View::Listed(self)))),
        Kind::Union { name, .. } => Some((name.as_str(), quote!(View::of(self)))),
        _ => None,
    });
    views.collect()
}

fn object(types: &Types, object: &Object) -> TokenStream {
    let name = format_ident!("{}", object.name);
    let schema = format_ident!("{}", object.name.to_shouty_snake_case());
    let docs = &object.docs;
    let fields = object.fields.iter().map(|field| {
        let (name, docs) = (ident(field), fields::docs(types, field));
        let ty = rust_type(types, &field.schema);
        let called = &field.name;
        let rename = (name != called).then(|| quote!(#[serde(rename = #called)]));
        if field.required {
            quote!(#[doc = #docs] #rename pub #name: #ty)
        } else if types.is_nullable(&field.schema) {
            quote! {
                #[doc = #docs] #rename
                #[serde(default, skip_serializing_if = "Patch::is_unset")]
                pub #name: Patch<#ty>
            }
        } else {
            quote! {
                #[doc = #docs] #rename
                #[serde(default, skip_serializing_if = "Option::is_none")]
                pub #name: Option<#ty>
            }
        }
    });
    let has_required = object.fields.iter().any(|field| field.required);
    let (derived, optional) = match has_required {
        true => (quote!(Debug,), None),
        false => (quote!(Default,), Some(optional(types, object))),
    };
    let making = builders::write(types, object);
    let from = single_field(types, object);
    // In the order of the schema, which has the same fields.
    let members = object.fields.iter().enumerate().map(|(number, field)| {
        let name = ident(field);
        quote!(#number => self.#name.view(),)
    });
    quote! {
        #[doc = #docs]
        #[derive(Clone, #derived PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        #[non_exhaustive]
        pub struct #name { #(#fields,)* }

        impl Sealed for #name {
            const SCHEMA: &'static Object = &schemas::#schema;
        }
        impl Request for #name {}

        impl Members for #name {
            fn member(&self, number: usize, _: &str) -> Option<View<'_>> {
                match number {
                    #(#members)*
                    _ => None,
                }
            }
        }

        #optional
        #from
        #making
    }
}

/// For an object of optional fields alone: whether any is set, and those that are set for `Debug`.
fn optional(types: &Types, object: &Object) -> TokenStream {
    let name = format_ident!("{}", object.name);
    let title = &object.name;
    let fields = object.fields.iter().map(|field| {
        let (ident, name) = (ident(field), &field.name);
        match types.is_nullable(&field.schema) {
            true => quote! {
                match &self.#ident {
                    Patch::Unset => {}
                    Patch::Null => { set.field(#name, &None::<()>); }
                    Patch::Set(value) => { set.field(#name, value); }
                }
            },
            false => quote! {
                if let Some(value) = &self.#ident {
                    set.field(#name, value);
                }
            },
        }
    });
    quote! {
        impl #name {
            /// Whether no field is set.
            #[must_use]
            pub fn is_empty(&self) -> bool {
                *self == Self::default()
            }
        }

        /// Shows the fields that are set.
        impl std::fmt::Debug for #name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let mut set = f.debug_struct(#title);
                #(#fields)*
                set.finish()
            }
        }
    }
}

/// An object of one open enum, such as `{slug}`, can be written as the value alone.
fn single_field(types: &Types, object: &Object) -> Option<TokenStream> {
    let [field @ Field { required: true, .. }] = object.fields.as_slice() else {
        return None;
    };
    let Kind::OpenEnum { known, .. } = &types.resolve(&field.schema).kind else {
        return None;
    };
    let name = format_ident!("{}", object.name);
    let field = ident(field);
    let known = format_ident!("{known}");
    let from = [quote!(&str), quote!(String), quote!(types::#known)];
    Some(quote! {
        impl From<Open<types::#known>> for #name {
            fn from(value: Open<types::#known>) -> Self {
                Self { #field: value }
            }
        }
        #(impl From<#from> for #name {
            fn from(value: #from) -> Self {
                Self { #field: value.into() }
            }
        })*
    })
}
