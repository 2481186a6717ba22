//! Writes the ways to fill in a request: setters, or a builder where there are required fields.

use heck::ToUpperCamelCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::fields::{self, ident, rust_type};
use crate::model::{Field, Kind, Object, Schema, Types};

/// Writes the setters of an object, or its builder.
pub(super) fn write(types: &Types, object: &Object) -> TokenStream {
    let required: Vec<_> = object
        .fields
        .iter()
        .filter(|field| field.required)
        .collect();
    if required.is_empty() {
        setters(types, object)
    } else {
        builder(types, object, &required)
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
            /// With no field set.
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }
            #(#setters)*
        }
    }
}

/// `must_use` is the attribute, for types that don't have it themselves.
fn optional_setter(types: &Types, field: &Field, must_use: &TokenStream) -> TokenStream {
    let (name, docs) = (ident(field), fields::docs(types, field));
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
        let (name, docs) = (ident(field), fields::docs(types, field));
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
