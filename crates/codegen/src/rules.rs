//! Writes the tables by which requests are checked before they are sent.

use heck::ToShoutySnakeCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{Api, Object, Shape};

pub(crate) fn write(api: &Api) -> TokenStream {
    let objects = api.requests.iter().map(object);
    quote! {
        use crate::rules::{Field, Format, Kind, Object};

        #(#objects)*
    }
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
