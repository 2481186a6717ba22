//! Writes the tables by which requests are checked before they are sent.

use heck::ToShoutySnakeCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use serde_json::Value;

use crate::{
    Document,
    model::{Api, Object, Shape, Success},
    shapes::open_enum,
};

pub(crate) fn write(api: &Api) -> TokenStream {
    let objects = api.requests.iter().map(object);
    quote! {
        use crate::rules::{Field, Format, Kind, Object};

        #(#objects)*
    }
}

/// The tables for responses: all objects that a success can hold.
pub(crate) fn write_responses(document: &Document, api: &Api) -> TokenStream {
    let mut names: Vec<String> = Vec::new();
    for operation in &api.operations {
        if let Success::Body { schema, .. } = &operation.success {
            collect(document, schema, &mut names);
        }
    }
    names.sort();
    let tables = names.iter().map(|name| {
        let (constant, docs) = (constant(name), format!("What a `{name}` must be like."));
        let schema = document
            .get(&format!("/components/schemas/{name}"))
            .unwrap_or(&Value::Null);
        let required = schema.get("required").and_then(Value::as_array);
        let properties = schema.get("properties").and_then(Value::as_object);
        let fields = properties.into_iter().flatten().map(|(name, property)| {
            let kind = response_kind(document, property);
            let required = required.is_some_and(|names| names.iter().any(|other| other == name));
            // What isn't required is read as absent when it is null, as everywhere.
            let nullable =
                !required || document.resolve(property).get("nullable") == Some(&Value::Bool(true));
            quote!(Field { name: #name, required: #required, nullable: #nullable, kind: #kind })
        });
        quote! {
            #[doc = #docs]
            pub(crate) static #constant: Object = Object { min_fields: 0, fields: &[#(#fields),*] };
        }
    });
    quote! {
        use crate::rules::{Field, Kind, Object};

        #(#tables)*
    }
}

/// Adds a schema, and the object schemas that it refers to.
fn collect(document: &Document, name: &str, names: &mut Vec<String>) {
    if names.iter().any(|known| known == name) {
        return;
    }
    names.push(name.to_owned());
    let schema = document.get(&format!("/components/schemas/{name}"));
    let mut nodes: Vec<&Value> = schema.into_iter().collect();
    while let Some(node) = nodes.pop() {
        match node {
            Value::Object(object) => nodes.extend(object.values()),
            Value::Array(items) => nodes.extend(items),
            Value::String(text) => {
                let target = text.strip_prefix("#/components/schemas/");
                if let Some(target) = target.filter(|target| is_object(document, target)) {
                    collect(document, target, names);
                }
            }
            _ => {}
        }
    }
}

fn is_object(document: &Document, name: &str) -> bool {
    document
        .get(&format!("/components/schemas/{name}"))
        .is_some_and(|schema| schema.get("properties").is_some())
}

/// What a response's value must be like: its type, and that of its parts. Values of enums are not
/// looked at, since there may be more of them.
fn response_kind(document: &Document, schema: &Value) -> TokenStream {
    let list = |key: &str| schema.get(key).and_then(Value::as_array);
    if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
        let name = name.trim_start_matches("#/components/schemas/");
        if is_object(document, name) {
            // Through the constant, so that each object has one table.
            let constant = constant(name);
            return quote!(Kind::Object(&#constant));
        }
        return response_kind(document, document.resolve(schema));
    }
    if let Some([part]) = list("allOf").map(Vec::as_slice) {
        return response_kind(document, part);
    }
    if let Some(parts) = list("anyOf").or_else(|| list("oneOf")) {
        if open_enum(document, parts).is_some() {
            return quote!(Kind::String {
                min_length: 0,
                format: None
            });
        }
        let kinds = parts.iter().map(|part| response_kind(document, part));
        return quote!(Kind::OneOf(&[#(#kinds),*]));
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("string") => quote!(Kind::String {
            min_length: 0,
            format: None
        }),
        Some("boolean") => quote!(Kind::Boolean),
        Some("integer") => quote!(Kind::Integer {
            minimum: i64::MIN,
            maximum: i64::MAX
        }),
        Some("array") => {
            let items = response_kind(document, schema.get("items").unwrap_or(&Value::Null));
            quote!(Kind::Array { items: &#items, min: 0, max: usize::MAX })
        }
        _ => quote!(Kind::Any),
    }
}

fn constant(name: &str) -> proc_macro2::Ident {
    format_ident!("{}", name.to_shouty_snake_case())
}

fn object(object: &Object) -> TokenStream {
    let constant = format_ident!("{}", object.name.to_shouty_snake_case());
    let docs = format!("What a `{}` must be like.", object.name);
    let min_fields = object.min_properties as usize;
    let fields = object.fields.iter().map(|field| {
        let (name, required, nullable) = (&field.name, field.required, field.nullable);
        let kind = kind(&field.shape);
        quote!(Field { name: #name, required: #required, nullable: #nullable, kind: #kind })
    });
    quote! {
        #[doc = #docs]
        pub static #constant: Object = Object { min_fields: #min_fields, fields: &[#(#fields),*] };
    }
}

fn kind(shape: &Shape) -> TokenStream {
    match shape {
        Shape::String { min_length, format } => {
            let min_length = *min_length as usize;
            let format = match format.as_deref() {
                Some("email") => quote!(Some(Format::Email)),
                Some("sort-key") => quote!(Some(Format::SortKey)),
                _ => quote!(None),
            };
            quote!(Kind::String { min_length: #min_length, format: #format })
        }
        Shape::OpenEnum { min_length, .. } => {
            // An empty value can't be meant, whatever values there may come to be.
            let min_length = (*min_length).max(1) as usize;
            quote!(Kind::String { min_length: #min_length, format: None })
        }
        Shape::Boolean => quote!(Kind::Boolean),
        Shape::Integer { minimum, maximum } => {
            let minimum = minimum.unwrap_or(i64::MIN);
            // Numbers up to here survive every language's integers.
            let maximum = maximum.unwrap_or(i64::from(u32::MAX));
            quote!(Kind::Integer { minimum: #minimum, maximum: #maximum })
        }
        Shape::Enum { values, .. } => quote!(Kind::Enum(&[#(#values),*])),
        Shape::Array { items, min, max } => {
            let items = kind(items);
            let min = *min as usize;
            let max = max.map_or(usize::MAX, |max| max as usize);
            let max = if max == usize::MAX {
                quote!(usize::MAX)
            } else {
                quote!(#max)
            };
            quote!(Kind::Array { items: &#items, min: #min, max: #max })
        }
        Shape::Object { name } => {
            let constant = format_ident!("{}", name.to_shouty_snake_case());
            quote!(Kind::Object(&#constant))
        }
        Shape::OneOf { shapes, .. } => {
            let kinds = shapes.iter().map(kind);
            quote!(Kind::OneOf(&[#(#kinds),*]))
        }
    }
}
