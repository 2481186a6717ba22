//! Writes the types that callers fill in: request bodies and query parameters.
//!
//! Progenitor's own would send defaults that nobody set and could not tell "unset", "null" and
//! "empty" apart, which an edit needs. A type with required fields gets a builder that compiles only
//! once all of them are set; one without gets `new` and setters.

use std::collections::BTreeMap;

use heck::{ToShoutySnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

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

/// The types of progenitor's that requests hold by themselves, and how each is viewed by the rules.
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

/// The Rust type of a schema.
fn rust_type(types: &Types, schema: &Schema) -> TokenStream {
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
        // `read` lets none of these into a request.
        Kind::Map(_) | Kind::Named(_) | Kind::Any { .. } => quote!(serde_json::Value),
    }
}

/// The argument of a setter, and the value made of it.
fn argument(types: &Types, schema: &Schema) -> (TokenStream, TokenStream) {
    let ty = rust_type(types, schema);
    match &types.resolve(schema).kind {
        Kind::Boolean | Kind::Integer { .. } | Kind::Number => (ty, quote!(value)),
        Kind::Array { items, .. } => {
            let items = rust_type(types, items);
            (
                quote!(impl IntoIterator<Item = impl Into<#items>>),
                quote!(value.into_iter().map(Into::into).collect()),
            )
        }
        _ => (quote!(impl Into<#ty>), quote!(value.into())),
    }
}

fn object(types: &Types, object: &Object) -> TokenStream {
    let name = format_ident!("{}", object.name);
    let schema = format_ident!("{}", object.name.to_shouty_snake_case());
    let docs = &object.docs;
    let fields = object.fields.iter().map(|field| {
        let (name, docs) = (ident(field), field_docs(types, field));
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
    let required: Vec<_> = object
        .fields
        .iter()
        .filter(|field| field.required)
        .collect();
    let default = required.is_empty().then(|| quote!(Default,));
    let making = if required.is_empty() {
        setters(types, object)
    } else {
        builder(types, object, &required)
    };
    let from = single_field(types, object);
    // In the order of the schema, which has the same fields.
    let members = object.fields.iter().enumerate().map(|(number, field)| {
        let name = ident(field);
        quote!(#number => self.#name.view(),)
    });
    quote! {
        #[doc = #docs]
        #[derive(Clone, Debug, #default PartialEq, serde::Serialize, serde::Deserialize)]
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

        #from
        #making
    }
}

/// The identifier of a field, which every field of a request has.
fn ident(field: &Field) -> Ident {
    format_ident!("{}", field.ident.as_deref().unwrap_or("unnamed"))
}

fn field_docs(types: &Types, field: &Field) -> String {
    let docs = types.docs(&field.schema);
    if field.name == field.wire {
        docs.to_owned()
    } else {
        format!("{docs}\n\nThe service calls it `{}`.", field.wire)
    }
}

/// Setters on the type itself, where nothing is required.
fn setters(types: &Types, object: &Object) -> TokenStream {
    let name = format_ident!("{}", object.name);
    let setters = object
        .fields
        .iter()
        .map(|field| optional_setter(types, field, &quote!(#[must_use])));
    quote! {
        impl #name {
            /// Nothing set yet.
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }
            #(#setters)*
        }
    }
}

/// `must_use` is for types that don't say it themselves, as builders do.
fn optional_setter(types: &Types, field: &Field, must_use: &TokenStream) -> TokenStream {
    let (name, docs) = (ident(field), field_docs(types, field));
    let (ty, value) = argument(types, &field.schema);
    let some = if types.is_nullable(&field.schema) {
        quote!(Patch::Set)
    } else {
        quote!(Some)
    };
    let clear = types.is_nullable(&field.schema).then(|| {
        let clear = format_ident!("clear_{}", ident(field));
        let docs = format!(
            "Sends `null` for `{}`. Whether that is allowed, the service decides.",
            field.wire
        );
        quote! {
            #[doc = #docs]
            #must_use
            pub fn #clear(mut self) -> Self {
                self.#name = Patch::Null;
                self
            }
        }
    });
    quote! {
        #[doc = #docs]
        #must_use
        pub fn #name(mut self, value: #ty) -> Self {
            self.#name = #some(#value);
            self
        }
        #clear
    }
}

/// A builder whose type parameters say which required fields are set: `build` exists once all are.
fn builder(types: &Types, object: &Object, required: &[&Field]) -> TokenStream {
    let name = format_ident!("{}", object.name);
    let builder = format_ident!("{}Builder", object.name);
    let parameter = |field: &Field| format_ident!("{}", field.name.to_upper_camel_case());
    let parameters: Vec<_> = required.iter().map(|field| parameter(field)).collect();
    let names: Vec<_> = required.iter().map(|field| ident(field)).collect();
    let required_types: Vec<_> = required
        .iter()
        .map(|field| rust_type(types, &field.schema))
        .collect();
    let unset = required.iter().map(|_| quote!(()));

    let optional: Vec<_> = object
        .fields
        .iter()
        .filter(|field| !field.required)
        .collect();
    let optional_names: Vec<_> = optional.iter().map(|field| ident(field)).collect();
    let optional_fields = optional.iter().map(|field| {
        let (name, ty) = (ident(field), rust_type(types, &field.schema));
        if types.is_nullable(&field.schema) {
            quote!(#name: Patch<#ty>)
        } else {
            quote!(#name: Option<#ty>)
        }
    });
    let optional_setters = optional
        .iter()
        .map(|field| optional_setter(types, field, &quote!()));

    let required_setters = required.iter().enumerate().map(|(index, field)| {
        let (name, docs) = (ident(field), field_docs(types, field));
        let (argument, value) = argument(types, &field.schema);
        let after = parameters.iter().enumerate().map(|(other, parameter)| {
            if other == index {
                rust_type(types, &field.schema)
            } else {
                quote!(#parameter)
            }
        });
        let moved = names.iter().map(|other| {
            if *other == name {
                quote!(#name: #value)
            } else {
                quote!(#other: self.#other)
            }
        });
        quote! {
            #[doc = #docs]
            pub fn #name(self, value: #argument) -> #builder<#(#after),*> {
                #builder { #(#moved,)* #(#optional_names: self.#optional_names,)* }
            }
        }
    });

    let start_docs = format!("Starts a `{name}`.");
    let builder_docs = format!(
        "Makes a [`{name}`]: [`build`](Self::build) exists once every required field is set, in any order."
    );
    quote! {
        impl #name {
            #[doc = #start_docs]
            pub fn builder() -> #builder<#(#unset),*> {
                #builder { #(#names: (),)* #(#optional_names: Default::default(),)* }
            }
        }

        #[doc = #builder_docs]
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct #builder<#(#parameters),*> {
            #(#names: #parameters,)*
            #(#optional_fields,)*
        }

        impl<#(#parameters),*> #builder<#(#parameters),*> {
            #(#required_setters)*
            #(#optional_setters)*
        }

        impl #builder<#(#required_types),*> {
            /// The finished value. Its contents are checked when it is sent.
            pub fn build(self) -> #name {
                #name { #(#names: self.#names,)* #(#optional_names: self.#optional_names,)* }
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
