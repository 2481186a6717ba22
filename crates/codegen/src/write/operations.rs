//! Writes a table for each operation, and the methods of `Client`.

use heck::ToShoutySnakeCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{Api, Operation, Retry, Success};

pub(crate) fn write(api: &Api) -> TokenStream {
    let constants = api.operations.iter().map(|each| constant(api, each));
    let names = api
        .operations
        .iter()
        .map(|operation| format_ident!("{}", operation.constant()));
    let methods = api.operations.iter().map(method);
    let pages = api
        .operations
        .iter()
        .filter(|operation| operation.paginated.is_some())
        .map(page);
    let arms = api.operations.iter().filter_map(|operation| {
        let Success::Body { name: schema, .. } = &operation.success else {
            return None;
        };
        let (id, schema) = (&operation.id, format_ident!("{schema}"));
        Some(quote!(#id => Some(crate::documented::through::<types::#schema>(json)),))
    });
    quote! {
        use super::client::types;
        use super::{requests, responses, rules};
        use crate::{Client, Error, Response, arguments::{Arguments, Body, Query}};
        use crate::operation::{Operation, Retry, Success};
        use crate::rules::Kind;

        #(#constants)*

        static ALL: &[&Operation] = &[#(&#names),*];

        /// An operation by its name, for the bindings.
        pub fn operation(id: &str) -> Option<&'static Operation> {
            ALL.iter().copied().find(|operation| operation.id == id)
        }

        impl Client {
            #(#methods)*
        }

        #(#pages)*

        /// Reads a success body of an operation into its type and writes it again. `None` if there
        /// is no such operation, or it has no body.
        #[cfg(feature = "documented")]
        pub fn round_trip(operation_id: &str, json: &str) -> Option<Result<String, String>> {
            match operation_id {
                #(#arms)*
                _ => None,
            }
        }
    }
}

fn constant(api: &Api, operation: &Operation) -> TokenStream {
    let name = format_ident!("{}", operation.constant());
    let Operation {
        id, method, path, ..
    } = operation;
    let docs = format!("`{method} {path}`");
    let retry = match operation.retry {
        Retry::Safe => quote!(Retry::Safe),
        Retry::Idempotent => quote!(Retry::Idempotent),
        Retry::Once => quote!(Retry::Once),
        Retry::Lookup => quote!(Retry::Lookup),
    };
    let path_parameters = operation.path_parameters.iter().map(|field| &field.name);
    let rules = |object: &Option<String>| match object {
        Some(name) => {
            let name = format_ident!("{}", name.to_shouty_snake_case());
            quote!(Some(&rules::#name))
        }
        None => quote!(None),
    };
    // By the name on the wire, so that the same query is always the same text.
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
    let success = match &operation.success {
        Success::Nothing => quote!(Success::Nothing),
        Success::Body {
            name: schema,
            may_be_empty,
        } => {
            let table = format_ident!("{}", schema.to_shouty_snake_case());
            // What is looked up is never empty.
            if *may_be_empty && !operation.is_looked_up() {
                quote!(Success::BodyOrNothing(&Kind::Object(&responses::#table)))
            } else {
                quote!(Success::Body(&Kind::Object(&responses::#table)))
            }
        }
    };
    let (query, body) = (rules(&operation.query), rules(&operation.body));
    let send = send(operation);
    quote! {
        #[doc = #docs]
        pub(crate) static #name: Operation = Operation {
            id: #id,
            method: #method,
            path: #path,
            retry: #retry,
            path_parameters: &[#(#path_parameters),*],
            query: #query,
            query_names: &[#(#query_names),*],
            body: #body,
            success: #success,
            send: #send,
        };
    }
}

/// Calls progenitor's method, in one form for all operations.
fn send(operation: &Operation) -> TokenStream {
    let name = format_ident!("{}", operation.id);
    let mut arguments: Vec<_> = (0..operation.path_parameters.len())
        .map(|place| quote!(input.segment(#place)))
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
        |client, #input| Box::pin(async move { client.#name(#(#arguments),*).await })
    }
}

fn method(operation: &Operation) -> TokenStream {
    let constant = format_ident!("{}", operation.constant());
    let docs = docs(operation);
    let mut parameters = Vec::new();
    let mut arguments = Vec::new();
    if !operation.path_parameters.is_empty() {
        let names = operation
            .path_parameters
            .iter()
            .map(|field| format_ident!("{}", field.ident.as_deref().unwrap_or("unnamed")));
        let segments = names.clone().map(|name| quote!(#name.to_owned()));
        parameters.extend(names.map(|name| quote!(#name: &str)));
        arguments.push(quote!(path: vec![#(#segments),*]));
    }
    for (name, object) in [("query", &operation.query), ("body", &operation.body)] {
        if let Some(object) = object {
            let (name, object) = (format_ident!("{name}"), format_ident!("{object}"));
            parameters.push(quote!(#name: &requests::#object));
            arguments.push(match name == "body" {
                true => quote!(#name: Some(Body::of(&#constant, #name))),
                false => quote!(#name: Some(Query::of(&#constant, #name))),
            });
        }
    }
    let arguments = match arguments.len() {
        0 => quote!(Arguments::default()),
        3 => quote!(Arguments { #(#arguments),* }),
        _ => quote!(Arguments { #(#arguments,)* ..Arguments::default() }),
    };
    let (output, decode) = match &operation.success {
        Success::Nothing => (quote!(()), quote!(map(|response| response.with_value(())))),
        Success::Body {
            name: schema,
            may_be_empty,
        } => {
            let schema = format_ident!("{schema}");
            if *may_be_empty && !operation.is_looked_up() {
                (
                    quote!(Option<types::#schema>),
                    quote!(and_then(Response::decode_optional)),
                )
            } else {
                (quote!(types::#schema), quote!(and_then(Response::decode)))
            }
        }
    };
    let name = format_ident!("{}", operation.id);
    let call = match operation.is_looked_up() {
        // The one kind of operation with hand-written behaviour, which reads the answer itself.
        true => {
            quote!(crate::recovery::#name(self, &#constant, &arguments, Response::decode).await)
        }
        false => quote!(self.send(&#constant, &arguments).await.#decode),
    };
    quote! {
        #[doc = #docs]
        pub async fn #name(&self, #(#parameters),*) -> Result<Response<#output>, Error> {
            let arguments = #arguments;
            #call
        }
    }
}

/// The stream over all pages, and what it needs to know of one.
fn page(operation: &Operation) -> TokenStream {
    let id = &operation.id;
    let constant = format_ident!("{}", operation.constant());
    let stream = format_ident!("{}_stream", operation.id);
    let (Some(query), Some(item), Success::Body { name: schema, .. }) =
        (&operation.query, &operation.paginated, &operation.success)
    else {
        return quote!(compile_error!("`x-paginated` needs query parameters and a body"););
    };
    let (query, page) = (format_ident!("{query}"), format_ident!("{schema}"));
    let item = format_ident!("{item}");
    let docs = format!(
        "All entries of [`{id}`](Self::{id}), requested page by page as they are needed: each once, \
         also if the list changes on the way. `limit` is the size of a page, `offset` where to begin."
    );
    quote! {
        impl Client {
            #[doc = #docs]
            pub fn #stream(&self, query: &requests::#query) -> crate::pagination::Paginated<types::#page> {
                let query = serde_json::to_value(query).unwrap_or_default();
                crate::pagination::Paginated::new(self, &#constant, query)
            }
        }

        impl crate::pagination::Page for types::#page {
            type Item = types::#item;

            fn read(answer: Response<crate::body::Raw>) -> Result<Response<Self>, Error> {
                answer.decode()
            }

            fn count(&self) -> i64 {
                self.count
            }

            fn next(&self) -> Option<&str> {
                self.links.next.as_deref()
            }

            fn keys(&self) -> Vec<&str> {
                self.results.iter().map(|item| item.guid.as_str()).collect()
            }

            fn into_items(self) -> Vec<Self::Item> {
                self.results
            }
        }
    }
}

fn docs(operation: &Operation) -> String {
    let mut docs = operation.docs.clone();
    let Operation { method, path, .. } = operation;
    docs.push_str(&format!("\n\nSends `{method} {path}`."));
    if operation.paginated.is_some() {
        docs.push_str(" Returns one page; for all of them see [`Client::");
        docs.push_str(&format!(
            "{}_stream`](crate::Client::{}_stream).",
            operation.id, operation.id
        ));
    }
    if operation.is_looked_up() {
        docs.push_str(LOOKED_UP);
    }
    docs.push_str("\n\n# Errors\n\n");
    docs.push_str(
        "[`Code::InvalidArgument`](crate::Code::InvalidArgument), before anything is sent, when an \
         argument can't be right; otherwise any [`Code`](crate::Code), by what the service answered.",
    );
    if operation.is_looked_up() {
        docs.push_str(LOOKED_UP_ERRORS);
    }
    docs
}

const LOOKED_UP: &str = "

# When an answer is lost

After a time-out, a broken connection or a 5xx, nobody knows whether the user exists. Nothing is sent
again before a look-up by email:

- Found, with everything that was asked for: that user is the result, and
  [`recovered`](crate::Response::recovered) is true.
- Found, and different: [`Code::Conflict`](crate::Code::Conflict), with the user as
  [`existing_user`](crate::Error::existing_user).
- Not found: the request is sent again, as often as `max_retries` allows. A 409 to that is looked up in
  the same way.
- The look-up fails too: the first failure is returned, with
  [`Effect::Possible`](crate::Effect::Possible).

What a look-up can't tell: a user who was there before with the very same data is taken for the one that
was to be created. A request that is still on its way when the look-up is made isn't seen either; if it
takes effect before the next one, that one meets a 409.

A success whose body is empty or can't be read is followed by the same look-up.";

const LOOKED_UP_ERRORS: &str = "

[`Code::CreatedButUnreadable`](crate::Code::CreatedButUnreadable) when the service reported success and
the user could not be read back: the account has the user, so don't create it again.";
