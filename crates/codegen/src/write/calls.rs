//! Writes how the command line calls each operation: by the client's typed method, which includes its recovery.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{Api, Kind, Operation};

pub(crate) fn write(api: &Api) -> TokenStream {
    let (lists, calls): (Vec<_>, Vec<_>) = api
        .operations
        .iter()
        .partition(|operation| operation.paginated.is_some());
    let lists = lists.into_iter().map(list);
    let calls = calls.into_iter().map(|operation| call(api, operation));
    quote! {
        use bitsight_users::{Client, Error, Request as _, types};

        use crate::operation::{Arguments, EachEntry, Reply, each_entry, unknown};

        /// Calls an operation that returns no pages.
        pub(crate) async fn call(
            client: &Client,
            operation: &str,
            arguments: Arguments,
        ) -> Result<Reply, Error> {
            match operation {
                #(#calls)*
                _ => Err(unknown(operation)),
            }
        }

        /// Reads all pages of an operation, and passes on each entry until one is refused.
        pub(crate) async fn list(
            client: &Client,
            operation: &str,
            arguments: Arguments,
            each: EachEntry<'_>,
        ) -> Result<(), Error> {
            match operation {
                #(#lists)*
                _ => Err(unknown(operation)),
            }
        }
    }
}

fn call(api: &Api, operation: &Operation) -> TokenStream {
    let (id, method) = (&operation.id, format_ident!("{}", operation.ident));
    let path = operation
        .path_parameters
        .iter()
        .enumerate()
        .map(|(index, field)| {
            let name = &field.name;
            match api.types.resolve(&field.schema).kind {
                Kind::Integer { .. } => quote!(arguments.integer(#index, #name)?),
                _ => quote!(arguments.text(#index)),
            }
        });
    let path: Vec<_> = path.collect();
    let parts = [("query", &operation.query), ("body", &operation.body)];
    let parts: Vec<_> = parts
        .into_iter()
        .filter_map(|(part, object)| {
            Some((
                format_ident!("{part}"),
                format_ident!("{}", object.as_ref()?),
            ))
        })
        .collect();
    let read = parts.iter().map(
        |(part, object)| quote!(let #part = types::#object::from_json(arguments.#part.clone())?;),
    );
    let passed = parts.iter().map(|(part, _)| quote!(&#part));
    quote! {
        #id => {
            #(#read)*
            Ok(Reply::of(client.#method(#(#path,)* #(#passed),*).await?))
        }
    }
}

fn list(operation: &Operation) -> TokenStream {
    let id = &operation.id;
    let stream = format_ident!("{}_stream", operation.id);
    let Some(query) = &operation.query else {
        return quote!(#id => compile_error!("`x-paginated` needs query parameters"),);
    };
    let query = format_ident!("{query}");
    quote! {
        #id => {
            let query = types::#query::from_json(arguments.query.clone())?;
            each_entry(client.#stream(&query), each).await
        }
    }
}
