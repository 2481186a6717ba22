//! Writes the schemas by which requests are checked before they are sent.

use heck::ToShoutySnakeCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{Api, Format, Kind, Object, Schema, Types};

/// The largest integer up to which JavaScript represents all integers exactly, 2^53 - 1. It is the limit of integers for
/// which the document sets none.
const EXACT_INTEGER: i64 = 9_007_199_254_740_991;

pub(crate) fn write(api: &Api) -> TokenStream {
    let objects = api.requests.iter().map(|each| object(&api.types, each));
    quote! {
        use crate::schema::{Field, Format, Kind, Object};

        #(#objects)*
    }
}

fn object(types: &Types, object: &Object) -> TokenStream {
    let constant = format_ident!("{}", object.name.to_shouty_snake_case());
    let docs = format!("The schema of `{}`.", object.name);
    let min_fields = object.min_properties as usize;
    let refused = object
        .refused
        .iter()
        .map(|(name, reason)| quote!((#name, #reason)));
    let fields = object.fields.iter().map(|field| {
        let (name, required) = (&field.name, field.required);
        let nullable = types.is_nullable(&field.schema);
        let kind = kind(types, &field.schema);
        quote!(Field { name: #name, required: #required, nullable: #nullable, kind: #kind })
    });
    quote! {
        #[doc = #docs]
        pub static #constant: Object = Object {
            min_fields: #min_fields,
            fields: &[#(#fields),*],
            refused: &[#(#refused),*],
        };
    }
}

fn kind(types: &Types, schema: &Schema) -> TokenStream {
    match &types.resolve(schema).kind {
        Kind::String {
            min_length, format, ..
        } => {
            let min_length = *min_length as usize;
            let format = self::format(format.as_ref());
            quote!(Kind::String { min_length: #min_length, format: #format })
        }
        // No value that the service may add later is empty.
        Kind::OpenEnum {
            known,
            format: None,
            ..
        } => {
            let known = types.get(known).map(|known| &known.schema.kind);
            let (values, names) = match known {
                Some(Kind::Enum { values, names, .. }) => (values.as_slice(), names.as_slice()),
                _ => (&[][..], &[][..]),
            };
            let names = names.iter().map(|(value, name)| quote!((#name, #value)));
            quote!(Kind::Open { known: &[#(#values),*], names: &[#(#names),*] })
        }
        // A value with a format can be a known one with an addition, such as the `-` of a key to sort by.
        Kind::OpenEnum {
            min_length, format, ..
        } => {
            let min_length = (*min_length).max(1) as usize;
            let format = self::format(format.as_ref());
            quote!(Kind::String { min_length: #min_length, format: #format })
        }
        Kind::Timestamp => quote!(Kind::String {
            min_length: 0usize,
            format: None
        }),
        Kind::Boolean => quote!(Kind::Boolean),
        Kind::Integer { minimum, maximum } => {
            let minimum = minimum.unwrap_or(-EXACT_INTEGER);
            let maximum = maximum.unwrap_or(EXACT_INTEGER);
            quote!(Kind::Integer { minimum: #minimum, maximum: #maximum })
        }
        Kind::Enum { values, .. } => quote!(Kind::Enum(&[#(#values),*])),
        Kind::Array { items, min, max } => {
            let items = kind(types, items);
            let min = *min as usize;
            let max = match max {
                Some(max) => {
                    let max = *max as usize;
                    quote!(#max)
                }
                None => quote!(usize::MAX),
            };
            quote!(Kind::Array { items: &#items, min: #min, max: #max })
        }
        Kind::Object(object) => {
            let constant = format_ident!("{}", object.name.to_shouty_snake_case());
            quote!(Kind::Object(&#constant))
        }
        Kind::Union { alternatives, .. } => {
            let kinds = alternatives.iter().map(|each| kind(types, each));
            quote!(Kind::OneOf(&[#(#kinds),*]))
        }
        Kind::Number => quote!(Kind::Number),
        // `read` refuses requests with these.
        Kind::Map(_) | Kind::Named(_) | Kind::Any { .. } => {
            quote!(compile_error!("a request holds what can't be checked"))
        }
    }
}

fn format(format: Option<&Format>) -> TokenStream {
    match format {
        Some(Format::Email) => quote!(Some(Format::Email)),
        Some(Format::SortKey) => quote!(Some(Format::SortKey)),
        Some(Format::Uuid) => quote!(Some(Format::Uuid)),
        Some(Format::DateTime) => quote!(Some(Format::DateTime)),
        Some(Format::Unknown(_)) | None => quote!(None),
    }
}
