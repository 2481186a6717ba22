//! Writes the types that callers fill in: request bodies and query parameters.
//!
//! Progenitor's own would send defaults that nobody set and could not tell "unset", "null" and
//! "empty" apart, which an edit needs. A type with required fields gets a builder that compiles only
//! once all of them are set; one without gets `new` and setters.

use std::collections::BTreeMap;

use heck::{ToShoutySnakeCase, ToUpperCamelCase};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{Api, Field, Object, Shape};

pub(crate) fn write(api: &Api) -> TokenStream {
    let objects = api.requests.iter().map(object);
    let known = api.open_enums.iter().map(|name| format_ident!("{name}"));
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
        use crate::{Open, Patch};
        use crate::rules::{Members, View, Viewed};
        use super::client::types;
        use super::rules;

        #(impl crate::open::Known for types::#known {})*

        #(#views)*

        #(#objects)*
    }
}

/// The types of progenitor's that requests hold by themselves, and how each is looked at.
fn progenitors(api: &Api) -> BTreeMap<&str, TokenStream> {
    /// A list is looked at by its elements.
    fn element(shape: &Shape) -> &Shape {
        match shape {
            Shape::Array { items, .. } => element(items),
            other => other,
        }
    }
    let fields = api.requests.iter().flat_map(|object| &object.fields);
    let views = fields.filter_map(|field| match element(&field.shape) {
        Shape::Enum { name, .. } => Some((name.as_str(), quote!(View::Listed(self)))),
        Shape::OneOf { name, .. } => Some((name.as_str(), quote!(View::of(self)))),
        _ => None,
    });
    views.collect()
}

/// The Rust type of a shape.
fn rust_type(shape: &Shape) -> TokenStream {
    match shape {
        Shape::String { .. } => quote!(String),
        Shape::Boolean => quote!(bool),
        Shape::Integer {
            minimum: Some(0..), ..
        } => quote!(u32),
        Shape::Integer { .. } => quote!(i64),
        Shape::Enum { name, .. } | Shape::OneOf { name, .. } => {
            let name = format_ident!("{name}");
            quote!(types::#name)
        }
        Shape::OpenEnum { known, .. } => {
            let known = format_ident!("{known}");
            quote!(Open<types::#known>)
        }
        Shape::Array { items, .. } => {
            let items = rust_type(items);
            quote!(Vec<#items>)
        }
        Shape::Object { name } => {
            let name = format_ident!("{name}");
            quote!(#name)
        }
    }
}

/// The argument of a setter, and the value made of it.
fn argument(shape: &Shape) -> (TokenStream, TokenStream) {
    let ty = rust_type(shape);
    match shape {
        Shape::Boolean | Shape::Integer { .. } => (ty, quote!(value)),
        Shape::Array { items, .. } => {
            let items = rust_type(items);
            (
                quote!(impl IntoIterator<Item = impl Into<#items>>),
                quote!(value.into_iter().map(Into::into).collect()),
            )
        }
        _ => (quote!(impl Into<#ty>), quote!(value.into())),
    }
}

fn object(object: &Object) -> TokenStream {
    let name = format_ident!("{}", object.name);
    let rules = format_ident!("{}", object.name.to_shouty_snake_case());
    let docs = &object.docs;
    let fields = object.fields.iter().map(|field| {
        let (name, wire, docs) = (
            format_ident!("{}", field.name),
            &field.name,
            field_docs(field),
        );
        let ty = rust_type(&field.shape);
        let rename = (name != wire).then(|| quote!(#[serde(rename = #wire)]));
        if field.required {
            quote!(#[doc = #docs] #rename pub #name: #ty)
        } else if field.nullable {
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
        setters(object)
    } else {
        builder(object, &required)
    };
    let from = single_field(object);
    // In the order of the rules, which `rules` writes of the same fields.
    let members = object.fields.iter().enumerate().map(|(number, field)| {
        let name = format_ident!("{}", field.name);
        quote!(#number => self.#name.view(),)
    });
    quote! {
        #[doc = #docs]
        #[derive(Clone, Debug, #default PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        #[non_exhaustive]
        pub struct #name { #(#fields,)* }

        impl crate::request::Sealed for #name {
            const RULES: &'static crate::rules::Object = &rules::#rules;
        }
        impl crate::Request for #name {}

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

fn field_docs(field: &Field) -> String {
    if field.name == field.wire {
        field.docs.clone()
    } else {
        format!("{}\n\nThe service calls it `{}`.", field.docs, field.wire)
    }
}

/// Setters on the type itself, where nothing is required.
fn setters(object: &Object) -> TokenStream {
    let name = format_ident!("{}", object.name);
    let setters = object
        .fields
        .iter()
        .map(|field| optional_setter(field, &quote!(#[must_use])));
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
fn optional_setter(field: &Field, must_use: &TokenStream) -> TokenStream {
    let (name, docs) = (format_ident!("{}", field.name), field_docs(field));
    let (ty, value) = argument(&field.shape);
    let some = if field.nullable {
        quote!(Patch::Set)
    } else {
        quote!(Some)
    };
    let clear = field.nullable.then(|| {
        let clear = format_ident!("clear_{}", field.name);
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
fn builder(object: &Object, required: &[&Field]) -> TokenStream {
    let name = format_ident!("{}", object.name);
    let builder = format_ident!("{}Builder", object.name);
    let parameter = |field: &Field| format_ident!("{}", field.name.to_upper_camel_case());
    let parameters: Vec<_> = required.iter().map(|field| parameter(field)).collect();
    let names: Vec<_> = required
        .iter()
        .map(|field| format_ident!("{}", field.name))
        .collect();
    let types: Vec<_> = required
        .iter()
        .map(|field| rust_type(&field.shape))
        .collect();
    let unset = required.iter().map(|_| quote!(()));

    let optional: Vec<_> = object
        .fields
        .iter()
        .filter(|field| !field.required)
        .collect();
    let optional_names: Vec<_> = optional
        .iter()
        .map(|field| format_ident!("{}", field.name))
        .collect();
    let optional_fields = optional.iter().map(|field| {
        let (name, ty) = (format_ident!("{}", field.name), rust_type(&field.shape));
        if field.nullable {
            quote!(#name: Patch<#ty>)
        } else {
            quote!(#name: Option<#ty>)
        }
    });
    let optional_setters = optional
        .iter()
        .map(|field| optional_setter(field, &quote!()));

    let required_setters = required.iter().enumerate().map(|(index, field)| {
        let (name, docs) = (format_ident!("{}", field.name), field_docs(field));
        let (argument, value) = argument(&field.shape);
        let after = parameters.iter().enumerate().map(|(other, parameter)| {
            if other == index {
                rust_type(&field.shape)
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

        impl #builder<#(#types),*> {
            /// The finished value. Its contents are checked when it is sent.
            pub fn build(self) -> #name {
                #name { #(#names: self.#names,)* #(#optional_names: self.#optional_names,)* }
            }
        }
    }
}

/// An object of one open enum, such as `{slug}`, can be written as the value alone.
fn single_field(object: &Object) -> Option<TokenStream> {
    let [
        Field {
            name: field,
            required: true,
            shape: Shape::OpenEnum { known, .. },
            ..
        },
    ] = object.fields.as_slice()
    else {
        return None;
    };
    let name = format_ident!("{}", object.name);
    let field = format_ident!("{field}");
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
