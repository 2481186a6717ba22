//! Writes the wasm-bindgen wrappers: arguments in, one call of the client, the result out.

use heck::ToShoutySnakeCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{Api, Operation, Success};

pub(crate) fn write(api: &Api) -> TokenStream {
    let methods = api.operations.iter().map(method);
    quote! {
        use bitsight_users::{responses, types};
        use js_sys::Promise;
        use wasm_bindgen::prelude::*;

        use crate::{argument, client::Client, outcome, pager::Pager};

        #[wasm_bindgen]
        impl Client {
            #(#methods)*
        }
    }
}

fn method(operation: &Operation) -> TokenStream {
    let name = format_ident!("{}", operation.id);
    let camel = operation.camel();
    let docs = &operation.docs;
    let mut parameters = Vec::new();
    let mut decode = Vec::new();
    let mut arguments = Vec::new();
    for field in &operation.path_parameters {
        let (name, text) = (format_ident!("{}", field.name), &field.name);
        parameters.push(quote!(#name: &JsValue));
        decode.push(quote!(let #name = argument::string(#text, #name);));
        arguments.push(quote!(&#name?));
    }
    for (name, is_there) in [
        ("query", operation.query.is_some()),
        ("body", operation.body.is_some()),
    ] {
        if is_there {
            let name = format_ident!("{name}");
            parameters.push(quote!(#name: &JsValue));
            decode.push(quote!(let #name = argument::request(#name);));
            arguments.push(quote!(&#name?));
        }
    }
    let raw = format_ident!("{}_raw", operation.id);
    let checked = match &operation.success {
        Success::Nothing => None,
        Success::Body {
            schema,
            may_be_empty,
        } => {
            // What was looked up is never empty.
            let may_be_empty = *may_be_empty && !operation.is_looked_up();
            let table = format_ident!("{}", schema.to_shouty_snake_case());
            Some(quote!(let response = response.checked(&responses::#table, #may_be_empty)?;))
        }
    };
    let run = quote! {
        let response = client.#raw(#(#arguments),*).await?;
        #checked
        Ok(outcome::success(&response))
    };
    let pages = match (&operation.paginated, &operation.query) {
        (Some(_), Some(_)) => {
            let (pages, camel) = (
                format_ident!("{}_pages", operation.id),
                format!("{camel}Pages"),
            );
            let page = match &operation.success {
                Success::Body { schema, .. } => format_ident!("{schema}"),
                Success::Nothing => return quote!(compile_error!("`x-paginated` needs a body");),
            };
            let docs = format!("The pages of `{}`, one by one.", operation.camel());
            Some(quote! {
                #[doc = #docs]
                #[wasm_bindgen(js_name = #camel)]
                pub fn #pages(&self, query: &JsValue, options: &JsValue) -> Result<Pager, JsValue> {
                    self.pages::<types::#page>(query, options)
                }
            })
        }
        _ => None,
    };
    // Arguments are read at once, while they are as the caller passed them.
    quote! {
        #[doc = #docs]
        #[wasm_bindgen(js_name = #camel)]
        pub fn #name(&self, #(#parameters,)* options: &JsValue) -> Promise {
            #(#decode)*
            self.call(options, move |client| async move {
                #run
            })
        }
        #pages
    }
}
