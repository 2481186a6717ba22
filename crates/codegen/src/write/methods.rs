//! Writes the methods of `Client`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::client::response;
use crate::model::{Api, Kind, Operation, Success};

pub(crate) fn write(api: &Api) -> TokenStream {
    let methods = api.operations.iter().map(|each| method(api, each));
    let pages = api
        .operations
        .iter()
        .filter(|operation| operation.paginated.is_some())
        .map(page);
    let arms = api.operations.iter().filter_map(|operation| {
        let Success::Body { name, .. } = &operation.success else {
            return None;
        };
        let (id, body) = (&operation.id, body(api, name));
        Some(match api.entry_of(operation) {
            Some(_) => quote!(#id => Some(crate::round_trip::page::<#body>(json)),),
            None => quote!(#id => Some(crate::round_trip::through::<#body>(json)),),
        })
    });
    quote! {
        use super::client::types;
        use super::{operations, requests, transport};
        use crate::{
            call::answer::Answer,
            client::Client,
            error::Error,
            list::{entries, page::Page, stream::Paginated},
            operation::{Arguments, Body, Query},
            types::response::Response,
        };

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

fn method(api: &Api, operation: &Operation) -> TokenStream {
    let constant = format_ident!("{}", operation.constant());
    let docs = docs(operation);
    let mut parameters = Vec::new();
    let mut arguments = Vec::new();
    if !operation.path_parameters.is_empty() {
        let segments = operation.path_parameters.iter().map(|field| {
            let name = format_ident!("{}", field.ident.as_deref().unwrap_or("unnamed"));
            let is_integer = matches!(api.types.resolve(&field.schema).kind, Kind::Integer { .. });
            let (kind, segment) = match is_integer {
                true => (quote!(i64), quote!(#name.to_string())),
                false => (quote!(&str), quote!(#name.to_owned())),
            };
            parameters.push(quote!(#name: #kind));
            segment
        });
        let segments: Vec<_> = segments.collect();
        arguments.push(quote!(path: vec![#(#segments),*]));
    }
    for (name, object) in [("query", &operation.query), ("body", &operation.body)] {
        if let Some(object) = object {
            let (name, object) = (format_ident!("{name}"), format_ident!("{object}"));
            parameters.push(quote!(#name: &requests::#object));
            arguments.push(match name == "body" {
                true => quote!(#name: Some(Body::of(&operations::#constant, #name))),
                false => quote!(#name: Some(Query::of(&operations::#constant, #name))),
            });
        }
    }
    let arguments = match arguments.len() {
        0 => quote!(Arguments::default()),
        3 => quote!(Arguments { #(#arguments),* }),
        _ => quote!(Arguments { #(#arguments,)* ..Arguments::default() }),
    };
    let (output, read) = match &operation.success {
        Success::Nothing => (quote!(()), quote!(Answer::nothing)),
        Success::Body { name, may_be_empty } => {
            let body = body(api, name);
            if api.entry_of(operation).is_some() {
                (body.clone(), quote!(<#body as Page>::read))
            } else if *may_be_empty && !operation.is_looked_up() {
                (quote!(Option<#body>), quote!(Answer::optional_json))
            } else {
                (body, quote!(Answer::json))
            }
        }
    };
    let name = format_ident!("{}", operation.ident);
    quote! {
        #[doc = #docs]
        pub async fn #name(&self, #(#parameters),*) -> Result<Response<#output>, Error> {
            let arguments = #arguments;
            self.perform(&transport::#constant, &arguments, #read).await
        }
    }
}

/// The type of a success body.
fn body(api: &Api, name: &str) -> TokenStream {
    let replacement = api
        .types
        .get(name)
        .and_then(|each| response(api, &each.schema.kind));
    match replacement.and_then(|path| path.parse().ok()) {
        Some(path) => path,
        None => {
            let name = format_ident!("{name}");
            quote!(types::#name)
        }
    }
}

/// The stream over all pages of a list, and its view of a page.
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
            pub fn #stream(&self, query: &requests::#query) -> Paginated<types::#page> {
                let query = serde_json::to_value(query).unwrap_or_default();
                Paginated::new(self, &transport::#constant, query)
            }
        }

        impl Page for types::#page {
            type Item = types::#item;

            fn read(answer: Answer) -> Result<Response<Self>, Error> {
                entries::read(answer)
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

After a time-out, a broken connection, a 5xx, or a success that isn't the documented one, nobody knows
whether the user exists. The user is then looked up by email, in lists of every kind of user and on every
page, until it is found or the settle time has passed since the request ended (15 s, unless set by
[`settle_time`](crate::ClientBuilder::settle_time)):

- Found, with everything that was asked for: that user is the result, and
  [`recovered`](crate::Response::recovered) is true.
- Found, and different: [`Code::Conflict`](crate::Code::Conflict), with the user as
  [`existing_user`](crate::Error::existing_user).
- Absent from complete lists for the whole settle time: the request is sent again, as often as
  `max_retries` allows. If that is refused, the user is looked up once more.
- Otherwise the first failure is returned, with [`Effect::Possible`](crate::Effect::Possible) and what the
  look-ups saw.

What a look-up can't tell: a user who existed before with the same data is taken for the one that was to be
created. And a service that creates a user later than the settle time after the request ended, and allows
two users with one email, can end up with two.

A success with an empty body is followed by the same look-ups.

# When the email is taken

After a 409, one request looks for the user with the email, unless
[`look_up_conflicts`](crate::ClientBuilder::look_up_conflicts) is off. The error then has the
[`existing_user`](crate::Error::existing_user).";

const LOOKED_UP_ERRORS: &str = "

[`Code::CreatedButUnreadable`](crate::Code::CreatedButUnreadable) when the service reported success and
the user could not be read back: look for the user before you create it again.";
