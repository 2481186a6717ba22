//! Writes how each operation is sent: its table beside progenitor's method.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{Api, Operation};

pub(crate) fn write(api: &Api) -> TokenStream {
    let routes = api.operations.iter().map(route);
    let names = api
        .operations
        .iter()
        .map(|operation| format_ident!("{}", operation.constant()));
    quote! {
        use crate::call::route::Route;
        use super::operations;

        #(#routes)*

        static ALL: &[&Route] = &[#(&#names),*];

        /// The route of the operation with this name, for the bindings.
        pub fn route(id: &str) -> Option<&'static Route> {
            ALL.iter().copied().find(|route| route.operation.endpoint.id == id)
        }
    }
}

fn route(operation: &Operation) -> TokenStream {
    let constant = format_ident!("{}", operation.constant());
    let name = format_ident!("{}", operation.ident);
    let docs = format!("`{} {}`", operation.method, operation.path);
    let mut arguments: Vec<_> = (0..operation.path_parameters.len())
        .map(|index| quote!(input.segment(#index)))
        .collect();
    if operation.body.is_some() {
        arguments.push(quote!(input.body()));
    }
    let input = if arguments.is_empty() {
        quote!(_)
    } else {
        quote!(input)
    };
    quote! {
        #[doc = #docs]
        pub(crate) static #constant: Route = Route {
            operation: &operations::#constant,
            send: |client, #input| Box::pin(async move { client.#name(#(#arguments),*).await }),
        };
    }
}
