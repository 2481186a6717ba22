//! Writes the table of each operation.

use heck::ToShoutySnakeCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{Api, Kind, Operation, Retry, Success};

pub(crate) fn write(api: &Api) -> TokenStream {
    let tables = api.operations.iter().map(|each| table(api, each));
    quote! {
        use crate::operation::{Endpoint, Expected, Operation, PathKind, PathParameter, Retry, Success};
        use super::schemas;

        #(#tables)*
    }
}

fn table(api: &Api, operation: &Operation) -> TokenStream {
    let name = format_ident!("{}", operation.constant());
    let Operation {
        id,
        method,
        path,
        statuses,
        ..
    } = operation;
    let docs = format!("`{method} {path}`");
    let retry = match operation.retry {
        Retry::Safe => quote!(Retry::Safe),
        Retry::Idempotent => quote!(Retry::Idempotent),
        Retry::Once => quote!(Retry::Once),
        Retry::Lookup => quote!(Retry::Lookup),
    };
    let reads = operation.retry == Retry::Safe;
    let path_parameters = operation.path_parameters.iter().map(|field| {
        let name = &field.name;
        let kind = match &api.types.resolve(&field.schema).kind {
            Kind::Integer { .. } => quote!(PathKind::Integer),
            Kind::Enum { values, .. } => quote!(PathKind::Enum(&[#(#values),*])),
            _ => quote!(PathKind::String),
        };
        quote!(PathParameter { name: #name, kind: #kind })
    });
    let schema = |object: &Option<String>| match object {
        Some(name) => {
            let name = format_ident!("{}", name.to_shouty_snake_case());
            quote!(Some(&schemas::#name))
        }
        None => quote!(None),
    };
    // Sorted by their names in URLs, so that the same query is always the same text.
    let query = operation
        .query
        .as_deref()
        .and_then(|name| api.requests.get(name));
    let mut query_names: Vec<_> = query
        .into_iter()
        .flat_map(|query| &query.fields)
        .map(|field| (&field.wire, &field.name))
        .collect();
    query_names.sort();
    let query_names = query_names
        .iter()
        .map(|(wire, name)| quote!((#name, #wire)));
    let (query, body) = (schema(&operation.query), schema(&operation.body));
    let expected = match &operation.success {
        Success::Nothing => quote!(Expected::Nothing),
        Success::Body {
            may_be_empty: true, ..
        } => quote!(Expected::JsonOrNothing),
        Success::Body { .. } => quote!(Expected::Json),
    };
    quote! {
        #[doc = #docs]
        pub(crate) static #name: Operation = Operation {
            endpoint: Endpoint { id: #id, method: #method, path: #path, reads: #reads },
            retry: #retry,
            path_parameters: &[#(#path_parameters),*],
            query: #query,
            query_names: &[#(#query_names),*],
            body: #body,
            success: Success { statuses: &[#(#statuses),*], body: #expected },
        };
    }
}
