//! Writes the methods of `Client`: check the arguments, call progenitor's method, under one policy.

use heck::ToShoutySnakeCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{Api, Operation, Retry, Success};

pub(crate) fn write(api: &Api) -> TokenStream {
    let constants = api.operations.iter().map(constant);
    let methods = api.operations.iter().map(method);
    let pages = api
        .operations
        .iter()
        .filter(|operation| operation.paginated.is_some())
        .map(page);
    let arms = api.operations.iter().filter_map(|operation| {
        let Success::Body { schema, .. } = &operation.success else {
            return None;
        };
        let (id, schema) = (&operation.id, format_ident!("{schema}"));
        Some(quote!(#id => Some(crate::documented::through::<types::#schema>(json)),))
    });
    quote! {
        use super::client::types;
        use super::{requests, rules};
        use crate::{Client, Error, Response, body::Raw, request::to_json};
        use serde_json::Value;
        use crate::operation::{Operation, Retry};

        #(#constants)*

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

fn constant(operation: &Operation) -> TokenStream {
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
    quote! {
        #[doc = #docs]
        pub(crate) static #name: Operation =
            Operation { id: #id, method: #method, path: #path, retry: #retry };
    }
}

fn method(operation: &Operation) -> TokenStream {
    let id = &operation.id;
    let constant = format_ident!("{}", operation.constant());
    let docs = docs(operation);

    // What the public method takes and passes on, and what the one beneath takes, where a request
    // is JSON that has not been checked.
    let mut typed = Vec::new();
    let mut passed = Vec::new();
    let mut untyped = Vec::new();
    let mut checks = Vec::new();
    let mut arguments = Vec::new();
    for field in &operation.path_parameters {
        let (name, text) = (format_ident!("{}", field.name), &field.name);
        typed.push(quote!(#name: &str));
        untyped.push(quote!(#name: &str));
        passed.push(quote!(#name));
        checks.push(quote!(call.path_segment(#text, #name)?;));
        arguments.push(quote!(#name));
    }
    if let Some(query) = &operation.query {
        let rules = format_ident!("{}", query.to_shouty_snake_case());
        let query = format_ident!("{query}");
        typed.push(quote!(query: &requests::#query));
        untyped.push(quote!(query: &Value));
        passed.push(quote!(&to_json(query)?));
        checks.push(quote! {
            let query = call.query(&rules::#rules, query)?;
            let query = &query;
        });
        // Progenitor's order: by the name on the wire.
        let mut names = operation.query_names.clone();
        names.sort();
        arguments.extend(names.iter().map(|(_, name)| quote!(query.get(#name))));
    }
    if let Some(body) = &operation.body {
        let rules = format_ident!("{}", body.to_shouty_snake_case());
        let body = format_ident!("{body}");
        typed.push(quote!(body: &requests::#body));
        untyped.push(quote!(body: &Value));
        passed.push(quote!(&to_json(body)?));
        checks.push(quote! {
            let body = call.body(&rules::#rules, body)?;
            let body = &body;
        });
        arguments.push(quote!(body));
    }

    let (output, decode) = match &operation.success {
        Success::Nothing => (quote!(()), quote!(map(|response| response.with_value(())))),
        Success::Body {
            schema,
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
    let name = format_ident!("{id}");
    let raw = format_ident!("{id}_raw");
    let raw_docs =
        format!("For the bindings: [`{id}`](Self::{id}), with neither side's JSON decoded.");
    let send = quote! {
        let call = self.call(&#constant);
        #(#checks)*
        call.run(move |client| async move { client.#name(#(#arguments),*).await }).await
    };
    let public = quote! {
        #[doc = #docs]
        pub async fn #name(&self, #(#typed),*) -> Result<Response<#output>, Error> {
            self.#raw(#(#passed),*).await.#decode
        }
    };

    if operation.is_looked_up() {
        // The one kind of operation with hand-written behaviour: `recovery` sends it through
        // the method that this one delegates to, and knows what to do when that fails.
        let once = format_ident!("{id}_once");
        return quote! {
            #public

            #[doc = #raw_docs]
            #[doc(hidden)]
            pub async fn #raw(&self, #(#untyped),*) -> Result<Response<Raw>, Error> {
                crate::recovery::#name(self, body).await
            }

            /// One sending of the operation, with no look-up.
            pub(crate) async fn #once(&self, #(#untyped),*) -> Result<Response<Raw>, Error> {
                #send
            }
        };
    }
    quote! {
        #public

        #[doc = #raw_docs]
        #[doc(hidden)]
        pub async fn #raw(&self, #(#untyped),*) -> Result<Response<Raw>, Error> {
            #send
        }
    }
}

/// The stream over all pages, and what it needs to know of one.
fn page(operation: &Operation) -> TokenStream {
    let id = format_ident!("{}", operation.id);
    let stream = format_ident!("{}_stream", operation.id);
    let path = &operation.path;
    let (Some(query), Some(item), Success::Body { schema, .. }) =
        (&operation.query, &operation.paginated, &operation.success)
    else {
        return quote!(compile_error!("`x-paginated` needs query parameters and a body"););
    };
    let (query, page) = (format_ident!("{query}"), format_ident!("{schema}"));
    let item = format_ident!("{item}");
    let raw = format_ident!("{}_raw", operation.id);
    let table = format_ident!("{}", schema.to_shouty_snake_case());
    let docs = format!(
        "All entries of [`{id}`](Self::{id}), requested page by page as they are needed: each once, \
         also if the list changes on the way. `limit` is the size of a page, `offset` where to begin."
    );
    quote! {
        impl Client {
            #[doc = #docs]
            pub fn #stream(&self, query: &requests::#query) -> crate::pagination::Paginated<types::#page> {
                crate::pagination::Paginated::new(self, to_json(query).unwrap_or_default())
            }
        }

        impl crate::pagination::Page for types::#page {
            type Item = types::#item;
            const PATH: &'static str = #path;

            fn fetch(client: Client, query: Value) -> crate::pagination::Fetching<Self> {
                Box::pin(async move { client.#raw(&query).await?.decode() })
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

        impl crate::pagination::Outlined for types::#page {
            fn fetch_outline(
                client: Client,
                query: Value,
            ) -> crate::pagination::Fetching<crate::pagination::Outline<Self>> {
                Box::pin(async move {
                    let page = client.#raw(&query).await?;
                    page.checked(&super::responses::#table, false)?.decode()
                })
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
